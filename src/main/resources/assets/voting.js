// Thumbs, counts and sentences of a page: shows at once what is likely, and then what is true.

import { newKey, pause, storeOf } from './device.js';
import { Taps } from './taps.js';
import { grouped } from './words.js';

// a count that was read before our own vote must not take it back for a moment
const OWN_COUNT_MS = 3000;
const SAID_MS = 7000;

export class Voting {
  constructor({ main, site, words, clock }) {
    Object.assign(this, { main, site, words, clock });
    const { campaign, results, share } = main.dataset;
    this.slug = campaign;
    this.path = `/v1/campaigns/${encodeURIComponent(campaign)}`;
    this.movesAtOnce = results === 'live';
    this.share = share || cookieless(location.pathname);
    this.me = null;
    this.loggedIn = null;
    this.answers = 0;
    this.counts = new Map();
    this.own = new Map();
    this.states = new Map();
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
    addEventListener('online', () => this.taps.resume());
    addEventListener('pageshow', (event) => event.persisted && this.refresh());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.refresh());
    addEventListener('storage', (event) => event.key?.startsWith('dianzan.') && this.elsewhere(event));
    this.paint();
    // settled as soon as it is known who is here, or that this cannot be known
    this.known = this.ask();
    return this.known.then(() => this.taps.resume());
  }

  // Whose votes these are and what is left of them, and what an earlier page could not finish.
  async refresh() {
    await this.ask();
    return this.taps.resume();
  }

  async ask() {
    const { answers } = this;
    try {
      const answer = await this.site.ask(`${this.path}/me`);
      // a vote that was answered meanwhile knows better
      if (answers === this.answers) {
        this.loggedIn = answer.status === 200;
        this.me = answer.status === 200 ? answer.body : null;
      }
    } catch {
      // offline: what is kept says enough
    }
    this.paint();
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
    const number = thumb.dataset.number;
    const state = this.stateOf(number);
    if (state === 'tomorrow') {
      this.say(this.spent(), 'no');
    } else if (state === 'recorded' && !this.mayRepeat()) {
      this.say(this.words.say('thumb.repeat', { number }), 'ok');
    } else if (state !== 'counting') {
      this.taps.tap(number, this.me?.day ?? event.target.elements.day?.value, this.share);
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
      case 'waiting': this.say(this.words.say(news.code === 'outcome-unknown' ? 'refusal.outcome-unknown' : 'thumb.saved'), 'wait'); break;
      case 'login': this.login(tap, news); break;
      case 'recorded': this.recorded(tap, news); break;
      case 'refused': this.refused(tap, news); break;
      case 'elsewhere': this.ask(); break;
      default: break;
    }
    this.paint();
  }

  recorded(tap, news) {
    this.answers++;
    if (news.votes !== undefined) {
      // the answer adds this vote to what is published, and not the one that we had a moment ago; where counts are shown
      // late or rounded it adds nothing
      const before = this.own.get(tap.work);
      const least = this.movesAtOnce && before?.until > Date.now() && !news.repeat ? before.votes + 1 : 0;
      const votes = Math.max(news.votes, least);
      this.own.set(tap.work, { votes, until: Date.now() + OWN_COUNT_MS });
      setTimeout(() => this.paint(), OWN_COUNT_MS + 10);
      this.counts.set(tap.work, votes);
    }
    const today = news.day === undefined || news.day === this.me?.day;
    this.me = {
      ...this.me, day: this.me?.day ?? tap.day, left: news.left, resets: news.resets,
      today: today ? [...(this.me?.today ?? []), tap.work] : this.me?.today ?? [],
    };
    this.say(this.sentence(tap, news), 'ok');
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
      this.me = { ...this.me, left: news.left, resets: news.resets, today: news.today ?? this.me?.today ?? [] };
    }
    const facts = { ...news };
    for (const time of ['resets', 'opens']) {
      if (facts[time]) facts[time] = this.clock.near(facts[time]);
    }
    const text = news.code === 'quota-spent' ? this.spent() : this.words.say(`refusal.${news.code}`, facts) || this.words.say('refusal.malformed');
    if (news.code === 'day-over' && news.left > 0) {
      this.say(this.words.say('thumb.again'), 'no', {
        text: this.words.say('thumb.againDo'),
        act: () => this.refresh().then(() => this.taps.tap(tap.work, this.me?.day, tap.share)),
      });
      return;
    }
    this.say(text, 'no');
  }

  // Who has just tapped goes to log in and comes back to this work; who has not is only told.
  login(tap) {
    this.loggedIn = false;
    this.me = null;
    if (!tap.asked) {
      this.taps.forget(tap);
      this.say(this.words.say('thumb.login'), 'no');
      return;
    }
    location.assign(`/login?to=${encodeURIComponent(`/c/${this.slug}/works/${encodeURIComponent(tap.work)}`)}`);
  }

  // Counts that came from elsewhere.
  learn(works) {
    for (const { number, votes } of works) {
      this.counts.set(number, votes);
    }
    this.paint();
  }

  paint() {
    for (const thumb of document.querySelectorAll('.thumb[data-number]')) {
      this.paintThumb(thumb);
    }
    for (const count of document.querySelectorAll('[data-votes]')) {
      const shown = this.votesOf(count);
      if (shown !== null && count.textContent !== shown) count.textContent = shown;
    }
    this.paintMine();
  }

  paintThumb(thumb) {
    const state = this.stateOf(thumb.dataset.number);
    if (thumb.disabled || thumb.dataset.state === (state ?? '')) {
      return;
    }
    thumb.dataset.label = thumb.dataset.label ?? thumb.getAttribute('aria-label');
    thumb.dataset.state = state ?? '';
    const word = state && state !== 'asking' ? this.words.say(`thumb.${state}`) : '';
    thumb.setAttribute('aria-label', word ? `${thumb.dataset.label} · ${word}` : thumb.dataset.label);
    thumb.setAttribute('aria-disabled', state === 'tomorrow' || state === 'counting');
    const label = thumb.querySelector('.label');
    if (label) label.textContent = this.labelOf(state, word);
  }

  labelOf(state, word) {
    if (state === 'tomorrow') {
      return this.spent();
    }
    return word || this.words.say('thumb.vote');
  }

  paintMine() {
    const mine = document.getElementById('mine');
    if (!mine || !this.me || this.main.dataset.state !== 'open') {
      return;
    }
    mine.textContent = this.me.left === 0 ? this.spent() : this.words.count('mine.left', this.me.left);
  }

  spent() {
    return this.words.count('mine.left', 0) + this.next();
  }

  next() {
    return this.me?.resets ? this.words.say('mine.next', { time: this.clock.near(this.me.resets) }) : '';
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
    if (!this.me) {
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

  votesOf(count) {
    const number = count.dataset.votes;
    const first = Number(count.textContent.replace(/\D/g, ''));
    if (!this.counts.has(number)) {
      this.counts.set(number, first);
    }
    const own = this.own.get(number);
    const known = this.counts.get(number);
    const votes = own && own.until > Date.now() ? Math.max(own.votes, known) : known;
    const under = this.states.get(number) === 'counting' || this.states.get(number) === 'waiting';
    return grouped(votes + (under && this.movesAtOnce ? 1 : 0));
  }

  // One sentence, shown and spoken; with an act where there is one to be done.
  say(text, mood, act) {
    const said = document.getElementById('said');
    said.textContent = text;
    said.dataset.mood = mood;
    said.classList.add('shown');
    clearTimeout(this.saying);
    if (act) {
      const button = document.createElement('button');
      button.textContent = act.text;
      button.addEventListener('click', () => { said.classList.remove('shown'); act.act(); });
      said.append(button);
    } else {
      this.saying = setTimeout(() => said.classList.remove('shown'), SAID_MS);
    }
  }
}

function cookieless(path) {
  return /^\/s\/([A-Za-z0-9]+)$/.exec(path)?.[1];
}
