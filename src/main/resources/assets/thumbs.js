// The thumbs of a page and the line of votes that are left: how each state looks and is called.

export class Thumbs {
  // stateOf(number): counting, waiting, recorded, tomorrow, asking (nobody knows yet), or null; spent(): why none is left
  constructor({ words, stateOf, spent }) {
    Object.assign(this, { words, stateOf, spent });
  }

  paint() {
    for (const thumb of document.querySelectorAll('.thumb[data-number]')) {
      if (!thumb.disabled) this.paintOne(thumb, this.stateOf(thumb.dataset.number));
    }
  }

  paintOne(thumb, state) {
    const label = thumb.querySelector('.label');
    const word = state && state !== 'asking' ? this.words.say(`thumb.${state}`) : '';
    if (label) label.textContent = state === 'tomorrow' ? this.spent() : word || this.words.say('thumb.vote');
    if (thumb.dataset.state === (state ?? '')) {
      return;
    }
    thumb.dataset.label = thumb.dataset.label ?? thumb.getAttribute('aria-label');
    thumb.dataset.state = state ?? '';
    thumb.dataset.word = word;
    thumb.setAttribute('aria-label', word ? `${thumb.dataset.label} · ${word}` : thumb.dataset.label);
    thumb.setAttribute('aria-disabled', state === 'tomorrow' || state === 'counting');
  }
}
