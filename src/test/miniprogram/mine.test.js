'use strict';
const assert = require('node:assert');
const { test, afterEach } = require('node:test');
const { Phone } = require('./kit/phone');
const site = require('./kit/site');

const { unless } = site;
let phone;
afterEach(() => phone && phone.close());

async function voter(name) {
  const user = site.somebody(name);
  const token = await site.agreed(user);
  await site.as(token, 'POST', '/v1/campaigns/demo/works/0041/votes');
  phone = new Phone({ user, token });
  return phone;
}

test('my data shows what is held on me, my votes among it, and can be copied', unless, async () => {
  await voter('curious');
  const screen = await phone.open('mine', { campaign: 'demo' });
  assert.match(screen.text, /我的数据投票人编号\d+首次登录\d+月\d+日 \d+:\d\d登录方式wechat我投的票0041号\d+月\d+日/);
  assert.match(screen.text, /同意的隐私说明第 3 版.*时间均为北京时间/);
  screen.press(screen.find('button', '复制'));
  await screen.until('the copy', () => phone.copied.length === 1);
  assert.deepStrictEqual(JSON.parse(phone.copied[0]).votes.map(({ number }) => number), ['0041']);
  screen.press(screen.find('ballot'));
  await screen.until('the work', () => phone.went.includes('navigateTo /pages/work/work?campaign=demo&work=0041'));
});

test('who is nobody is asked to log in, and to agree first', unless, async () => {
  phone = new Phone({ user: site.somebody('stranger') });
  const screen = await phone.open('mine', {});
  assert.match(screen.text, /登录并查看/);
  assert.strictEqual(phone.logins, 0);
  screen.press(screen.find('primary', '登录并查看'));
  await screen.agree();
  await screen.until('the data', () => /投票人编号/.test(screen.text));
  assert.match(screen.text, /还没有投票/);
});

test('logging out ends the sessions of all devices', unless, async () => {
  await voter('leaving');
  const token = phone.storage.get('dianzan.token');
  const screen = await phone.open('mine', {});
  screen.press(screen.find('button', '退出登录'));
  await screen.until('the end', () => /已在所有设备上退出登录/.test(screen.text));
  assert.strictEqual(phone.storage.has('dianzan.token'), false);
  await screen.until('the server knows', async () => (await site.as(token, 'GET', '/v1/me')).body.code === 'token-revoked');
});

test('erasing wants a ticked box, and then nothing is held, and the votes stay spent', unless, async () => {
  await voter('forgotten');
  const screen = await phone.open('mine', {});
  screen.press(screen.find('button', '抹除我的信息'));
  await new Promise((over) => setTimeout(over, 50));
  assert.strictEqual(phone.sent('DELETE', '').length, 0);
  screen.tell(screen.tags('wx-checkbox-group')[0], 'change', { value: ['sure'] });
  screen.press(screen.find('button', '抹除我的信息'));
  await screen.until('the end', () => /您的信息已抹除/.test(screen.text));
  assert.strictEqual(phone.storage.has('dianzan.token'), false);
  // he must agree anew, and finds the same votes spent
  const work = await phone.open('work', { campaign: 'demo', work: '0043' });
  work.pressThumb();
  await work.agree();
  await work.until('his day is spent', () => work.thumb('0043').state === 'tomorrow');
});

test('offline nothing is erased, and it is said', unless, async () => {
  await voter('underground');
  const screen = await phone.open('mine', {});
  phone.offline = true;
  screen.page.setData({ sure: true });
  screen.press(screen.find('button', '抹除我的信息'));
  await screen.until('the sentence', () => /网络不佳/.test(screen.text));
  assert.ok(phone.storage.has('dianzan.token'));
});

test('the rules and the privacy notice say what the pages say, with the organiser\'s own words', unless, async () => {
  phone = new Phone();
  const rules = await phone.open('notice', { of: 'rules', campaign: 'two' });
  assert.match(rules.text, /投票规则.*规则要点.*每人每天可投 2 票。.*怎样保证公平/);
  const privacy = await phone.open('notice', { of: 'privacy' });
  assert.match(privacy.text, /隐私说明第 3 版.*个人信息处理者.*点赞杂志.*用来做什么.*主办方的补充/);
  assert.match(privacy.data.organiser, /<strong>补充<\/strong>/);
});
