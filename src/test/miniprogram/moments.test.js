'use strict';
const assert = require('node:assert');
const { test, afterEach } = require('node:test');
const { Phone } = require('./kit/phone');
const { unless, agreed, somebody } = require('./kit/site');

const MOMENTS = 1154;
const FROM_MOMENTS = 1155;
const QUERY = { campaign: 'demo', work: '0017' };

let phone;
afterEach(() => phone && phone.close());

test('Moments\' single page shows the work by anonymous reads, and nothing of what WeChat forbids there', unless, async () => {
  phone = new Phone({ user: 'reader', scene: MOMENTS });
  const screen = await phone.open('work', QUERY);
  assert.match(screen.text, /0017号.*work 17.*摄于苏堤/);
  for (const tag of ['wx-navigator', 'wx-form', 'wx-input', 'wx-button', 'wx-web-view', 'wx-checkbox']) {
    assert.strictEqual(screen.tags(tag).length, 0, tag);
  }
  assert.doesNotMatch(screen.html, /open-type/);
  assert.doesNotMatch(screen.text, /查看原作|返回作品列表|我的数据/);
  assert.ok(phone.requests.every(({ method, headers }) => method === 'GET' && !headers.Authorization));
  assert.ok(!phone.requests.some(({ path }) => /\/me$|\/shares$/.test(path)));
});

test('its thumb says how to vote, and neither votes nor logs in', unless, async () => {
  phone = new Phone({ user: 'reader', scene: MOMENTS });
  const screen = await phone.open('work', QUERY);
  assert.strictEqual(screen.thumb('0017').label, '点下方『前往小程序』投票');
  screen.pressThumb();
  await screen.until('the sentence', () => screen.find('said'));
  assert.match(screen.find('said').textContent, /点下方『前往小程序』投票/);
  assert.strictEqual(phone.logins, 0);
  assert.strictEqual(phone.sent('POST', '').length, 0);
  assert.deepStrictEqual(phone.taps(), []);
  assert.deepStrictEqual(phone.went, []);
});

test('the list as a single page leads nowhere either', unless, async () => {
  phone = new Phone({ scene: MOMENTS });
  const screen = await phone.open('list', { campaign: 'demo' });
  assert.strictEqual(screen.tags('wx-input').length, 0);
  screen.press(screen.find('card'));
  await new Promise((over) => setTimeout(over, 50));
  assert.deepStrictEqual(phone.went, []);
});

test('what is passed on to Moments has the same query, so that the mini-program opens at that work', unless, async () => {
  const user = somebody('from moments');
  phone = new Phone({ user, scene: MOMENTS });
  const single = await phone.open('work', QUERY);
  const query = Object.fromEntries(single.page.onShareTimeline().query.split('&').map((part) => part.split('=')));
  assert.deepStrictEqual(query, QUERY);
  phone.close();

  phone = new Phone({ user, scene: FROM_MOMENTS, token: await agreed(user) });
  const screen = await phone.open('work', query);
  assert.strictEqual(screen.data.work.number, '0017');
  screen.pressThumb();
  await screen.until('recorded', () => screen.thumb('0017').state === 'recorded');
});
