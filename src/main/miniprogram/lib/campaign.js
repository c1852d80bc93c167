// One campaign as this phone knows it: its head, its clock, its works, and the voter's taps in it.

const { Clock } = require('../shared/clock');
const { Standing } = require('../shared/standing');
const { Live } = require('./live');
const { queryOf } = require('./server');
const { Voting } = require('./voting');

const SEED = 'dianzan.seed';
const SEEDS = 10000;
const PAGE = 20;

class Campaign {
  constructor(house, slug) {
    Object.assign(this, { house, slug });
    this.path = `/v1/campaigns/${encodeURIComponent(slug)}`;
    this.live = new Live({ server: house.server, path: this.path, learn: (works) => this.learn(works) });
    this.titles = new Map();
  }

  // Its head is there; rejects with a problem where it cannot be had.
  ready() {
    if (!this.loading) {
      this.loading = this.reload().catch((problem) => {
        this.loading = null;
        throw problem;
      });
    }
    return this.loading;
  }

  async reload() {
    this.head = await this.house.read(this.path);
    const { votes, results, offsets } = this.head;
    if (!this.voting) {
      const { words, server, session, memory, single, language } = this.house;
      this.clock = new Clock(words, language, offsets, () => server.now());
      this.standing = new Standing({ words, clock: this.clock, now: () => Date.now() });
      this.voting = new Voting({ slug: this.slug, session, memory, standing: this.standing, words, single });
    }
    this.standing.movesAtOnce = results.show === 'live';
    this.standing.again = votes.sameWork === 'allowed';
    this.voting.changed();
  }

  // in one word, why nothing can be voted for; '' where it can
  get off() {
    const { state } = this.head;
    return state === 'open' ? '' : this.house.words.say(`state.${state === 'closed' ? 'provisional' : state}`);
  }

  tap(number, share) {
    return this.off ? undefined : this.voting.tap(number, this.head.day, share);
  }

  learn(works) {
    this.standing.learn(works);
    this.voting.changed();
  }

  // a page of works: {total, asOf, works}
  async works({ category, q, sort, page }) {
    const query = queryOf({ category, q, sort, seed: sort === 'shuffled' ? this.seed() : undefined, page, size: PAGE });
    const found = await this.house.read(`${this.path}/works${query}`);
    this.know(found.works);
    return found;
  }

  async work(number) {
    const work = await this.house.read(`${this.path}/works/${encodeURIComponent(number)}`);
    this.know([work]);
    return work;
  }

  know(works) {
    works.forEach(({ number, title }) => this.titles.set(number, title));
    this.standing.learn(works.filter(({ votes }) => votes !== undefined));
  }

  // The order in which this phone has the works, for as long as it keeps it.
  seed() {
    const { memory } = this.house;
    const kept = memory.get(SEED);
    if (kept !== null) {
      return kept;
    }
    const fresh = Math.floor(Math.random() * SEEDS);
    memory.set(SEED, fresh);
    return fresh;
  }
}

module.exports = { Campaign, PAGE };
