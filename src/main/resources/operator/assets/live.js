// The page as it is now: the server sends its moving part again and again, and what of it has changed is put into place.
import { redraw } from './charts.js';

const root = document.getElementById('live');
const asOf = document.getElementById('as-of');
const reader = new DOMParser();
let source = null;

function show(text) {
  const fresh = reader.parseFromString(text, 'text/html');
  const now = fresh.getElementById('live');
  for (const part of now.querySelectorAll('[data-fresh]')) {
    const shown = root.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
    if (shown && shown.innerHTML !== part.innerHTML) {
      shown.replaceChildren(...part.childNodes);
      if (shown.id) {
        redraw(shown);
      }
    }
  }
  if (asOf) {
    asOf.textContent = now.dataset.asOf;
  }
}

function listen() {
  source = new EventSource(root.dataset.stream);
  source.onmessage = event => show(JSON.parse(event.data));
}

// nobody looks at a page in the background, and a phone in a pocket need not be sent anything
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    source?.close();
    source = null;
  } else if (!source) {
    listen();
  }
});
listen();
