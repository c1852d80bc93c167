// What every page of the console has: menus that close, and charts where there are some.
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

// only pages with a chart fetch what draws it
if (document.querySelector('.chart[data-table]')) {
  import('./charts.js').then(charts => charts.drawAll());
}

// and only those that lead to an act what opens it at their side
if (document.querySelector('a[href*="/acts/"]')) {
  import('./panel.js');
}
