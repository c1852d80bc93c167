// The counts of a page: as they came, with what the reader's own taps add to them before anybody has told us.

import { grouped } from './words.js';

// a count that was read before our own vote must not take it back for a moment
const OWN_MS = 3000;

export class Counts {
  // moves: whether a count may move by one at a tap; under(number): whether a tap is under way
  constructor({ moves, under }) {
    Object.assign(this, { moves, under });
    this.known = new Map();
    this.own = new Map();
  }

  learn(works) {
    for (const { number, votes } of works) {
      this.known.set(number, votes);
    }
  }

  // The answer to our own vote; it adds that one to what is published, and not the one that we had a moment ago.
  recorded(number, { votes, repeat }, repaint) {
    if (votes === undefined) {
      return;
    }
    const before = this.own.get(number);
    const least = before?.until > Date.now() && !repeat ? before.votes + 1 : 0;
    const shown = Math.max(votes, least);
    this.own.set(number, { votes: shown, until: Date.now() + OWN_MS });
    this.known.set(number, shown);
    setTimeout(repaint, OWN_MS + 10);
  }

  paint() {
    for (const count of document.querySelectorAll('[data-votes]')) {
      const shown = this.of(count);
      if (count.textContent !== shown) count.textContent = shown;
    }
  }

  of(count) {
    const number = count.dataset.votes;
    if (!this.known.has(number)) {
      this.known.set(number, Number(count.textContent.replace(/\D/g, '')));
    }
    const own = this.own.get(number);
    const known = this.known.get(number);
    const votes = own && own.until > Date.now() ? Math.max(own.votes, known) : known;
    return grouped(votes + (this.moves && this.under(number) ? 1 : 0));
  }
}
