'use strict';
const assert = require('node:assert');
const { test, afterEach } = require('node:test');
const { Phone } = require('./kit/phone');
const site = require('./kit/site');

const { unless } = site;
let phone;
afterEach(() => phone && phone.close());

// the phone of somebody who has agreed before, and has a token
async function voter(name, options = {}) {
  const user = site.somebody(name);
  phone = new Phone({ user, token: await site.agreed(user), ...options });
  return phone;
}

const votes = () => phone.sent('POST', '/votes');
const today = async () => (await site.as(phone.storage.get('dianzan.token'), 'GET', '/v1/campaigns/demo/me')).body.today;
const settled = (screen, number, state) => screen.until(`${number} to be ${state}`, () => screen.thumb(number).state === state);

test('a tap is recorded; the other thumbs of the day are tomorrow\'s; a second tap sends nothing', site.unless, async () => {
  await voter('tapper');
  const screen = await phone.open('list');
  const [first, second] = screen.data.works.map(({ number }) => number);
  const before = Number(screen.votes(first));
  screen.pressThumb(0);
  await settled(screen, first, 'recorded');
  await screen.until('the sentence', () => /已记录您投给\d{4}号的一票，今天还可投0票，明天 0:00再来/.test(screen.text));
  assert.strictEqual(Number(screen.votes(first)), before + 1);
  assert.match(screen.all('card')[0].textContent, new RegExp(`${before + 1}票`));
  assert.ok(screen.all('thumb')[0].outerHTML.includes('is-recorded') && screen.all('thumb')[1].outerHTML.includes('is-tomorrow'));
  assert.strictEqual(screen.thumb(second).state, 'tomorrow');
  assert.match(screen.thumb(second).spoken, / · 明天$/);
  assert.match(screen.data.head.mine, /^今天的票已投完，明天 0:00再来$/);
  screen.pressThumb(0);
  screen.pressThumb(1);
  await new Promise((over) => setTimeout(over, 100));
  assert.strictEqual(votes().length, 1);
  assert.deepStrictEqual(phone.taps(), []);
  assert.deepStrictEqual(await today(), [first]);
});

test('the first tap of all asks for consent, with the box unticked, and goes on by itself', unless, async () => {
  phone = new Phone({ user: site.somebody('new') });
  const screen = await phone.open('work', { campaign: 'demo', work: '0017' });
  screen.pressThumb();
  await screen.until('the question', () => screen.find('consent'));
  assert.match(screen.text, /登录只用来保证一人一票.*我已阅读并同意.*隐私说明.*微信的隐私保护指引/);
  assert.strictEqual(screen.tags('wx-checkbox').length, 1);
  screen.press(screen.find('dim'));
  await screen.until('the reminder', () => /请先勾选同意隐私说明/.test(screen.text));
  assert.strictEqual(phone.sent('POST', '/v1/login').length, 1);
  await screen.agree();
  await settled(screen, '0017', 'recorded');
  assert.deepStrictEqual(JSON.parse(phone.sent('POST', '/v1/login')[1].data).privacy, 3);
  assert.strictEqual(phone.logins, 2);
  assert.deepStrictEqual(await today(), ['0017']);
});

test('who does not agree is not logged in, and may go on looking', unless, async () => {
  phone = new Phone({ user: site.somebody('unwilling') });
  const screen = await phone.open('work', { campaign: 'demo', work: '0017' });
  screen.pressThumb();
  await screen.until('the question', () => screen.find('consent'));
  screen.press(screen.find('plain'));
  await screen.until('the sheet is gone', () => !screen.find('consent') && /没有登录，仍可浏览全部作品/.test(screen.text));
  assert.strictEqual(screen.thumb('0017').state, 'idle');
  assert.deepStrictEqual(phone.taps(), []);
  assert.strictEqual(phone.storage.has('dianzan.token'), false);
});

test('who has agreed on another phone is logged in by his first tap without a question', unless, async () => {
  const user = site.somebody('elsewhere');
  await site.agreed(user);
  phone = new Phone({ user });
  const screen = await phone.open('work', { campaign: 'demo', work: '0018' });
  assert.strictEqual(phone.logins, 0);
  screen.pressThumb();
  await settled(screen, '0018', 'recorded');
  assert.strictEqual(phone.logins, 1);
});

