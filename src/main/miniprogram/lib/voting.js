// A voter's taps in one campaign, and who watches them: shows at once what is likely, and then what is true.

const { OWN_COUNT_MS } = require('../shared/standing');
const { Taps } = require('../shared/taps');
const { queryOf } = require('./server');

class Voting {
  // single: Moments' single page, in which nobody can log in
  constructor({ slug, session, memory, standing, words, single }) {
    Object.assign(this, { session, standing, words, single });
    this.path = `/v1/campaigns/${encodeURIComponent(slug)}`;
    this.watchers = new Set();
    this.said = null;
    // a version of the privacy notice that must be agreed to before the taps that are kept can go on; else 0
    this.consent = 0;
    // keys of taps for which a login was tried
    this.loggedInFor = new Set();
    this.pauses = new Set();
    this.taps = new Taps({
      store: memory.under(`dianzan.tap.${slug}.`),
      send: (tap) => this.send(tap),
      pause: (ms) => this.pause(ms),
      random: Math.random,
      key: newKey,
      told: (tap, news) => this.told(tap, news),
    });
  }

  // Calls back at every change; what comes back ends that.
  watch(watcher) {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  changed() {
    this.watchers.forEach((watcher) => watcher());
  }

  // Whose votes these are and what is left of them, and what an earlier page could not finish.
  async refresh() {
    if (this.single) {
      this.standing.loggedIn = false;
      return this.changed();
    }
    await this.learnMe().catch(() => { /* offline: what is kept says enough */ });
    this.changed();
    return this.resume();
  }

  async learnMe() {
    const { answers } = this.standing;
    let answer = await this.session.ask(`${this.path}/me`);
    // a login that has merely become old is renewed without a word; one that was ended is not
    if (answer.body.code === 'token-expired' && (await this.session.login()).ok) {
      answer = await this.session.ask(`${this.path}/me`);
    }
    if (answer.status === 200 || answer.status === 401) {
      this.standing.learnMe(answer, answers);
      this.taps.forgetOthersThan(this.standing.me?.voter);
    }
  }

  resume() {
    return this.single ? undefined : this.taps.resume();
  }

  // Until the time is over or the network is back.
  pause(ms) {
    return new Promise((over) => {
      this.pauses.add(over);
      setTimeout(() => { this.pauses.delete(over); over(); }, ms);
    });
  }

  online() {
    this.pauses.forEach((over) => over());
    this.pauses.clear();
    return this.resume();
  }

  // A day that is over while the mini-program stays open is asked for first.
  async tap(number, day, share) {
    if (this.single) {
      return this.say({ text: this.words.say('mini.single'), mood: 'no' });
    }
    if (this.standing.isOver()) {
      await this.learnMe().catch(() => {});
    }
    const kept = this.taps.of(number);
    if (!this.standing.mayTap(number, kept)) {
      const why = this.standing.why(number, kept);
      return why ? this.say(why) : undefined;
    }
    const { me } = this.standing;
    return this.taps.tap(number, me?.day ?? day, share, me?.voter);
  }

  send(tap) {
    const query = queryOf({ day: tap.day, share: tap.share });
    return this.session.ask(`${this.path}/works/${encodeURIComponent(tap.work)}/votes${query}`, {
      method: 'POST', headers: { 'Idempotency-Key': tap.key },
    });
  }

  told(tap, news) {
    const said = this.standing.told(tap, news);
    if (news.state === 'login') {
      this.standing.states.set(tap.work, 'counting');
      this.login(tap, news);
    } else if (news.state === 'recorded') {
      setTimeout(() => this.changed(), OWN_COUNT_MS + 10);
    } else if (news.state === 'elsewhere') {
      this.learnMe().then(() => this.changed(), () => {});
    }
    if (said) {
      this.say(said.again ? { ...said, act: this.words.say('thumb.againDo'), again: tap } : said);
    }
    this.changed();
  }

  // A tap without a login: WeChat knows who this is, without a question. One that is refused right after a login ends here.
  async login(tap, { code }) {
    if (this.loggedInFor.has(tap.key)) {
      this.giveUp(tap, { code });
      return;
    }
    const outcome = await this.session.login({ share: tap.share });
    if (outcome.ok) {
      this.goOn(tap);
    } else if (outcome.consent) {
      this.standing.states.delete(tap.work);
      this.consent = outcome.consent;
      this.changed();
    } else {
      this.giveUp(tap, outcome.problem ?? { code: 'login-required' });
    }
  }

  async goOn({ work, key }) {
    this.loggedInFor.add(key);
    await this.learnMe().catch(() => {});
    const kept = this.taps.of(work);
    if (kept) {
      this.taps.run(kept);
    } else {
      this.standing.states.delete(work);
    }
    this.changed();
  }

  // The voter has agreed to the privacy notice, for the taps that wait for it.
  async agree() {
    const privacy = this.consent;
    this.consent = 0;
    this.changed();
    const outcome = await this.session.login({ privacy });
    for (const tap of this.taps.kept()) {
      if (outcome.ok) this.goOn(tap);
      else this.giveUp(tap, outcome.problem ?? { code: 'consent-required' });
    }
    return outcome;
  }

  decline() {
    this.consent = 0;
    this.taps.kept().forEach((tap) => this.taps.forget(tap));
    this.say({ text: this.words.say('login.declined'), mood: 'no' });
  }

  // Where only the login could not be had now the tap is kept: it is tried again when the network is back, or with the next look.
  giveUp(tap, problem) {
    if (problem.code === 'offline' || problem.code === 'provider-down') {
      this.standing.states.set(tap.work, 'waiting');
      this.say({ text: this.words.say('thumb.saved'), mood: 'wait' });
      return;
    }
    this.standing.states.delete(tap.work);
    this.taps.forget(tap);
    this.say({ text: this.standing.reason(problem), mood: 'no' });
  }

  // The day of a kept tap was over: today's vote instead.
  async voteToday(tap) {
    this.hush();
    await this.refresh();
    return this.taps.tap(tap.work, this.standing.me?.day, tap.share, this.standing.me?.voter);
  }

  say(said) {
    this.said = said;
    this.changed();
  }

  hush() {
    this.said = null;
    this.changed();
  }

  // What a phone shows of a thumb. off: nothing can be voted for now, and why in one word
  thumb(work, off) {
    const state = this.standing.stateOf(work.number, this.taps.of(work.number));
    const name = this.words.say('thumb.voteFor', { title: work.title });
    const word = off || this.standing.wordOf(state);
    const label = this.single ? this.words.say('mini.single') : off || this.standing.labelOf(state);
    return { state: off ? 'off' : state ?? 'idle', label, spoken: word ? `${name} · ${word}` : name };
  }
}

// No secret: it tells the taps of one voter apart.
function newKey() {
  let key = '';
  while (key.length < 32) key += Math.random().toString(16).slice(2);
  return key.slice(0, 32);
}

module.exports = { Voting };
