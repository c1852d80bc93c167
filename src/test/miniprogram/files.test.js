'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const { test } = require('node:test');

const ROOT = path.resolve(__dirname, '../../..');
const PROGRAM = path.join(ROOT, 'src/main/miniprogram');
const { http, unless } = require('./kit/site');

const MOST_BYTES = 500 * 1024;

function files(folder = PROGRAM) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? files(file) : [file];
  });
}

const read = (name) => fs.readFileSync(path.join(PROGRAM, name), 'utf8');
const all = (ending) => files().filter((file) => file.endsWith(ending)).map((file) => fs.readFileSync(file, 'utf8')).join('\n');

test('what it shares with the page is fresh', () => {
  execFileSync(process.execPath, [path.join(ROOT, 'scripts/miniprogram'), '--check'], { stdio: 'inherit' });
});

test('a stale file is found', () => {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'miniprogram'));
  try {
    fs.cpSync(PROGRAM, copy, { recursive: true });
    fs.appendFileSync(path.join(copy, 'shared/words.js'), '// changed');
    const check = () => execFileSync(process.execPath, [path.join(ROOT, 'scripts/miniprogram'), '--check', copy], { stdio: 'pipe' });
    assert.throws(check, /words\.js is stale/);
  } finally {
    fs.rmSync(copy, { recursive: true });
  }
});

test('it speaks with the very texts of the page', unless, async () => {
  const page = await (await fetch(`${http}/`)).text();
  const folder = /\/assets\/[0-9a-f]+/.exec(page)[0];
  for (const language of ['zh', 'en']) {
    const module = await (await fetch(`${http}${folder}/texts.${language}.js`)).text();
    const theirs = JSON.parse(module.replace('export default ', '').replace(/;\s*$/, ''));
    const ours = require(path.join(PROGRAM, `shared/texts.${language}.js`));
    const shared = Object.keys(theirs).filter((key) => !key.startsWith('door.'));
    assert.ok(shared.length > 100);
    shared.forEach((key) => assert.strictEqual(ours[key], theirs[key], key));
  }
});

test('the package is below 500 KB, and needs nothing at run time', () => {
  const bytes = files().reduce((sum, file) => sum + fs.statSync(file).size, 0);
  assert.ok(bytes < MOST_BYTES, `${bytes} bytes`);
  console.log(`the package has ${bytes} bytes in ${files().length} files`);
  assert.ok(!files().some((file) => /package\.json|node_modules|miniprogram_npm/.test(file)));
  for (const [, name] of all('.js').matchAll(/require\('([^']+)'\)/g)) {
    assert.match(name, /^\.\.?\//, name);
  }
});

test('every page and component is there, as Component, with all of its files', () => {
  const { pages } = JSON.parse(read('app.json'));
  const used = new Set();
  for (const page of pages) {
    Object.values(JSON.parse(read(`${page}.json`)).usingComponents).forEach((name) => used.add(name.slice(1)));
  }
  used.forEach((name) => Object.values(JSON.parse(read(`${name}.json`)).usingComponents ?? {}).forEach((other) => used.add(other.slice(1))));
  for (const name of [...pages, ...used]) {
    for (const ending of ['js', 'json', 'wxml', 'wxss']) {
      assert.ok(fs.existsSync(path.join(PROGRAM, `${name}.${ending}`)), `${name}.${ending}`);
    }
    assert.match(read(`${name}.js`), /^Component\(\{$/m, name);
  }
});

test('only one API that WeChat calls private is used, the clipboard, and no profile, phone number or place', () => {
  const text = all('.js') + all('.wxml');
  const used = [...new Set([...text.matchAll(/\bwx\.(\w+)\(/g)].map(([, name]) => name))].sort();
  assert.deepStrictEqual(used, [
    'getAppBaseInfo', 'getStorageInfoSync', 'getStorageSync', 'getSystemInfoSync', 'hideShareMenu', 'login', 'navigateBack', 'navigateTo',
    'onNeedPrivacyAuthorization', 'onNetworkStatusChange', 'openPrivacyContract', 'reLaunch', 'removeStorageSync', 'request',
    'setClipboardData', 'setNavigationBarTitle', 'setStorageSync',
  ]);
  const openTypes = [...new Set([...text.matchAll(/open-type="(\w+)"/g)].map(([, name]) => name))].sort();
  assert.deepStrictEqual(openTypes, ['agreePrivacyAuthorization', 'share']);
});

test('WeChat\'s own compilers take all markup and all style sheets', { skip: process.arch !== 'x64' && 'they are programs for x86-64' }, () => {
  const compiler = require('miniprogram-compiler');
  assert.ok(compiler.wxmlToJs(PROGRAM).length > 1000);
  assert.ok(compiler.wxssToJs(PROGRAM).length > 1000);
});

test('a web-view stands on one page only, which is not to be shared', () => {
  const pages = files().filter((file) => /<web-view/.test(fs.readFileSync(file, 'utf8'))).map((file) => path.basename(file));
  assert.deepStrictEqual(pages, ['outside.wxml']);
  assert.doesNotMatch(read('pages/outside/outside.js'), /onShare/);
  assert.match(read('pages/outside/outside.js'), /hideShareMenu/);
});

test('nobody finds the box ticked', () => {
  for (const [box] of all('.wxml').matchAll(/<checkbox [^>]*>/g)) {
    assert.match(box, /checked="\{\{false\}\}"/);
  }
});

test('its colours are those of the page, by day and by night', () => {
  const page = fs.readFileSync(path.join(ROOT, 'src/main/resources/assets/dianzan.css'), 'utf8');
  const tokens = (text) => [...text.matchAll(/--([\w-]+): (#[0-9A-F]{6})/g)].map(([, name, colour]) => `${name} ${colour}`);
  assert.deepStrictEqual(tokens(read('app.wxss')), tokens(page));
  const { light, dark } = JSON.parse(read('theme.json'));
  assert.deepStrictEqual([light.paper, dark.paper], ['#FAF8F5', '#141416']);
  assert.strictEqual(JSON.parse(read('app.json')).darkmode, true);
});

test('letters follow the size that WeChat is set to, on every page of words', () => {
  for (const page of ['list', 'work', 'mine', 'notice']) {
    assert.match(read(`pages/${page}/${page}.wxml`), /^<page-meta root-font-size="system"/);
  }
  for (const [size] of all('.wxss').matchAll(/font-size: [^;]+/g)) {
    assert.match(size, /rem$|^font-size: (14px|22vw)$/, size);
  }
});

test('what can be pressed says what it is', () => {
  for (const [tag] of all('.wxml').matchAll(/<view [^>]*(?:bindtap|catchtap)="(?!nothing|open")[^>]*>/g)) {
    assert.match(tag, /aria-role="(button|link)"/, tag);
  }
});
