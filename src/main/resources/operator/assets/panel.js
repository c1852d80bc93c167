// An act opens at the side of the page that leads to it; without this script its link opens the same as a page.
const PART = {'X-Part': '1'};

const panel = document.createElement('dialog');
panel.className = 'side';
document.body.append(panel);

let changed = false;

async function show(address, options = {}) {
  let answer;
  try {
    answer = await fetch(address, {...options, headers: PART, credentials: 'same-origin'});
  } catch {
    location.assign(address);
    return;
  }
  // a login that has ended, a fault: as a page of its own, where it is said in full
  if (answer.redirected || (!answer.ok && answer.status !== 409)) {
    location.assign(address);
    return;
  }
  panel.innerHTML = await answer.text();
  changed ||= panel.querySelector('[data-done]') !== null;
  if (!panel.open) {
    panel.showModal();
  }
  const first = ['[role=alert], [role=status]', 'textarea', 'details[open] input:not([type=hidden])']
    .map(kind => panel.querySelector(kind)).find(Boolean);
  if (first?.matches('[role]')) {
    first.tabIndex = -1;
  }
  first?.focus();
}

document.addEventListener('click', event => {
  const link = event.target.closest('a[href*="/acts/"]');
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  if (link && plain) {
    event.preventDefault();
    show(link.href);
  } else if (event.target.closest('[data-close]') || event.target === panel) {
    event.preventDefault();
    panel.close();
  }
});

panel.addEventListener('submit', event => {
  event.preventDefault();
  const form = event.target;
  const fields = new URLSearchParams(new FormData(form));
  const address = form.getAttribute('action');
  if (form.method === 'get') {
    show(`${address}?${fields}`);
    return;
  }
  event.submitter.disabled = true;
  show(address, {method: 'POST', body: fields});
});

// what the page says may be no longer so
panel.addEventListener('close', () => changed && location.reload());
