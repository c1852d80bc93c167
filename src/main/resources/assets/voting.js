// Voting on a page: shows at once what is likely, and then what is true.

import { Counts } from './counts.js';
import { newKey, pause, storeOf } from './device.js';
import { Said } from './said.js';
import { Taps } from './taps.js';
import { Thumbs } from './thumbs.js';

// what is kept is tried again while the page is looked at, long after the first tries; by half more or less, not all at once
const RETRY_MS = 60000;
// not all at the same moment of a new day
const JITTER_MS = 5000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export class Voting {
  constructor({ main, site, words, clock }) {
    Object.assign(this, { main, site, words, clock });
    const { campaign, results, share } = main.dataset;
    this.slug = campaign;
    this.path = `/v1/campaigns/${encodeURIComponent(campaign)}`;
    this.share = share || codeOf(location.pathname);
    this.me = null;
    // null: nobody knows
    this.loggedIn = null;
    this.answers = 0;
    this.states = new Map();
    this.said = new Said();
    this.counts = new Counts({ moves: results === 'live', under: (number) => this.states.get(number) != null });
    this.thumbs = new Thumbs({ words, stateOf: (number) => this.stateOf(number), spent: () => this.spent() });
    this.taps = new Taps({
      store: storeOf(`dianzan.tap.${campaign}.`),
      send: (tap) => this.send(tap),
      pause,
      random: Math.random,
      key: newKey,
      told: (tap, news) => this.told(tap, news),
    });
  }

  start() {
    document.addEventListener('submit', (event) => this.submitted(event));
    addEventListener('online', () => this.resume());
    addEventListener('pageshow', (event) => event.persisted && this.refresh());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.refresh());
    addEventListener('storage', (event) => event.key?.startsWith('dianzan.') && this.elsewhere(event));
    this.paint();
    return this.refresh();
  }

  // Whose votes these are and what is left of them, and what an earlier page could not finish.
  async refresh() {
    await this.ask();
    return this.resume();
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

  async cast(wanted) {
    await this.taps.tap(wanted);
    this.resumeLater();
  }

  async ask() {
    const { answers } = this;
    const { status, body } = await this.site.ask(`${this.path}/me`).catch(() => ({}));
    // a vote that was answered meanwhile knows better, and what is no answer says nothing
    if (answers === this.answers && (status === 200 || status === 401)) {
      this.loggedIn = status === 200;
      this.know(status === 200 ? body : null);
      this.forgetOthers();
    }
    this.paint();
  }

  // What is known of the voter, until his next day begins.
  know(me) {
    this.me = me;
    clearTimeout(this.newDay);
    if (me?.resets) {
      const left = (me.resets - this.site.now()) * 1000;
      this.newDay = setTimeout(() => this.ask(), Math.min(LONGEST_TIMER_MS, Math.max(0, left) + Math.random() * JITTER_MS));
    }
  }

  isOver() {
    return Boolean(this.me?.resets) && this.me.resets <= this.site.now();
  }

  // On a phone that goes round: a tap that somebody else has left here is not this voter's.
  forgetOthers() {
    const { voter } = this.me ?? {};
    this.taps.kept().filter((tap) => voter && tap.voter && tap.voter !== voter).forEach((tap) => this.taps.forget(tap));
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
    if (this.isOver()) {
      this.ask().then(() => this.tapped(thumb.dataset.number, day));
    } else {
      this.tapped(thumb.dataset.number, day);
    }
  }

  tapped(number, day) {
    const state = this.stateOf(number);
    if (state === 'tomorrow') {
      this.said.say(this.spent(), 'no');
    } else if (state === 'recorded' && !this.mayRepeat()) {
      this.said.say(this.words.say('thumb.repeat', { number }), 'ok');
    } else if (state !== 'counting') {
      this.cast({ work: number, day: this.me?.day ?? day, share: this.share, voter: this.me?.voter });
    }
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
    this.states.set(tap.work, news.state === 'counting' || news.state === 'waiting' ? news.state : null);
    switch (news.state) {
      case 'waiting': this.said.say(this.words.say(news.code ? `refusal.${news.code}` : 'thumb.saved'), 'wait'); break;
      case 'login': this.login(tap); break;
      case 'recorded': this.recorded(tap, news); break;
      case 'refused': this.refused(tap, news); break;
      case 'elsewhere': this.ask(); break;
      default: break;
    }
    this.paint();
  }

  recorded(tap, news) {
    this.answers++;
    this.counts.recorded(tap.work, news, () => this.paint());
    const today = news.day === undefined || news.day === this.me?.day;
    this.know({
      ...this.me, day: this.me?.day ?? tap.day, left: news.left, resets: news.resets,
      today: today ? [...(this.me?.today ?? []), tap.work] : this.me?.today ?? [],
    });
    this.said.say(this.sentence(tap, news), 'ok');
  }

  sentence(tap, { repeat, left, resets }) {
    if (repeat) {
      return this.words.say('thumb.repeat', { number: tap.work });
    }
    if (left === 0 && !resets) {
      return this.words.say('thumb.last', { number: tap.work });
    }
    const form = left === 0 ? 'none' : left === 1 ? 'one' : 'many';
    return this.words.say(`thumb.done.${form}`, { number: tap.work, n: left, next: resets ? this.clock.near(resets) : '' });
  }

  refused(tap, news) {
    this.answers++;
    if (news.left !== undefined) {
      this.know({ ...this.me, left: news.left, resets: news.resets, today: news.today ?? this.me?.today ?? [] });
    }
    if (news.code === 'day-over' && news.left > 0) {
      this.said.say(this.words.say('thumb.again'), 'no', { text: this.words.say('thumb.againDo'), act: () => this.again(tap) });
    } else {
      this.said.say(news.code === 'quota-spent' ? this.spent() : this.reason(news), 'no');
    }
  }

  reason(news) {
    const facts = { ...news };
    for (const time of ['resets', 'opens']) {
      if (facts[time]) facts[time] = this.clock.near(facts[time]);
    }
    return this.words.say(`refusal.${news.code}`, facts) || this.words.say(news.code === 'paused' ? 'state.pausedNow' : 'refusal.malformed');
  }

  // The same work, today.
  async again({ work, share }) {
    await this.refresh();
    this.cast({ work, day: this.me?.day, share, voter: this.me?.voter });
  }

  // Who has just tapped goes to log in and comes back to this work; who has not is only told. A tap that may have been sent
  // before waits for its voter; one that began with a login that did not come is over.
  login(tap) {
    this.loggedIn = false;
    this.know(null);
    if (tap.asked) {
      location.assign(`/login?to=${encodeURIComponent(`/c/${this.slug}/works/${encodeURIComponent(tap.work)}`)}`);
      return;
    }
    if (!tap.unanswered) this.taps.forget(tap);
    this.said.say(this.words.say('thumb.login'), 'no');
  }

  // Counts that came from elsewhere.
  learn(works) {
    this.counts.learn(works);
    this.paint();
  }

  paint() {
    this.thumbs.paint();
    this.counts.paint();
    const mine = document.getElementById('mine');
    if (mine && this.me && this.main.dataset.state === 'open' && !this.isOver()) {
      mine.textContent = this.me.left === 0 ? this.spent() : this.words.count('mine.left', this.me.left);
    }
  }

  spent() {
    const next = this.me?.resets ? this.words.say('mine.next', { time: this.clock.near(this.me.resets) }) : '';
    return this.words.count('mine.left', 0) + next;
  }

  // null: to be tapped
  stateOf(number) {
    const under = this.states.get(number);
    if (under) {
      return under;
    }
    if (this.taps.of(number) && this.loggedIn !== false) {
      return 'waiting';
    }
    if (!this.me || this.isOver()) {
      return this.loggedIn === null ? 'asking' : null;
    }
    if (this.me.today?.includes(number)) {
      return 'recorded';
    }
    return this.me.left === 0 ? 'tomorrow' : null;
  }

  mayRepeat() {
    return this.main.dataset.sameWork === 'allowed' && this.me?.left > 0;
  }
}

// The share link by whose address this page was opened.
function codeOf(path) {
  return /^\/s\/([A-Za-z0-9]+)$/.exec(path)?.[1];
}
