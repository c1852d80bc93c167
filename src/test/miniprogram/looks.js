// Draws pages to HTML, to be looked at in a browser: node looks.js FOLDER, with a server as the tests want one. The style
// sheets are laid on approximately; what WeChat itself makes of them is another matter.

'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { Phone, PROGRAM } = require('./kit/phone');
const site = require('./kit/site');

const folder = process.argv[2];

function sheets(base = PROGRAM) {
  return fs.readdirSync(base, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(base, entry.name);
    return entry.isDirectory() ? sheets(file) : file.endsWith('.wxss') ? [fs.readFileSync(file, 'utf8')] : [];
  }).join('\n');
}

// Class names without what the simulation puts before them; pictures with their sources.
function markup(screen) {
  screen.tags('wx-image').forEach((image) => {
    const { src } = image.__wxElement._vt ? Object.fromEntries(image.__wxElement._vt.attrs.map(({ name, value }) => [name, value])) : {};
    image.innerHTML = `<img src="${src}" alt="">`;
  });
  screen.tags('wx-input').forEach((input) => { input.textContent = input.textContent || '搜索作品、作者、编号'; });
  screen.tags('wx-checkbox').forEach((box) => { box.innerHTML = '<input type="checkbox">'; });
  screen.tags('wx-rich-text').forEach((text) => { text.innerHTML = screen.data.organiser || ''; });
  return screen.html.replace(/class="([^"]*)"/g, (all, names) => `class="${names.replace(/[\w-]+?--(?=[\w-])/g, '')}"`);
}

const NATIVE = `
  * { animation: none !important } body { margin: 0 } wx-view, wx-scroll-view, wx-image, wx-checkbox-group, wx-input, wx-rich-text, main, page-list, page-work, page-mine, page-notice { display: block }
  wx-page-meta { display: none } wx-scroll-view { overflow-x: auto } wx-label { cursor: pointer } wx-input { line-height: 44px; color: var(--ink-2); overflow: hidden; white-space: nowrap }
  wx-button { text-align: center } wx-image img { width: 100%; height: 100%; object-fit: cover; display: block }
  wx-checkbox input { width: 20px; height: 20px; margin: 0 8px 0 0 }`;

function page(screen, { dark, large }) {
  const css = sheets().replace(/^page \{/gm, 'body {').replace(/^ {2}page \{/gm, '  body {')
    .replace(/@media \(prefers-color-scheme: dark\)/g, dark ? '@media all' : '@media not all');
  return `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>html { font-size: ${large ? 23 : 16}px }
${NATIVE}\n${css}</style><body>${markup(screen)}`;
}

async function draw(name, options, how, act = async () => {}) {
  const phone = new Phone({ ...options, system: { fontSizeSetting: how.large ? 23 : 16, ...options.system } });
  const screen = await phone.open(how.page, how.query ?? { campaign: how.campaign ?? 'demo', work: '0017' });
  await act(screen, phone);
  fs.writeFileSync(path.join(folder, `${name}.html`), page(screen, how));
  phone.close();
}

const wait = (ms) => new Promise((over) => setTimeout(over, ms));
async function voter(name) {
  const user = site.somebody(name);
  return { user, token: await site.agreed(user) };
}

async function main() {
  fs.mkdirSync(folder, { recursive: true });
  const query = { campaign: 'demo' };
  await draw('list', {}, { page: 'list', query });
  await draw('list-large', {}, { page: 'list', query, large: true });
  await draw('list-english', { system: { language: 'en' } }, { page: 'list', query });
  await draw('list-voted', await voter('look'), { page: 'list', query, dark: true }, async (screen) => {
    screen.pressThumb(0);
    await screen.until('it is recorded', () => screen.data.said);
    await wait(50);
  });
  await draw('list-nothing', {}, { page: 'list', query }, async (screen) => {
    screen.page.setData({ q: '没有' });
    await screen.page.show();
  });
  await draw('list-over', {}, { page: 'list', query: { campaign: 'over' } });
  await draw('work', {}, { page: 'work' });
  await draw('work-dark', {}, { page: 'work', dark: true });
  await draw('work-large', {}, { page: 'work', large: true });
  await draw('work-recorded', await voter('look'), { page: 'work' }, async (screen) => {
    screen.pressThumb();
    await screen.until('it is recorded', () => screen.data.said);
  });
  await draw('work-waiting', await voter('look'), { page: 'work' }, async (screen, phone) => {
    phone.offline = true;
    screen.pressThumb();
    await screen.until('it waits', () => screen.data.said);
  });
  await draw('work-moments', { scene: 1154 }, { page: 'work' });
  await draw('work-consent', { user: site.somebody('look') }, { page: 'work' }, async (screen) => {
    screen.pressThumb();
    await screen.until('the question', () => screen.find('consent'));
    screen.press(screen.find('dim'));
    await wait(100);
  });
  const known = await voter('look');
  await site.as(known.token, 'POST', '/v1/campaigns/demo/works/0041/votes');
  await draw('mine', known, { page: 'mine', query });
  await draw('mine-stranger', {}, { page: 'mine', query });
  await draw('privacy', {}, { page: 'notice', query: { of: 'privacy' } });
  await draw('rules', {}, { page: 'notice', query: { of: 'rules', campaign: 'two' } });
}

main().then(() => process.exit(0), (broken) => { console.error(broken); process.exit(1); });
