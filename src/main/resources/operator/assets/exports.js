// Keeps the table of the last exports: every second while one runs, or has just been asked for, and else now and then.
const SOON = 1000;
const SELDOM = 15000;
const ASKED_FOR = 10000;

const recent = document.getElementById('recent');
let askedAt = -ASKED_FOR;
let timer = 0;

function isMoving() {
  return recent.querySelector('[data-moving="true"]') !== null || performance.now() - askedAt < ASKED_FOR;
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(refresh, isMoving() ? SOON : SELDOM);
}

async function refresh() {
  if (!document.hidden) {
    try {
      const answer = await fetch(recent.dataset.from, { headers: { Accept: 'text/html' }, redirect: 'manual' });
      if (answer.ok) {
        recent.innerHTML = await answer.text();
      } else if (answer.type === 'opaqueredirect') {
        // the login has ended: the page itself leads there
        location.reload();
      }
    } catch {
      // the next time will tell
    }
  }
  later();
}

document.addEventListener('click', event => {
  if (event.target.closest('a[download]')) {
    askedAt = performance.now();
    later();
  }
});
document.addEventListener('visibilitychange', later);
later();
