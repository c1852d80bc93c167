// What a voter has and what became of his taps, as a page and the mini-program show it. Pure: it neither asks nor draws.

import { grouped } from './words.js';

// a count that was read before our own vote must not take it back for a moment
export const OWN_COUNT_MS = 3000;

export class Standing {
  // movesAtOnce: counts are live, so that a tap moves its own; again: the same work may have several votes of a day
  // now(): milliseconds
  constructor({ words, clock, movesAtOnce, again, now }) {
    Object.assign(this, { words, clock, movesAtOnce, again, now });
    this.me = null;
    this.loggedIn = null;
    this.counts = new Map();
    this.own = new Map();
    this.states = new Map();
  }

  // …/me has answered
  learnMe({ status, body }) {
    this.loggedIn = status === 200;
    this.me = this.loggedIn ? body : null;
  }

  // counts that came from elsewhere
  learn(works) {
    for (const { number, votes } of works) {
      this.counts.set(number, votes);
    }
  }

  // What became of a tap; a sentence where there is one to be said: {text, mood}, and again where the day was over.
  told(tap, news) {
    this.states.set(tap.work, news.state === 'counting' || news.state === 'waiting' ? news.state : null);
    switch (news.state) {
      case 'waiting': return { text: this.words.say(news.code === 'outcome-unknown' ? 'refusal.outcome-unknown' : 'thumb.saved'), mood: 'wait' };
      case 'recorded': return this.recorded(tap, news);
      case 'refused': return this.refused(tap, news);
      case 'login': return this.loggedOut();
      default: return null;
    }
  }

  loggedOut() {
    this.loggedIn = false;
    this.me = null;
    return null;
  }

  recorded(tap, news) {
    if (news.votes !== undefined) {
      this.own.set(tap.work, { votes: news.votes, until: this.now() + OWN_COUNT_MS });
      this.counts.set(tap.work, news.votes);
    }
    const today = news.day === undefined || news.day === this.me?.day;
    this.me = {
      ...this.me, day: this.me?.day ?? tap.day, left: news.left, resets: news.resets,
      today: today ? [...(this.me?.today ?? []), tap.work] : this.me?.today ?? [],
    };
    return { text: this.sentence(tap, news), mood: 'ok' };
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
    if (news.left !== undefined) {
      this.me = { ...this.me, left: news.left, resets: news.resets, today: news.today ?? this.me?.today ?? [] };
    }
    if (news.code === 'day-over' && news.left > 0) {
      return { text: this.words.say('thumb.again'), mood: 'no', again: true };
    }
    return { text: this.reason(news), mood: 'no' };
  }

  // A refusal in one sentence.
  reason(problem) {
    const facts = { ...problem };
    for (const time of ['resets', 'opens']) {
      if (facts[time]) facts[time] = this.clock.near(facts[time]);
    }
    return this.words.say(`refusal.${problem.code}`, facts) || this.words.say('refusal.malformed');
  }

  // null: to be tapped; kept: a tap of this work waits to be answered
  stateOf(number, kept) {
    const under = this.states.get(number);
    if (under) {
      return under;
    }
    if (kept && this.loggedIn !== false) {
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

  mayTap(number, kept) {
    const state = this.stateOf(number, kept);
    if (state === 'counting' || state === 'tomorrow') {
      return false;
    }
    return state !== 'recorded' || this.again && this.me?.left > 0;
  }

  // as it is shown; first: what a page had for it when it came
  votesOf(number, first) {
    if (!this.counts.has(number)) {
      this.counts.set(number, first);
    }
    const own = this.own.get(number);
    const known = this.counts.get(number);
    const votes = own && own.until > this.now() ? Math.max(own.votes, known) : known;
    const under = this.states.get(number) === 'counting' || this.states.get(number) === 'waiting';
    return grouped(votes + (under && this.movesAtOnce ? 1 : 0));
  }

  // beneath a large thumb; word: that of its state, if any
  labelOf(state) {
    if (state === 'tomorrow') {
      return this.mine();
    }
    return this.wordOf(state) || this.words.say('thumb.vote');
  }

  wordOf(state) {
    return state && state !== 'asking' ? this.words.say(`thumb.${state}`) : '';
  }

  // such as 今日可投 1 票, or 今天的票已投完，明天 0:00再来
  mine() {
    const left = this.me?.left ?? 0;
    return this.words.count('mine.left', left) + (left === 0 ? this.next() : '');
  }

  next() {
    return this.me?.resets ? this.words.say('mine.next', { time: this.clock.near(this.me.resets) }) : '';
  }
}
