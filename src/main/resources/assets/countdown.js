// Counts down to the opening or the close, and shows the page anew when that has come.

const JITTER = 4000;

export class Countdown {
  constructor({ clock }) {
    this.clock = clock;
  }

  start() {
    const place = document.querySelector('[data-until]');
    if (!place) {
      return;
    }
    const until = Number(place.dataset.until);
    const text = place.querySelector('b');
    const timer = setInterval(() => {
      text.textContent = this.clock.left(until);
      if (until <= this.clock.now()) {
        clearInterval(timer);
        // not all at once
        setTimeout(() => location.reload(), 1000 + Math.random() * JITTER);
      }
    }, 1000);
  }
}
