// Made by scripts/miniprogram from src/main/resources/assets/taps.js: change it there.
// A voter's taps in one campaign, from the thumb to the answer. Pure: who uses it brings storage, network and timers.
//
// A tap is kept until it is answered, under one key for all its tries, so that neither a lost answer nor a second tab nor
// a killed page can make two votes of it, or none. What the server says last is the truth.

// after each try that nobody answered
const PAUSES = [1000, 3000, 8000];
// after what the server could not do just now; then the tap waits for the next time the page is looked at
const MOST_TRIES = 6;
const PASSING = [429, 503];

class Taps {
  // store: {all(): texts, set(name, text)}, of this campaign; null takes away. Each tap has an entry of its own, for tabs
  // write side by side
  // send(tap): a promise of {status, body, retryAfter}; rejects where there was no answer in time
  // pause(ms): a promise; random(): 0 to 1; key(): a new name; told(tap, news): what became of a tap
  constructor({ store, send, pause, random, key, told }) {
    Object.assign(this, { store, send, pause, random, key, told });
    this.running = new Map();
  }

  // Those that are kept, here or by another tab.
  kept() {
    return this.store.all().map(read).filter((tap) => tap?.work && tap.key);
  }

  of(work) {
    return this.kept().find((tap) => tap.work === work);
  }

  // Begins a tap; one that is under way for this work, here or in another tab, goes on instead.
  // voter: whose it is, where that is known, for on a phone that goes round another may come before it is answered.
  tap(work, day, share, voter) {
    const known = this.of(work);
    if (known) {
      return this.run({ ...known, asked: true });
    }
    const tap = { work, day, share, voter, key: this.key() };
    this.keep(tap);
    return this.run({ ...tap, asked: true });
  }

  // Goes on with all that is kept: after a reload, a login, or when the network is back.
  resume() {
    return Promise.all(this.kept().map((tap) => this.run(tap)));
  }

  // Those of somebody else are not this voter's to send.
  forgetOthersThan(voter) {
    this.kept().filter((tap) => voter && tap.voter && tap.voter !== voter).forEach((tap) => this.forget(tap));
  }

  forget(tap) {
    this.store.set(tap.key, null);
  }

  run(tap) {
    if (!this.running.has(tap.key)) {
      this.running.set(tap.key, this.tries(tap).finally(() => this.running.delete(tap.key)));
    }
    return this.running.get(tap.key);
  }

  async tries(tap) {
    this.told(tap, { state: 'counting' });
    for (let tried = 1; this.isKept(tap); tried++) {
      const answer = await this.send(tap).catch(() => null);
      const wait = this.hear(tap, answer, tried);
      if (wait === undefined) {
        return;
      }
      await this.pause(wait);
    }
    this.told(tap, { state: 'elsewhere' });
  }

  // What an answer means: milliseconds until the next try, or nothing more for now.
  hear(tap, answer, tried) {
    if (!answer) {
      tap.unanswered = true;
      this.keep(tap);
      this.told(tap, { state: 'waiting' });
      return tried <= PAUSES.length ? PAUSES[tried - 1] * (0.5 + this.random()) : undefined;
    }
    if (answer.status === 200) {
      return this.end(tap, { state: 'recorded', ...answer.body });
    }
    if (answer.status === 401) {
      // kept, for the login that follows; a tap that nobody has just made does not lead there by itself
      this.told(tap, { state: 'login', ...answer.body });
      return undefined;
    }
    return this.refused(tap, answer, tried);
  }

  refused(tap, answer, tried) {
    const code = answer.body?.code ?? '';
    if (PASSING.includes(answer.status) || answer.status >= 500 && !code) {
      tap.unanswered = tap.unanswered || code === 'outcome-unknown' || !code;
      this.keep(tap);
      this.told(tap, { state: 'waiting', code });
      return tried < MOST_TRIES ? 1000 * (answer.retryAfter || 2) : undefined;
    }
    // an earlier try may still be on its way: its outcome is asked for once more before anything is shown
    if (answer.retryAfter && tap.unanswered && !tap.askedAgain) {
      tap.askedAgain = true;
      this.keep(tap);
      this.told(tap, { state: 'waiting', code: 'outcome-unknown' });
      return 1000 * answer.retryAfter;
    }
    return this.end(tap, { state: 'refused', ...answer.body });
  }

  end(tap, news) {
    this.forget(tap);
    this.told(tap, news);
  }

  isKept(tap) {
    return this.kept().some((kept) => kept.key === tap.key);
  }

  keep({ asked, ...tap }) {
    this.store.set(tap.key, JSON.stringify(tap));
  }
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

module.exports = { Taps };
