'use strict';
const assert = require('node:assert');
const { test } = require('node:test');
const { Taps } = require('../../main/miniprogram/shared/taps');

// A tap's way with answers made to order, and pauses that pass at once.
function voter(answers, random = 0.5) {
  const seen = { pauses: [], news: [], sent: [] };
  const entries = new Map();
  let keys = 0;
  const taps = new Taps({
    store: {
      all: () => [...entries.values()],
      set: (name, text) => { if (text === null) entries.delete(name); else entries.set(name, text); },
    },
    send: (tap) => {
      seen.sent.push({ ...tap });
      const answer = answers.shift();
      return answer ? Promise.resolve({ retryAfter: 0, body: {}, ...answer }) : Promise.reject(new Error('no answer'));
    },
    pause: (ms) => { seen.pauses.push(ms); return Promise.resolve(); },
    random: () => random,
    key: () => `key-${++keys}`,
    told: (tap, news) => seen.news.push(news.code ? `${news.state} ${news.code}` : news.state),
  });
  return { taps, seen, kept: () => [...entries.values()].join() };
}

test('a tap that is answered is recorded once and kept no longer', async () => {
  const { taps, seen, kept } = voter([{ status: 200, body: { ok: true } }]);
  await taps.tap('17', '2024-02-29');
  assert.deepStrictEqual(seen.news, ['counting', 'recorded']);
  assert.deepStrictEqual(seen.sent.map(({ work, day, key }) => [work, day, key]), [['17', '2024-02-29', 'key-1']]);
  assert.strictEqual(kept(), '');
});

test('without an answer it is tried after 1, 3 and 8 s, with the same key and day, and is kept after that', async () => {
  const { taps, seen, kept } = voter([]);
  await taps.tap('17', '2024-02-29');
  assert.deepStrictEqual(seen.pauses, [1000, 3000, 8000]);
  assert.strictEqual(new Set(seen.sent.map(({ key, day }) => key + day)).size, 1);
  assert.strictEqual(seen.sent.length, 4);
  assert.match(kept(), /"key":"key-1"/);
});

test('the pauses are half as long or half as long again, by chance', async () => {
  const short = voter([], 0);
  const long = voter([], 1);
  await Promise.all([short.taps.tap('17'), long.taps.tap('17')]);
  assert.deepStrictEqual(short.seen.pauses, [500, 1500, 4000]);
  assert.deepStrictEqual(long.seen.pauses, [1500, 4500, 12000]);
});

test('two taps at once are one', async () => {
  const { taps, seen } = voter([{ status: 200 }]);
  await Promise.all([taps.tap('17', 'day'), taps.tap('17', 'day')]);
  assert.strictEqual(seen.sent.length, 1);
});

test('after busy it waits as long as the server says, and nothing is shown as refused', async () => {
  const { taps, seen } = voter([{ status: 503, body: { code: 'busy' }, retryAfter: 7 }, { status: 200 }]);
  await taps.tap('17');
  assert.deepStrictEqual(seen.pauses, [7000]);
  assert.deepStrictEqual(seen.news, ['counting', 'waiting busy', 'recorded']);
});

test('a refusal that an earlier try may outrun is asked for once more before it is shown', async () => {
  const refusal = { status: 403, body: { code: 'closed' }, retryAfter: 9 };
  const { taps, seen, kept } = voter([null, refusal, { status: 403, body: { code: 'closed' } }]);
  await taps.tap('17');
  assert.deepStrictEqual(seen.pauses, [1000, 9000]);
  assert.deepStrictEqual(seen.news, ['counting', 'waiting', 'waiting outcome-unknown', 'refused closed']);
  assert.strictEqual(kept(), '');
});

test('whoever must log in has his tap kept for that', async () => {
  const { taps, seen, kept } = voter([{ status: 401, body: { code: 'login-required' } }]);
  await taps.tap('17');
  assert.deepStrictEqual(seen.news, ['counting', 'login login-required']);
  assert.match(kept(), /"work":"17"/);
});

test('what a killed phone had kept goes on with its own key and day', async () => {
  const { taps, seen } = voter([{ status: 200 }]);
  taps.store.set('old', '{"work":"17","day":"2024-02-28","key":"old"}');
  await taps.resume();
  assert.deepStrictEqual(seen.sent.map(({ key, day }) => [key, day]), [['old', '2024-02-28']]);
});

test('storage that holds nonsense holds no taps', () => {
  for (const text of ['', 'nonsense', '{}', 'null', '1', '{"work": "17"}']) {
    const { taps } = voter([]);
    taps.store.set('one', text);
    assert.deepStrictEqual(taps.kept(), [], text);
  }
});
