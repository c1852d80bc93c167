'use strict';
const assert = require('node:assert');
const { test, afterEach, before } = require('node:test');
const { Phone, CONFIG } = require('./kit/phone');
const site = require('./kit/site');
const { eventually } = require('./kit/wait');

const { unless } = site;
let phone;
let sharer;
let code;
before(async () => {
  if (!site.http) return;
  sharer = await site.agreed(site.somebody('sharer'));
  code = (await site.as(sharer, 'POST', '/v1/campaigns/demo/works/0017/shares')).body.code;
});
afterEach(() => phone && phone.close());

function come(query, options) {
  phone = new Phone(options);
  return phone.open('work', query);
}

test('a work shows all that is to be said of it', unless, async () => {
  const screen = await come({ campaign: 'demo', work: '17' });
  assert.match(screen.text, /返回作品列表.*0017.*0017号.*text.*work 17.*author.*票.*摄于苏堤.*播放或打开.*查看原作.*点赞.*分享/);
});

test('the code of a printed picture opens its work', unless, async () => {
  const screen = await come({ scene: code }, { scene: 1047 });
  assert.strictEqual(screen.data.work.number, '0017');
  assert.match(screen.text, /朋友分享给您的作品/);
});

test('a plain link opens its work', unless, async () => {
  const shared = await come({ q: encodeURIComponent(`https://vote.example/s/${code}`) }, { scene: 1011 });
  assert.strictEqual(shared.data.work.number, '0017');
  phone.close();
  const plain = await come({ q: encodeURIComponent('https://vote.example/c/two/works/0042') });
  assert.deepStrictEqual([plain.data.slug, plain.data.work.number], ['two', '0042']);
});

test('a shared path opens its work, and the vote that follows is told to the sharer', unless, async () => {
  const user = site.somebody('friend');
  const screen = await come({ campaign: 'demo', work: '0017', share: code }, { user, token: await site.agreed(user), scene: 1007 });
  screen.pressThumb();
  await screen.until('recorded', () => screen.thumb('0017').state === 'recorded');
  assert.match(phone.sent('POST', '/votes')[0].path, new RegExp(`share=${code}`));
  await eventually('the sharer is told', async () => {
    const { body } = await site.as(sharer, 'GET', '/v1/campaigns/demo/works/0017/shares');
    return body.opened >= 1 && body.voted === 1;
  });
});

test('an opened link counts once for a phone, by a name that says nothing of anybody', unless, async () => {
  const other = (await site.as(sharer, 'POST', '/v1/campaigns/demo/works/0019/shares')).body.code;
  const screen = await come({ scene: other });
  await phone.open('work', { campaign: 'demo', work: '0019', share: other });
  assert.strictEqual(screen.data.work.number, '0019');
  assert.match(phone.sent('GET', `/v1/shares/${other}`)[0].path, /visitor=[A-Za-z0-9_-]{22}$/);
  await eventually('one opening', async () => (
    await site.as(sharer, 'GET', '/v1/campaigns/demo/works/0019/shares')).body.opened === 1);
});

test('a link that nobody has made opens the campaign instead', unless, async () => {
  await come({ scene: '2222222222' });
  assert.deepStrictEqual(phone.went, ['reLaunch /pages/list/list?campaign=demo']);
});

test('a code that arrives at the list opens its work above it', unless, async () => {
  phone = new Phone();
  const screen = await phone.open('list', { q: encodeURIComponent(`https://vote.example/s/${code}`) });
  assert.deepStrictEqual(phone.went, [`navigateTo /pages/work/work?campaign=demo&work=0017&share=${code}`]);
  assert.strictEqual(screen.data.works.length, 20);
});

test('a voter passes a work on with his own code, others without one', unless, async () => {
  const stranger = await come({ campaign: 'demo', work: '0017' });
  const plain = stranger.page.onShareAppMessage();
  assert.strictEqual((await plain.promise).path, '/pages/work/work?campaign=demo&work=0017');
  assert.match(plain.title, /《work 17》，author/);
  phone.close();

  const token = await site.agreed(site.somebody('passer-on'));
  const voter = await come({ campaign: 'demo', work: '0017' }, { token });
  const message = await voter.page.onShareAppMessage().promise;
  const own = (await site.as(token, 'POST', '/v1/campaigns/demo/works/0017/shares')).body.code;
  assert.strictEqual(message.path, `/pages/work/work?campaign=demo&work=0017&share=${own}`);
  const picture = await fetch(message.imageUrl);
  assert.strictEqual(picture.headers.get('content-type'), 'image/png');
  assert.strictEqual(voter.page.onShareTimeline().query, `campaign=demo&work=0017&share=${own}`);
});

test('a link to one of the owner\'s hosts opens inside, any other is copied', unless, async () => {
  CONFIG.wechat.businessHosts = ['inside.example'];
  const screen = await come({ campaign: 'demo', work: '0017' });
  screen.press(screen.find('out', '查看原作'));
  await screen.until('the page inside', () => phone.went.length === 1);
  assert.strictEqual(phone.went[0], `navigateTo /pages/outside/outside?address=${encodeURIComponent('https://inside.example/17')}`);
  screen.press(screen.find('out', '播放或打开'));
  await screen.until('the copy', () => /链接已复制，请在浏览器中打开/.test(screen.text));
  assert.deepStrictEqual(phone.copied, ['https://elsewhere.example/17.mp4']);
});

test('the page for hosts inside opens no other', unless, async () => {
  CONFIG.wechat.businessHosts = ['inside.example'];
  phone = new Phone();
  const inside = await phone.open('outside', { address: encodeURIComponent('https://inside.example/17') });
  assert.strictEqual(inside.tags('wx-web-view').length, 1);
  const other = await phone.open('outside', { address: encodeURIComponent('https://evil.example/') });
  assert.strictEqual(other.tags('wx-web-view').length, 0);
  assert.deepStrictEqual(phone.went, ['navigateBack']);
});

test('WeChat\'s question before the clipboard is put by the same sheet, and the copy goes on', unless, async () => {
  CONFIG.wechat.businessHosts = [];
  const screen = await come({ campaign: 'demo', work: '0017' });
  phone.asksForClipboard = true;
  screen.press(screen.find('out', '查看原作'));
  await screen.agree();
  assert.deepStrictEqual(phone.privacyAnswer, { event: 'agree', buttonId: 'agree' });
  assert.deepStrictEqual(phone.copied, ['https://inside.example/17']);
  assert.strictEqual(phone.sent('POST', '/v1/login').length, 0);
});
