// Charts, each drawn from a table of the page itself: what is seen and what is read aloud are the same figures.
//
//   <div class="chart" data-kind="area" data-table="minutes"></div>
//   <table id="minutes"> <thead> <tr> <th> of the labels, then one <th> for each series
//                        <tbody> <tr> <th scope="row"> the label, then one <td> for each series
//
// data-kind: area (over time), stack (stacked bars over time), bars (horizontal, one series).
// A cell's number is its data-value, or else its text; a column with data-skip in its head is not drawn.
import './chart.umd.js';

const Chart = globalThis.Chart;
const COLOURS = 6;
const still = matchMedia('(prefers-reduced-motion: reduce)');
const dark = matchMedia('(prefers-color-scheme: dark)');
const drawn = new Map();

export function drawAll() {
  document.querySelectorAll('.chart[data-table]').forEach(draw);
}

/** Draws a chart again whose table has changed; `table` is the table or its id. */
export function redraw(table) {
  const id = typeof table === 'string' ? table : table.id;
  document.querySelectorAll(`.chart[data-table="${CSS.escape(id)}"]`).forEach(draw);
}

function draw(box) {
  const table = document.getElementById(box.dataset.table);
  if (!table) {
    return;
  }
  const data = read(table);
  const known = drawn.get(box);
  if (known && known.data.datasets.length === data.series.length) {
    known.data.labels = data.labels;
    data.series.forEach((series, at) => Object.assign(known.data.datasets[at], { data: series.values, label: series.name }));
    known.update('none');
    return;
  }
  known?.destroy();
  const canvas = box.querySelector('canvas') ?? box.appendChild(document.createElement('canvas'));
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', box.dataset.label ?? table.caption?.textContent.trim() ?? '');
  drawn.set(box, new Chart(canvas, settings(box.dataset.kind, data, box)));
}

function read(table) {
  const heads = [...table.tHead.rows[0].cells].slice(1);
  const columns = heads.map((head, at) => ({ head, at: at + 1 })).filter(column => !('skip' in column.head.dataset));
  const rows = [...table.tBodies[0].rows].filter(row => row.cells.length > 1);
  return {
    labels: rows.map(row => row.cells[0].dataset.label ?? row.cells[0].textContent.trim()),
    series: columns.map(({ head, at }) => ({ name: head.textContent.trim(), values: rows.map(row => number(row.cells[at])) })),
  };
}

function number(cell) {
  const text = cell?.dataset.value ?? cell?.textContent ?? '';
  const value = Number(text.replace(/[,\s]/g, ''));
  return text.trim() === '' || Number.isNaN(value) ? null : value;
}

function settings(kind, data, box) {
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue(name).trim();
  const bars = kind === 'bars';
  const stacked = kind === 'stack';
  const font = { family: getComputedStyle(document.body).fontFamily, size: 12 };
  const axis = (title, more) => ({
    ...more,
    title: { display: Boolean(title), text: title, color: colour('--ink-2'), font },
    ticks: { color: colour('--ink-2'), font, maxRotation: 0, autoSkipPadding: 16, ...more?.ticks },
    grid: { color: colour('--line'), ...more?.grid },
    border: { color: colour('--line') },
  });
  const measure = { beginAtZero: true, min: 0, stacked, ticks: { precision: 0 } };
  const names = { stacked, grid: { display: false }, ticks: { autoSkip: !bars } };
  return {
    type: kind === 'area' ? 'line' : 'bar',
    data: { labels: data.labels, datasets: data.series.map((series, at) => dataset(kind, series, at, colour)) },
    options: {
      indexAxis: bars ? 'y' : 'x',
      animation: still.matches ? false : { duration: 160, easing: 'easeOutQuad' },
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: 'index', axis: bars ? 'y' : 'x', intersect: false },
      scales: bars
        ? { x: axis(box.dataset.y, measure), y: axis(box.dataset.x, names) }
        : { x: axis(box.dataset.x, names), y: axis(box.dataset.y, measure) },
      plugins: {
        legend: {
          display: data.series.length > 1,
          position: 'bottom',
          align: 'start',
          labels: { color: colour('--ink'), font, boxWidth: 14, boxHeight: 14, padding: 12 },
        },
        tooltip: {
          backgroundColor: colour('--ink'),
          titleColor: colour('--paper'),
          bodyColor: colour('--paper'),
          titleFont: font,
          bodyFont: font,
          cornerRadius: 8,
          filter: item => !stacked || item.raw > 0,
        },
      },
    },
  };
}

// lines differ by their dashes too, and segments of a bar are set apart by the ground between them
function dataset(kind, series, at, colour) {
  const own = colour(`--c${at % COLOURS}`);
  const common = { label: series.name, data: series.values };
  if (kind === 'area') {
    return {
      ...common,
      borderColor: own,
      backgroundColor: at === 0 ? `${own}2E` : 'transparent',
      fill: at === 0 ? 'origin' : false,
      borderDash: [[], [6, 3], [2, 3], [8, 3, 2, 3]][at % 4],
      borderWidth: 2,
      pointRadius: series.values.length === 1 ? 3 : 0,
      pointHitRadius: 12,
      tension: 0,
      spanGaps: false,
    };
  }
  return {
    ...common,
    backgroundColor: own,
    borderColor: colour('--card'),
    borderWidth: kind === 'stack' ? { top: 1 } : 0,
    borderSkipped: false,
    maxBarThickness: kind === 'bars' ? 22 : 40,
  };
}

// colours are of the theme
dark.addEventListener('change', () => {
  drawn.forEach(chart => chart.destroy());
  drawn.clear();
  drawAll();
});
