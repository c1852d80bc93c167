// Lists without a new page: the same addresses and the same HTML, of which only the list is taken.

const TYPED = 300;

export class List {
  constructor({ shown }) {
    this.shown = shown;
  }

  start() {
    if (!document.getElementById('list')) {
      return;
    }
    document.addEventListener('click', (event) => this.clicked(event));
    document.addEventListener('submit', (event) => this.submitted(event));
    const input = document.querySelector('.search input');
    input.addEventListener('input', (event) => this.typed(event));
    // who writes Chinese has typed when the characters are chosen
    input.addEventListener('compositionend', (event) => this.typed(event));
    this.at = here();
    // a jump within the page is no other list
    addEventListener('popstate', () => this.at !== here() && this.show(location.href));
    showChip();
  }

  clicked(event) {
    const link = event.target.closest?.('.chips a, .order a, .pager a, .nothing a');
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    this.go(link.href, link.closest('.pager') !== null);
  }

  submitted(event) {
    if (!event.target.matches('.search')) {
      return;
    }
    event.preventDefault();
    this.search(event.target);
    event.target.querySelector('input').blur();
  }

  typed(event) {
    clearTimeout(this.typing);
    if (!event.isComposing) {
      this.typing = setTimeout(() => this.search(event.target.form), TYPED);
    }
  }

  search(form) {
    clearTimeout(this.typing);
    const query = new URLSearchParams(new FormData(form));
    if (!query.get('q')) query.delete('q');
    const url = new URL(form.action);
    url.search = query;
    this.go(url.href, false);
  }

  async go(url, up) {
    if (url !== location.href) {
      // every pause of somebody who types would be a step back
      const typing = isSearch(url) && isSearch(location.href);
      history[typing ? 'replaceState' : 'pushState'](null, '', url);
    }
    if (await this.show(url) && up) {
      document.querySelector('.search').scrollIntoView();
    }
  }

  // Only the last one that was asked for is shown; where it cannot be had, the browser goes there itself.
  async show(url) {
    const asked = this.asked = Symbol(url);
    try {
      const answer = await fetch(url, { headers: { Accept: 'text/html' }, credentials: 'same-origin' });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const list = page.getElementById('list');
      if (asked !== this.asked) {
        return false;
      }
      if (!list) {
        throw new Error('no list');
      }
      const hand = placeOfHand();
      document.getElementById('list').replaceWith(document.adoptNode(list));
      this.at = here();
      this.carry(page);
      this.shown();
      showChip();
      list.querySelector(hand)?.focus({ preventScroll: true });
      return true;
    } catch {
      if (asked === this.asked) location.assign(url);
      return false;
    }
  }

  // The form stays, for somebody may be typing in it; it takes on what the new one carries along. So do what is spoken of
  // the list, and the way to the same list in the other language.
  carry(page) {
    document.getElementById('found').textContent = document.querySelector('#list .total').textContent;
    document.querySelector('.foot a[hreflang]').href = page.querySelector('.foot a[hreflang]').getAttribute('href');
    const form = document.querySelector('.search');
    form.querySelectorAll('input[type=hidden]').forEach((input) => input.remove());
    page.querySelectorAll('.search input[type=hidden]').forEach((input) => form.append(document.adoptNode(input)));
    const input = form.querySelector('input[type=search]');
    if (document.activeElement !== input) input.value = page.querySelector('.search input[type=search]').value;
  }
}

function here() {
  return location.pathname + location.search;
}

function isSearch(url) {
  return new URL(url).searchParams.has('q');
}

// Where the keyboard was in the list that goes, as a selector for the list that comes; nothing matches 'none'.
function placeOfHand() {
  const nav = document.activeElement?.closest('#list nav');
  if (!nav) return 'none';
  return nav.matches('.pager') ? '.works a.open' : `.${nav.className} a[aria-current]`;
}

// The chosen category is in sight, wherever it stands in its row.
function showChip() {
  const row = document.querySelector('.chips');
  const chip = row.querySelector('[aria-current]');
  if (chip) row.scrollLeft = chip.offsetLeft - (row.clientWidth - chip.offsetWidth) / 2;
}
