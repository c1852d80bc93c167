// The page as it is now: the server sends its moving part again and again, and what of it has changed is put into place.
import { redraw } from './charts.js';

// the server sends every two seconds
const SILENCE = 10_000;
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;

const root = document.getElementById('live');
const asOf = document.getElementById('as-of');
const stale = document.getElementById('stale');
const reader = new DOMParser();
let source = null;
let timer = 0;
let pause = FIRST_PAUSE;

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
  source.onmessage = event => {
    show(JSON.parse(event.data));
    stale.hidden = true;
    pause = FIRST_PAUSE;
    later(lost, SILENCE);
  };
  // an answer that is no stream ends it for good; after everything else the browser comes again by itself
  source.onerror = () => source?.readyState === EventSource.CLOSED && lost();
  later(lost, SILENCE);
}

function later(act, millis) {
  clearTimeout(timer);
  timer = setTimeout(act, millis);
}

function stop() {
  clearTimeout(timer);
  source?.close();
  source = null;
}

function lost() {
  stop();
  stale.querySelector('time').textContent = asOf?.textContent ?? root.dataset.asOf;
  stale.hidden = false;
  // not all at once, when the server comes back
  later(again, pause * (0.75 + Math.random() / 2));
  pause = Math.min(2 * pause, LONGEST_PAUSE);
}

async function again() {
  let status = 0;
  try {
    status = (await fetch(root.dataset.stream, { method: 'HEAD', signal: AbortSignal.timeout(SILENCE) })).status;
  } catch {
    // the stream will tell
  }
  if (status === 401 || status === 403) {
    // the login has ended: the page itself leads there, or says why not
    location.reload();
  } else if (!source && !document.hidden) {
    listen();
  }
}

// nobody looks at a page in the background, and a phone in a pocket need not be sent anything
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    stop();
  } else if (!source) {
    pause = FIRST_PAUSE;
    clearTimeout(timer);
    again();
  }
});
listen();
