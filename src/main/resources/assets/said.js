// One sentence at a time, shown and spoken; with an act where there is one to be done.

const SHOWN_MS = 7000;

export class Said {
  say(text, mood, act) {
    const place = document.getElementById('said');
    place.textContent = text;
    place.dataset.mood = mood;
    place.classList.add('shown');
    clearTimeout(this.showing);
    if (act) {
      place.append(this.button(place, act));
    } else {
      this.showing = setTimeout(() => place.classList.remove('shown'), SHOWN_MS);
    }
  }

  button(place, { text, act }) {
    const button = document.createElement('button');
    button.textContent = text;
    button.addEventListener('click', () => {
      place.classList.remove('shown');
      act();
    });
    return button;
  }
}