test('a double tap is one vote under one key', unless, async () => {
  await voter('hasty');
  const screen = await phone.open('work', { campaign: 'two', work: '0021' });
  screen.pressThumb();
  screen.pressThumb();
  await settled(screen, '0021', 'recorded');
  assert.strictEqual(votes().length, 1);
});

test('without a login a double tap is one login and one vote', unless, async () => {
  const user = site.somebody('hasty stranger');
  await site.agreed(user);
  phone = new Phone({ user });
  const screen = await phone.open('work', { campaign: 'two', work: '0021' });
  screen.pressThumb();
  screen.pressThumb();
  await settled(screen, '0021', 'recorded');
  assert.deepStrictEqual([phone.logins, votes().length], [1, 1]);
});

test('offline a tap is kept, said to be, and cast when the network is back', unless, async () => {
  await voter('tunnel');
  const screen = await phone.open('work', { campaign: 'demo', work: '0022' });
  phone.offline = true;
  screen.pressThumb();
  await settled(screen, '0022', 'waiting');
  assert.match(screen.text, /网络不佳，已保存，将自动投出/);
  const kept = phone.taps();
  assert.match(kept[0].day, /^\d{4}-\d\d-\d\d$/);
  phone.online();
  await settled(screen, '0022', 'recorded');
  assert.deepStrictEqual(new Set(votes().map(({ headers }) => headers['Idempotency-Key'])), new Set([kept[0].key]));
  assert.deepStrictEqual(await today(), ['0022']);
});

test('a tap that was kept outlives the mini-program, with its key and day', unless, async () => {
  const user = site.somebody('killed');
  phone = new Phone({ user, token: await site.agreed(user) });
  const screen = await phone.open('work', { campaign: 'demo', work: '0023' });
  phone.offline = true;
  screen.pressThumb();
  await settled(screen, '0023', 'waiting');
  const { storage } = phone;
  const [{ key }] = phone.taps();
  phone.close();
  phone = new Phone({ user });
  storage.forEach((value, name) => phone.storage.set(name, value));
  const again = await phone.open('list');
  await again.until('the vote', async () => (await today()).includes('0023'));
  assert.strictEqual(votes()[0].headers['Idempotency-Key'], key);
});

test('a first tap that was kept asks for consent after a restart, and is not lost', unless, async () => {
  const user = site.somebody('never agreed');
  phone = new Phone({ user });
  const screen = await phone.open('work', { campaign: 'demo', work: '0024' });
  phone.offline = true;
  screen.pressThumb();
  await settled(screen, '0024', 'waiting');
  const { storage } = phone;
  phone.close();
  phone = new Phone({ user });
  storage.forEach((value, name) => phone.storage.set(name, value));
  const again = await phone.open('list');
  await again.until('the question', () => again.data.consent > 0);
  assert.strictEqual(phone.taps()[0].work, '0024');
});

test('a tap made offline by somebody without a login logs in when the network is back', unless, async () => {
  const user = site.somebody('offline stranger');
  await site.agreed(user);
  phone = new Phone({ user });
  const screen = await phone.open('work', { campaign: 'demo', work: '0024' });
  phone.offline = true;
  screen.pressThumb();
  await settled(screen, '0024', 'waiting');
  phone.online();
  await settled(screen, '0024', 'recorded');
});

test('a tap waits while no login can be had, and goes on with the next look', unless, async () => {
  const user = site.somebody('busy provider');
  await site.agreed(user);
  phone = new Phone({ user });
  const screen = await phone.open('work', { campaign: 'demo', work: '0026' });
  const { pace } = phone.house;
  pace.takes = () => false;
  screen.pressThumb();
  await settled(screen, '0026', 'waiting');
  assert.strictEqual(phone.taps().length, 1);
  delete pace.takes;
  await screen.page.onShow();
  await settled(screen, '0026', 'recorded');
});

test('a vote whose answer was lost is asked for again by the same key, and counts once', unless, async () => {
  await voter('lost answer');
  const screen = await phone.open('work', { campaign: 'two', work: '0025' });
  phone.lostAnswers = 1;
  screen.pressThumb();
  await settled(screen, '0025', 'waiting');
  await settled(screen, '0025', 'recorded');
  assert.match(screen.text, /您投给0025号的这一票之前已记录，没有重复计票/);
  assert.deepStrictEqual(votes().map(({ status }) => status), [200, 200]);
  const me = await site.as(phone.storage.get('dianzan.token'), 'GET', '/v1/campaigns/two/me');
  assert.deepStrictEqual([me.body.today, me.body.left], [['0025'], 1]);
});

