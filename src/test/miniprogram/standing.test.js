'use strict';
const assert = require('node:assert');
const { test } = require('node:test');
const { Standing } = require('../../main/miniprogram/shared/standing');
const { Words } = require('../../main/miniprogram/shared/words');
const zh = require('../../main/miniprogram/shared/texts.zh');
const en = require('../../main/miniprogram/shared/texts.en');

const clock = { now: () => 1000, near: () => '明天 0:00' };

function standing(texts = zh) {
  const mine = new Standing({ words: new Words(texts), clock, movesAtOnce: true, again: false, now: () => 1000000 });
  mine.learnMe({ status: 200, body: { voter: '1', day: '2024-02-29', left: 2, resets: 5000, today: ['0001'] } });
  return mine;
}

const refused = (facts) => ({ state: 'refused', code: 'quota-spent', left: 0, today: ['0001'], ...facts });

test('a spent day promises the next one', () => {
  const mine = standing();
  assert.strictEqual(mine.told({ work: '0002' }, refused({ scope: 'day', resets: 5000 })).text, '今天的票已投完，明天 0:00再来');
  assert.strictEqual(mine.wordOf(mine.stateOf('0002')), '明天');
});

test('a spent campaign promises no day, on no thumb and in no sentence', () => {
  const mine = standing();
  assert.strictEqual(mine.told({ work: '0002' }, refused({ scope: 'campaign' })).text, '您在本活动的票已全部投完');
  assert.strictEqual(mine.mine(), '您在本活动的票已全部投完');
  assert.strictEqual(mine.wordOf(mine.stateOf('0002')), '已投完');
  assert.strictEqual(mine.labelOf(mine.stateOf('0002')), '您在本活动的票已全部投完');
  assert.strictEqual(mine.mayTap('0002', false), false);
});

test('what …/me says of a spent campaign is said', () => {
  const mine = standing(en);
  mine.learnMe({ status: 200, body: { voter: '1', day: '2024-02-29', left: 0, today: [], spent: 'campaign' } });
  assert.strictEqual(mine.mine(), 'All your votes in this campaign are used');
});

test('a spent category leaves the votes of the day', () => {
  const mine = standing();
  const said = mine.told({ work: '0002' }, refused({ scope: 'category', left: 1, resets: 5000 }));
  assert.strictEqual(said.text, '您在这个类别的票已投完');
  assert.strictEqual(mine.mine(), '今日可投 1 票');
  assert.strictEqual(mine.mayTap('0003', false), true);
});

test('a count that came while a tap was under way is not taken back by an older answer', () => {
  const time = { now: 1000000 };
  const mine = new Standing({ words: new Words(zh), clock, movesAtOnce: false, again: true, now: () => time.now });
  const recorded = { state: 'recorded', votes: 0, left: 2, resets: 5000 };
  mine.learn([{ number: '0005', votes: 0 }]);
  time.now += 10;
  mine.told({ work: '0005' }, { state: 'counting' });
  time.now += 10;
  mine.learn([{ number: '0005', votes: 3 }]);
  mine.told({ work: '0005' }, recorded);
  time.now += 10000;
  assert.strictEqual(mine.votesOf('0005', 0), '3');
});

test('a count from before a tap gives way to the answer', () => {
  const time = { now: 1000000 };
  const mine = new Standing({ words: new Words(zh), clock, movesAtOnce: false, again: true, now: () => time.now });
  mine.learn([{ number: '0005', votes: 6 }]);
  time.now += 10;
  mine.told({ work: '0005' }, { state: 'counting' });
  mine.told({ work: '0005' }, { state: 'recorded', votes: 3, left: 2, resets: 5000 });
  time.now += 10000;
  assert.strictEqual(mine.votesOf('0005', 0), '3');
});
