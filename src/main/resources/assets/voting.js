// Voting on a page: shows at once what is likely, and then what is true.

import { newKey, pause, storeOf } from './device.js';
import { Said } from './said.js';
import { OWN_COUNT_MS, Standing } from './standing.js';
import { Taps } from './taps.js';
import { Thumbs } from './thumbs.js';

// what is kept is tried again while the page is looked at, long after its first tries
const RETRY_MS = 60000;
// not all at the same moment of a new day
const JITTER_MS = 5000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export class Voting {
  constructor({ main, site, words, clock }) {
    Object.assign(this, { main, site, words, clock });
    const { campaign, results, share, sameWork } = main.dataset;
    this.slug = campaign;
    this.path = `/v1/campaigns/${encodeURIComponent(campaign)}`;
    this.share = share || codeOf(location.pathname);
    this.said = new Said();
    this.standing = new Standing({
      words, clock, movesAtOnce: results === 'live', again: sameWork === 'allowed', now: () => Date.now(),
    });
    this.taps = new Taps({
      store: storeOf(`dianzan.tap.${campaign}.`),
      send: (tap) => this.send(tap),
      pause,
      random: Math.random,
      key: newKey,
      told: (tap, news) => this.told(tap, news),
    });
    this.thumbs = new Thumbs({ main, standing: this.standing, kept: (number) => this.taps.of(number) });
  }

  start() {
    document.addEventListener('submit', (event) => this.submitted(event));
    addEventListener('online', () => this.resume());
    addEventListener('pageshow', (event) => event.persisted && this.refresh());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.refresh());
    addEventListener('storage', (event) => event.key?.startsWith('dianzan.') && this.elsewhere(event));
    this.paint();
    // settled as soon as it is known who is here, or that this cannot be known
    this.known = this.ask();
    return this.known.then(() => this.resume());
  }

  get loggedIn() {
    return this.standing.loggedIn;
  }

  // Whose votes these are and what is left of them, and what an earlier page could not finish.
  async refresh() {
    await this.ask();
    return this.resume();
  }

  async ask() {
    const { answers } = this.standing;
    const answer = await this.site.ask(`${this.path}/me`).catch(() => ({}));
    this.standing.learnMe(answer, answers);
    this.taps.forgetOthersThan(this.standing.me?.voter);
    this.paint();
  }

  async resume() {
    await this.taps.resume();
    this.resumeLater();
  }

  // What could not be sent in its first tries is kept, and tried once in a while.
  resumeLater() {
    clearTimeout(this.later);
    if (this.taps.kept().length > 0) {
      const wait = RETRY_MS * (0.5 + Math.random());
      this.later = setTimeout(() => (document.visibilityState === 'visible' ? this.resume() : this.resumeLater()), wait);
    }
  }

  // Another tab has begun a tap, or ended one.
  elsewhere({ newValue }) {
    this.paint();
    if (newValue === null) this.ask();
  }

  submitted(event) {
    const thumb = event.target.querySelector?.('.thumb[data-number]');
    if (!thumb) {
      return;
    }
    event.preventDefault();
    const day = event.target.elements.day?.value;
    if (this.standing.isOver()) {
      this.ask().then(() => this.tapped(thumb.dataset.number, day));
    } else {
      this.tapped(thumb.dataset.number, day);
    }
  }

  tapped(number, day) {
    const kept = this.taps.of(number);
    if (this.standing.mayTap(number, kept)) {
      this.cast(number, day, this.share);
      return;
    }
    const why = this.standing.why(number, kept);
    if (why) this.said.say(why.text, why.mood);
  }

  async cast(number, day, share) {
    const { me } = this.standing;
    await this.taps.tap(number, me?.day ?? day, share, me?.voter);
    this.resumeLater();
  }

  send(tap) {
    const query = new URLSearchParams();
    if (tap.day) query.set('day', tap.day);
    if (tap.share) query.set('share', tap.share);
    return this.site.ask(`${this.path}/works/${encodeURIComponent(tap.work)}/votes?${query}`, {
      method: 'POST', headers: { 'Idempotency-Key': tap.key },
    });
  }

  // What became of a tap.
  told(tap, news) {
    const said = this.standing.told(tap, news);
    switch (news.state) {
      case 'login': this.login(tap); break;
      case 'recorded': setTimeout(() => this.paint(), OWN_COUNT_MS + 10); break;
      case 'elsewhere': this.ask(); break;
      default: break;
    }
    if (said) {
      const today = said.again && { text: this.words.say('thumb.againDo'), act: () => this.today(tap) };
      this.said.say(said.text, said.mood, today);
    }
    this.paint();
  }

  // The same work, with a vote of today.
  async today({ work, share }) {
    await this.refresh();
    this.cast(work, undefined, share);
  }

  // Who has just tapped goes to log in and comes back to this work; who has not is only told. A tap that may have been sent
  // before waits for its voter; one that began with a login that did not come is over.
  login(tap) {
    if (tap.asked) {
      location.assign(`/login?to=${encodeURIComponent(`/c/${this.slug}/works/${encodeURIComponent(tap.work)}`)}`);
      return;
    }
    if (!tap.unanswered) this.taps.forget(tap);
    this.said.say(this.words.say('thumb.login'), 'no');
  }

  // Counts that came from elsewhere.
  learn(works) {
    this.standing.learn(works);
    this.paint();
  }

  paint() {
    this.thumbs.paint();
    this.awaitNewDay();
  }

  // A page that stays open offers the next day's votes when they come.
  awaitNewDay() {
    const { resets } = this.standing.me ?? {};
    if (resets && resets !== this.awaited) {
      this.awaited = resets;
      clearTimeout(this.newDay);
      const left = Math.max(0, (resets - this.clock.now()) * 1000) + Math.random() * JITTER_MS;
      this.newDay = setTimeout(() => this.ask(), Math.min(LONGEST_TIMER_MS, left));
    }
  }
}

// The share link by whose address this page was opened.
function codeOf(path) {
  return /^\/s\/([A-Za-z0-9]+)$/.exec(path)?.[1];
}