test('busy is said, and the same tap goes again when the server wants it', unless, async () => {
  await voter('rush hour');
  const screen = await phone.open('work', { campaign: 'demo', work: '0026' });
  phone.stub('/votes', 503, { type: 'about:blank', title: 'busy', status: 503, code: 'busy' }, { 'retry-after': '1' });
  screen.pressThumb();
  await settled(screen, '0026', 'waiting');
  await settled(screen, '0026', 'recorded');
  const keys = votes().map(({ headers }) => headers['Idempotency-Key']);
  assert.strictEqual(keys.length, 2);
  assert.strictEqual(keys[0], keys[1]);
});

test('a tap whose day is over is not cast today without a word, but when he says so, under a new key', unless, async () => {
  await voter('yesterday');
  const { body: { day } } = await site.json(`${site.http}/v1/campaigns/demo`);
  const yesterday = new Date(Date.parse(day) - 86400000).toISOString().slice(0, 10);
  phone.storage.set('dianzan.tap.demo.kept-since-yesterday', JSON.stringify({ work: '0027', day: yesterday, key: 'kept-since-yesterday' }));
  const screen = await phone.open('work', { campaign: 'demo', work: '0027' });
  await screen.until('the question', () => /那一天已结束，这一票没有记录。要投今天的票吗？.*投今天的票/.test(screen.text));
  assert.deepStrictEqual(await today(), []);
  screen.press(screen.find('said-act'));
  await settled(screen, '0027', 'recorded');
  assert.notStrictEqual(votes()[1].headers['Idempotency-Key'], 'kept-since-yesterday');
  assert.deepStrictEqual(await today(), ['0027']);
});

test('a quota that was spent on another phone is told, and the thumb goes back', unless, async () => {
  await voter('two phones');
  const screen = await phone.open('work', { campaign: 'demo', work: '0028' });
  await site.as(phone.storage.get('dianzan.token'), 'POST', '/v1/campaigns/demo/works/29/votes');
  screen.pressThumb();
  await settled(screen, '0028', 'tomorrow');
  assert.match(screen.text, /今天的票已投完，明天 0:00再来/);
  assert.match(screen.thumb('0028').label, /今天的票已投完/);
});

test('a token that ends soon is renewed by whatever is asked', unless, async () => {
  const token = process.env.DIANZAN_ENDING_TOKEN;
  phone = new Phone({ user: 'ending', token });
  const screen = await phone.open('list');
  await screen.until('a new token', () => phone.storage.get('dianzan.token') !== token);
  const answer = await site.as(phone.storage.get('dianzan.token'), 'GET', '/v1/campaigns/demo/me');
  assert.strictEqual(answer.status, 200);
  assert.strictEqual(phone.logins, 0);
});

test('a token that has ended is replaced without a word', unless, async () => {
  phone = new Phone({ user: 'expired', token: process.env.DIANZAN_EXPIRED_TOKEN });
  const screen = await phone.open('work', { campaign: 'two', work: '0031' });
  await screen.until('his votes of today', () => /今日可投 \d 票|今天的票已投完/.test(screen.data.head.mine));
  assert.strictEqual(phone.logins, 1);
});

test('whoever logged out elsewhere is not logged in by looking, but by his next tap, which is recorded', unless, async () => {
  await voter('logged out');
  await site.as(phone.storage.get('dianzan.token'), 'POST', '/v1/logout');
  const ended = phone.storage.get('dianzan.token');
  const { eventually } = require('./kit/wait');
  await eventually('the session is over', async () => (await site.as(ended, 'GET', '/v1/campaigns/demo/me')).status === 401);
  const screen = await phone.open('work', { campaign: 'demo', work: '0032' });
  await screen.until('he is nobody', () => screen.thumb('0032').state === 'idle');
  assert.strictEqual(phone.logins, 0);
  screen.pressThumb();
  await settled(screen, '0032', 'recorded');
  assert.strictEqual(phone.logins, 1);
});

test('a withdrawn work says so and leads back to the others', unless, async () => {
  phone = new Phone();
  const screen = await phone.open('work', { campaign: 'demo', work: '0099' });
  assert.match(screen.text, /这件作品已撤下.*查看全部作品/);
  screen.press(screen.find('button', '查看全部作品'));
  await screen.until('the way back', () => phone.went.includes('reLaunch /pages/list/list?campaign=demo'));
});
