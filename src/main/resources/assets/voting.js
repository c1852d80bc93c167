// Thumbs, counts and sentences of a page: shows at once what is likely, and then what is true.

import { newKey, pause, storeOf } from './device.js';
import { OWN_COUNT_MS, Standing } from './standing.js';
import { Taps } from './taps.js';

const SAID_MS = 7000;

export class Voting {
  constructor({ main, site, words, clock }) {
    Object.assign(this, { main, site, words });
    const { campaign, results, share, sameWork } = main.dataset;
    this.slug = campaign;
    this.path = `/v1/campaigns/${encodeURIComponent(campaign)}`;
    this.standing = new Standing({
      words, clock, movesAtOnce: results === 'live', again: sameWork === 'allowed', now: () => Date.now(),
    });
    this.share = share || cookieless(location.pathname);
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
    return this.refresh();
  }

  // Whose votes these are and what is left of them, and what an earlier page could not finish.
  async refresh() {
    await this.ask();
    return this.taps.resume();
  }

  async ask() {
    const { answers } = this.standing;
    try {
      this.standing.learnMe(await this.site.ask(`${this.path}/me`), answers);
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
    const kept = this.taps.of(number);
    if (this.standing.mayTap(number, kept)) {
      this.taps.tap(number, this.standing.me?.day ?? event.target.elements.day?.value, this.share);
      return;
    }
    const why = this.standing.why(number, kept);
    if (why) this.say(why.text, why.mood);
  }

  send(tap) {
    const query = new URLSearchParams();
    if (tap.day) query.set('day', tap.day);
    if (tap.share) query.set('share', tap.share);
    return this.site.ask(`${this.path}/works/${encodeURIComponent(tap.work)}/votes?${query}`, {
      method: 'POST', headers: { 'Idempotency-Key': tap.key },
    });
  }

  get loggedIn() {
    return this.standing.loggedIn;
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
      this.say(said.text, said.mood, said.again && {
        text: this.words.say('thumb.againDo'),
        act: () => this.refresh().then(() => this.taps.tap(tap.work, this.standing.me?.day, tap.share)),
      });
    }
    this.paint();
  }

  // Who has just tapped goes to log in and comes back to this work; who has not is only told.
  login(tap) {
    if (!tap.asked) {
      this.taps.forget(tap);
      this.say(this.words.say('thumb.login'), 'no');
      return;
    }
    location.assign(`/login?to=${encodeURIComponent(`/c/${this.slug}/works/${encodeURIComponent(tap.work)}`)}`);
  }

  // Counts that came from elsewhere.
  learn(works) {
    this.standing.learn(works);
    this.paint();
  }

  paint() {
    for (const thumb of document.querySelectorAll('.thumb[data-number]')) {
      this.paintThumb(thumb);
    }
    for (const count of document.querySelectorAll('[data-votes]')) {
      const shown = this.standing.votesOf(count.dataset.votes, Number(count.textContent.replace(/\D/g, '')));
      if (count.textContent !== shown) count.textContent = shown;
    }
    this.paintMine();
  }

  paintThumb(thumb) {
    const { number } = thumb.dataset;
    const state = this.standing.stateOf(number, this.taps.of(number));
    if (thumb.disabled || thumb.dataset.state === (state ?? '')) {
      return;
    }
    thumb.dataset.label = thumb.dataset.label ?? thumb.getAttribute('aria-label');
    thumb.dataset.state = state ?? '';
    const word = this.standing.wordOf(state);
    thumb.setAttribute('aria-label', word ? `${thumb.dataset.label} · ${word}` : thumb.dataset.label);
    thumb.setAttribute('aria-disabled', state === 'tomorrow' || state === 'counting');
    const label = thumb.querySelector('.label');
    if (label) label.textContent = this.standing.labelOf(state);
  }

  paintMine() {
    const mine = document.getElementById('mine');
    if (mine && this.standing.me && this.main.dataset.state === 'open') {
      mine.textContent = this.standing.mine();
    }
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
