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
    this.answers = 0;
    this.counts = new Map();
    this.own = new Map();
    this.states = new Map();
    // when a tap was last sent, and when its work's count last came from elsewhere
    this.begun = new Map();
    this.heard = new Map();
  }

  // …/me has answered; answers: how many taps were when it was asked, for a vote that was answered meanwhile knows better
  // What is no answer says nothing.
  learnMe({ status, body }, answers = this.answers) {
    if (answers === this.answers && (status === 200 || status === 401)) {
      this.loggedIn = status === 200;
      this.me = this.loggedIn ? body : null;
    }
  }

  // counts that came from elsewhere
  learn(works) {
    for (const { number, votes } of works) {
      this.counts.set(number, votes);
      this.heard.set(number, this.now());
    }
  }

  // What became of a tap; a sentence where there is one to be said: {text, mood}, and again where the day was over.
  told(tap, news) {
    if (news.state === 'counting') {
      this.begun.set(tap.work, this.now());
    }
    this.states.set(tap.work, news.state === 'counting' || news.state === 'waiting' ? news.state : null);
    switch (news.state) {
      case 'waiting': return { text: this.words.say(news.code ? `refusal.${news.code}` : 'thumb.saved'), mood: 'wait' };
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
    this.answers++;
    if (news.votes !== undefined) {
      // the answer adds this vote to what is published, and not the one that we had a moment ago; where counts are shown
      // late or rounded it adds nothing
      const before = this.own.get(tap.work);
      const least = this.movesAtOnce && before?.until > this.now() && !news.repeat ? before.votes + 1 : 0;
      const votes = Math.max(news.votes, least);
      this.own.set(tap.work, { votes, until: this.now() + OWN_COUNT_MS });
      this.counts.set(tap.work, this.hasHeard(tap.work) ? Math.max(votes, this.counts.get(tap.work)) : votes);
    }
    const today = news.day === undefined || news.day === this.me?.day;
    this.me = {
      ...this.me, day: this.me?.day ?? tap.day, left: news.left, resets: news.resets,
      today: today ? [...(this.me?.today ?? []), tap.work] : this.me?.today ?? [],
    };
    return { text: this.sentence(tap, news), mood: 'ok' };
  }

  // a count that came while the tap was under way may be newer than the answer's, and does not come again
  hasHeard(number) {
    return this.heard.has(number) && this.heard.get(number) >= (this.begun.get(number) ?? Infinity);
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
      const spent = news.scope === 'campaign' ? news.scope : this.me?.spent;
      this.me = { ...this.me, left: news.left, resets: news.resets, spent, today: news.today ?? this.me?.today ?? [] };
    }
    if (news.code === 'day-over' && news.left > 0) {
      return { text: this.words.say('thumb.again'), mood: 'no', again: true };
    }
    if (news.scope === 'category') {
      return { text: this.words.say('mine.category'), mood: 'no' };
    }
    return { text: news.code === 'quota-spent' ? this.spent() : this.reason(news), mood: 'no' };
  }

  // A refusal in one sentence.
  reason(problem) {
    const facts = { ...problem };
    for (const time of ['resets', 'opens']) {
      if (facts[time]) facts[time] = this.clock.near(facts[time]);
    }
    const otherwise = problem.code === 'paused' ? 'state.pausedNow' : 'refusal.malformed';
    return this.words.say(`refusal.${problem.code}`, facts) || this.words.say(otherwise);
  }

  // The day of which we know is over; what is left of the next one the server must tell.
  isOver() {
    return Boolean(this.me?.resets) && this.me.resets <= this.clock.now();
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
    if (!this.me || this.isOver()) {
      return this.loggedIn === null ? 'asking' : null;
    }
    if (this.me.today?.includes(number)) {
      return 'recorded';
    }
    return this.me.left === 0 ? 'tomorrow' : null;
  }

  mayTap(number, kept) {
    const state = this.stateOf(number, kept);
    return state !== 'counting' && state !== 'tomorrow' && (state !== 'recorded' || this.mayRepeat());
  }

  mayRepeat() {
    return this.again && this.me?.left > 0;
  }

  // What is said to a tap that would do nothing; null where it is under way.
  why(number, kept) {
    switch (this.stateOf(number, kept)) {
      case 'tomorrow': return { text: this.spent(), mood: 'no' };
      case 'recorded': return this.again
        ? { text: this.spent(), mood: 'no' }
        : { text: this.words.say('thumb.repeat', { number }), mood: 'ok' };
      default: return null;
    }
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

  // beneath a large thumb
  labelOf(state) {
    if (state === 'tomorrow') {
      return this.spent();
    }
    return this.wordOf(state) || this.words.say('thumb.vote');
  }

  wordOf(state) {
    if (state === 'tomorrow' && !this.me?.resets) {
      // there is no tomorrow for a vote of his
      return this.words.say('thumb.spent');
    }
    return state && state !== 'asking' ? this.words.say(`thumb.${state}`) : '';
  }

  // such as 今日可投 1 票
  mine() {
    return this.me?.left ? this.words.count('mine.left', this.me.left) : this.spent();
  }

  // such as 今天的票已投完，明天 0:00再来
  spent() {
    return this.me?.spent ? this.words.say('mine.spent') : this.words.count('mine.left', 0) + this.next();
  }

  next() {
    return this.me?.resets ? this.words.say('mine.next', { time: this.clock.near(this.me.resets) }) : '';
  }
}
