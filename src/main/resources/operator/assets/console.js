// What every page of the console has: menus that close, tables that scroll, and charts where there are some.
const menus = [...document.querySelectorAll('details.menu')];

document.addEventListener('click', event => {
  for (const menu of menus) {
    if (menu.open && !menu.contains(event.target)) {
      menu.open = false;
    }
  }
});

document.addEventListener('keydown', event => {
  const menu = event.key === 'Escape' && menus.find(one => one.open);
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});

// a table that is wider than its place is moved by the keyboard too
const widths = new ResizeObserver(entries => {
  for (const { target } of entries) {
    const box = target.closest('.scroll');
    box.tabIndex = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight ? 0 : -1;
  }
});
for (const box of document.querySelectorAll('.scroll')) {
  widths.observe(box);
  [...box.children].forEach(child => widths.observe(child));
}

// only pages with a chart fetch what draws it
if (document.querySelector('.chart[data-table]')) {
  import('./charts.js').then(charts => charts.drawAll());
}

// and only those that lead to an act what opens it at their side
if (document.querySelector('a[href*="/acts/"]')) {
  import('./panel.js');
}
