// An act opens at the side of the page that leads to it; without this script its link opens the same as a page.
const PART = {'X-Part': '1', Accept: 'text/html'};

const panel = document.createElement('dialog');
panel.className = 'side';
document.body.append(panel);

let changed = false;

// Only looks: a login that has ended, and every fault, come as a page of its own, where it is said in full.
async function look(address) {
  try {
    const answer = await fetch(address, {headers: PART, credentials: 'same-origin'});
    const act = answer.redirected ? null : parsed(await answer.text()).querySelector('.act');
    if (act) {
      show(act);
      return;
    }
  } catch {
    // the page will tell
  }
  location.assign(address);
}

// Does it: whatever comes back, or does not, is said here, and what was typed stays.
async function carryOut(form, body, button) {
  form.querySelector('.panel-fault')?.remove();
  button.disabled = true;
  let said = null;
  try {
    const request = {method: 'POST', body, headers: PART, credentials: 'same-origin'};
    said = parsed(await (await fetch(form.getAttribute('action'), request)).text());
  } catch {
    // nothing came, or not all of it
  }
  const act = said?.querySelector('.act');
  if (act) {
    show(act);
    return;
  }
  // without a word of the server's own nobody knows whether it heard of the act
  const fault = said?.querySelector('.panel-fault') ?? form.querySelector('template').content.cloneNode(true);
  form.querySelector('.buttons').before(fault);
  button.disabled = false;
  changed = true;
  show(form.closest('.act'));
}

function parsed(text) {
  const holder = document.createElement('template');
  holder.innerHTML = text;
  return holder.content;
}

function show(act) {
  if (act.parentNode !== panel) {
    panel.replaceChildren(act);
  }
  changed ||= panel.querySelector('[data-done]') !== null;
  if (!panel.open) {
    panel.showModal();
  }
  focus(['.panel-fault [role=alert]', '[role=alert], [role=status]', 'textarea', 'details[open] input:not([type=hidden])']
    .map(kind => panel.querySelector(kind)).find(Boolean));
}

function focus(first) {
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
    look(link.href);
  } else if (event.target.closest('[data-close]') || event.target === panel) {
    event.preventDefault();
    panel.close();
  }
});

panel.addEventListener('submit', event => {
  event.preventDefault();
  const form = event.target;
  const fields = new URLSearchParams(new FormData(form));
  if (form.method === 'get') {
    look(`${form.getAttribute('action')}?${fields}`);
  } else {
    carryOut(form, fields, event.submitter);
  }
});

// what the page says may be no longer so
panel.addEventListener('close', () => changed && location.reload());
