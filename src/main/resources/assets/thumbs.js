// What a page shows of a voter's standing: its thumbs, its counts and the line of votes that are left.

export class Thumbs {
  // kept(number): the tap of a work that waits to be answered
  constructor({ main, standing, kept }) {
    Object.assign(this, { main, standing, kept });
  }

  paint() {
    for (const thumb of document.querySelectorAll('.thumb[data-number]')) {
      if (!thumb.disabled) this.paintThumb(thumb);
    }
    for (const count of document.querySelectorAll('[data-votes]')) {
      const shown = this.standing.votesOf(count.dataset.votes, Number(count.textContent.replace(/\D/g, '')));
      if (count.textContent !== shown) count.textContent = shown;
    }
    const mine = document.getElementById('mine');
    if (mine && this.standing.me && this.main.dataset.state === 'open' && !this.standing.isOver()) {
      mine.textContent = this.standing.mine();
    }
  }

  paintThumb(thumb) {
    const { number } = thumb.dataset;
    const state = this.standing.stateOf(number, this.kept(number));
    const label = thumb.querySelector('.label');
    if (label) label.textContent = this.standing.labelOf(state);
    if (thumb.dataset.state === (state ?? '')) {
      return;
    }
    const word = this.standing.wordOf(state);
    thumb.dataset.label = thumb.dataset.label ?? thumb.getAttribute('aria-label');
    thumb.dataset.state = state ?? '';
    thumb.dataset.word = word;
    thumb.setAttribute('aria-label', word ? `${thumb.dataset.label} · ${word}` : thumb.dataset.label);
    thumb.setAttribute('aria-disabled', state === 'tomorrow' || state === 'counting');
  }
}
