'use strict';
const assert = require('node:assert');
const { test } = require('node:test');
const { Clock } = require('../../main/miniprogram/shared/clock');
const { Words, grouped } = require('../../main/miniprogram/shared/words');
const zh = require('../../main/miniprogram/shared/texts.zh');
const en = require('../../main/miniprogram/shared/texts.en');

const SHANGHAI = [{ from: 0, seconds: 28800 }];
// Europe/Berlin in 2024
const BERLIN = [{ from: 0, seconds: 3600 }, { from: 1711846800, seconds: 7200 }, { from: 1729990800, seconds: 3600 }];
const at = (text) => Date.parse(text) / 1000;

function clock(texts, lang, zone, now) {
  return new Clock(new Words(texts), lang, zone, () => at(now));
}

test('a number chooses the form of its words', () => {
  const words = new Words(en);
  assert.deepStrictEqual([0, 1, 12345].map((n) => words.count('list.found', n)), ['No work was found', '1 work', '12,345 works']);
  assert.strictEqual(grouped(1234567), '1,234,567');
});

test('what is filled in is not looked at for braces again', () => {
  assert.strictEqual(new Words(en).say('thumb.voteFor', { title: '{title}' }), 'Vote for “{title}”');
});

test('times are said as people say them, in both languages', () => {
  const now = '2024-02-29T15:30:00+08:00';
  const chinese = clock(zh, 'zh', SHANGHAI, now);
  const english = clock(en, 'en', SHANGHAI, now);
  const times = ['2024-02-29T23:05:00+08:00', '2024-03-01T00:00:00+08:00', '2024-03-05T00:00:00+08:00'].map(at);
  assert.deepStrictEqual(times.map((time) => chinese.near(time)), ['今天 23:05', '明天 0:00', '3月5日 0:00']);
  assert.deepStrictEqual(times.map((time) => english.near(time)), ['today at 23:05', 'tomorrow at 0:00', '5 Mar at 0:00']);
});

test('what is left is days and hours, and minutes and seconds in the last hour', () => {
  const { left } = { left: (end) => clock(zh, 'zh', SHANGHAI, '2024-03-01T00:00:00Z').left(at(end)) };
  assert.strictEqual(left('2024-03-04T04:12:00Z'), '3天 04:12');
  assert.strictEqual(left('2024-03-01T02:03:04Z'), '02:03');
  assert.strictEqual(left('2024-03-01T00:03:04Z'), '03:04');
  assert.strictEqual(left('2024-02-01T00:00:00Z'), '00:00');
});

test('by offsets alone a phone says the same times as a browser by the name of the zone, across the turns of its clocks', () => {
  for (const [texts, lang] of [[zh, 'zh'], [en, 'en']]) {
    const now = '2024-03-30T12:00:00Z';
    const byName = clock(texts, lang, 'Europe/Berlin', now);
    const byOffsets = clock(texts, lang, BERLIN, now);
    for (let time = at('2024-02-01T00:30:00Z'); time < at('2024-12-24T00:00:00Z'); time += 3600) {
      assert.strictEqual(byOffsets.near(time), byName.near(time), `${lang} ${new Date(time * 1000).toISOString()}`);
    }
  }
});
