'use strict';
const assert = require('node:assert');
const { test, afterEach } = require('node:test');
const { Phone } = require('./kit/phone');
const { agreed, somebody, unless } = require('./kit/site');

let phone;
afterEach(() => phone && phone.close());

function list(options, query) {
  phone = new Phone(options);
  return phone.open('list', query);
}

const numbers = (screen) => screen.data.works.map(({ number }) => number);

test('the list shows the campaign, its works and its tools, and nobody is logged in for that', unless, async () => {
  const screen = await list({ user: 'looker' });
  assert.strictEqual(phone.title, '测试');
  assert.match(screen.text, /投票中.*长期开放 · 北京时间.*每天可投 1 票/);
  assert.match(screen.text, /全部text.*共 99 件作品.*推荐编号票数/);
  assert.match(screen.text, /投票规则隐私说明投诉与建议我的数据English主办方 点赞杂志.*京ICP备0号/);
  assert.strictEqual(screen.data.works.length, 20);
  assert.match(screen.find('card').textContent.replace(/\s/g, ''), /^\d{4}\d{4}号work\d+author[\d,]+票$/);
  assert.strictEqual(phone.logins, 0);
  assert.ok(phone.requests.every(({ headers }) => !headers.Authorization));
});

test('the mixed order is this phone\'s own, and stays', unless, async () => {
  const first = numbers(await list());
  const { storage } = phone;
  phone.close();
  phone = new Phone();
  storage.forEach((value, name) => phone.storage.set(name, value));
  assert.deepStrictEqual(numbers(await phone.open('list')), first);
  assert.match(phone.sent('GET', '/works?')[0].path, /sort=shuffled&seed=\d+/);
});

test('an order that is pressed is shown from its first page', unless, async () => {
  const screen = await list();
  screen.press(screen.find('sort', '编号'));
  await screen.until('works by number', () => numbers(screen)[0] === '0001');
  assert.match(screen.find('chosen', '编号').textContent, /编号/);
});

test('a category and words narrow the list; nothing found offers the way back', unless, async () => {
  const screen = await list();
  screen.press(screen.find('chip', 'text'));
  await screen.until('the category', () => phone.sent('GET', 'category=text').length === 1);
  screen.tell(screen.tags('wx-input')[0], 'input', { value: '17号' });
  await screen.until('the work 17', () => numbers(screen).length === 1 && numbers(screen)[0] === '0017');
  screen.tell(screen.tags('wx-input')[0], 'confirm', { value: '没有这个' });
  await screen.until('nothing', () => /没有找到作品.*查看全部作品/.test(screen.text));
  screen.press(screen.find('button', '查看全部作品'));
  await screen.until('all works', () => numbers(screen).length === 20);
});

test('of two searches only the last one is shown, whichever is answered first', unless, async () => {
  const screen = await list();
  screen.page.setData({ q: '0016' });
  const first = screen.page.show();
  screen.page.setData({ q: '0017' });
  await Promise.all([screen.page.show(), first]);
  assert.deepStrictEqual(numbers(screen), ['0017']);
});

test('at the bottom more works come, each once', unless, async () => {
  const screen = await list();
  for (let page = 2; screen.data.more; page++) {
    await screen.page.onReachBottom();
    assert.ok(page < 10);
  }
  assert.strictEqual(new Set(numbers(screen)).size, 99);
  assert.strictEqual(numbers(screen).length, 99);
});

test('without a network it says so and tries again when it is asked to', unless, async () => {
  phone = new Phone();
  phone.offline = true;
  const screen = await phone.open('list');
  assert.match(screen.text, /网络不佳，暂时没有取到.*再试一次/);
  phone.offline = false;
  screen.press(screen.find('button', '再试一次'));
  await screen.until('works', () => screen.data.works.length === 20);
  assert.doesNotMatch(screen.text, /暂时没有取到/);
});

test('counts that are hidden are not shown, and no order is made of them', unless, async () => {
  const screen = await list({}, { campaign: 'hidden' });
  assert.match(screen.text, /票数在投票结束后公布/);
  assert.doesNotMatch(screen.text, /author\s*\d+\s*票/);
  assert.strictEqual(screen.find('sort', '票数'), undefined);
});

test('what is not open says which, and its thumbs are off', unless, async () => {
  const early = await list({}, { campaign: 'early' });
  assert.match(early.text, /未开始.*距开始.*1月1日 0:00开始/);
  assert.strictEqual(early.data.works[0].thumb.state, 'off');
  early.pressThumb();
  phone.close();
  const over = await list({}, { campaign: 'over' });
  assert.match(over.text, /已结束，票数为初步结果.*已于1月1日 0:00结束/);
  assert.match(over.data.works[0].thumb.spoken, /为《work \d+》点赞 · 已结束/);
  assert.strictEqual(phone.sent('POST', '').length, 0);
});

test('counts move while the list is in front, and nothing is asked in the background', unless, async () => {
  const screen = await list();
  const { live } = phone.house.campaign('demo');
  await live.poll(live.running);
  assert.match(phone.sent('GET', '/tally?since=')[0].path, /since=\d{13}$/);
  live.learn([{ number: screen.data.works[0].number, votes: 12345 }]);
  assert.strictEqual(screen.data.works[0].votes, '12,345');
  screen.page.onHide();
  const asked = phone.requests.length;
  await live.poll(live.running - 1);
  assert.strictEqual(phone.requests.length, asked + 1);
  assert.strictEqual(live.timer._destroyed || live.timer._idleTimeout === -1, true);
});

test('a list that is left while it loads starts nothing, and goes on when it is back', unless, async () => {
  const screen = await list();
  const { page } = screen;
  const loading = page.show();
  page.onHide();
  await loading;
  assert.ok(!page.unwatch, 'nothing is watched behind another page');
  await page.onShow();
  assert.ok(page.unwatch, 'in front again it is');
});

test('when the day is over the next one is asked for, and what is left of it', unless, async () => {
  const user = somebody('night owl');
  const screen = await list({ user, token: await agreed(user) });
  const campaign = phone.house.campaign('demo');
  const day = campaign.head;
  campaign.head = { ...day, day: '2024-02-29', resets: Math.floor(phone.house.server.now()) - 1 };
  await screen.until('the next day', () => campaign.head.day === day.day);
  assert.strictEqual(phone.sent('GET', '/v1/campaigns/demo').filter(({ path }) => path.endsWith('/demo')).length, 2);
  await screen.until('his votes', () => phone.sent('GET', '/me').length >= 2);
});

test('in large letters the cards stand in one column', unless, async () => {
  const large = await list({ system: { fontSizeSetting: 23 } });
  assert.ok(large.find('large'));
  phone.close();
  assert.strictEqual((await list()).find('large'), undefined);
});

test('the other language is chosen on the page', unless, async () => {
  const screen = await list();
  screen.press(screen.find('foot-link', 'English'));
  await screen.until('English', () => phone.house.language === 'en');
  assert.deepStrictEqual(phone.went, ['reLaunch /pages/list/list?campaign=demo']);
  const english = await phone.open('list', { campaign: 'demo' });
  assert.match(english.text, /Open.*Always open · Beijing time.*1 vote a day.*99 works.*Mixed.*Number.*Votes/);
});
