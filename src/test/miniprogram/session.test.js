'use strict';
const assert = require('node:assert');
const { test } = require('node:test');
const { Pace } = require('../../main/miniprogram/lib/pace');
const { Session } = require('../../main/miniprogram/lib/session');

// A session whose server answers as told; null is no answer.
function session(answers, pace = { takes: () => true }) {
  const seen = { codes: 0, asked: [] };
  const kept = new Map();
  const made = new Session({
    wx: { login: ({ success }) => success({ code: `code-${++seen.codes}` }) },
    server: {
      ask: (path, { body }) => {
        seen.asked.push(body);
        const answer = answers.shift();
        return answer ? Promise.resolve(answer) : Promise.reject(new Error('no answer'));
      },
    },
    provider: 'wechat',
    memory: { get: (name) => kept.get(name) ?? null, set: (name, value) => kept.set(name, value) },
    pace,
  });
  return { made, seen };
}

const TOKEN = { status: 200, body: { token: 'token' } };
const refusal = (status, code, more) => ({ status, body: { code, ...more } });

test('as many as want to log in at once wait for one login', async () => {
  const { made, seen } = session([TOKEN]);
  const outcomes = await Promise.all([made.login(), made.login(), made.login()]);
  assert.deepStrictEqual(outcomes, [{ ok: true }, { ok: true }, { ok: true }]);
  assert.strictEqual(seen.codes, 1);
  assert.strictEqual(made.token, 'token');
});

test('a code that is old or used is replaced by another one, once', async () => {
  const first = session([refusal(409, 'code-used'), TOKEN]);
  assert.deepStrictEqual(await first.made.login(), { ok: true });
  assert.strictEqual(first.seen.codes, 2);
  const second = session([refusal(400, 'code-invalid'), refusal(400, 'code-invalid')]);
  assert.strictEqual((await second.made.login()).problem.code, 'code-invalid');
  assert.strictEqual(second.seen.codes, 2);
});

test('a login whose answer is lost is asked for again with the same code', async () => {
  const { made, seen } = session([null, TOKEN]);
  assert.deepStrictEqual(await made.login(), { ok: true });
  assert.deepStrictEqual(seen.asked, [{ code: 'code-1' }, { code: 'code-1' }]);
});

test('who has not agreed is told to which version', async () => {
  const { made, seen } = session([refusal(403, 'consent-required', { privacy: 3 }), TOKEN]);
  assert.deepStrictEqual(await made.login(), { consent: 3 });
  assert.deepStrictEqual(await made.login({ privacy: 3 }), { ok: true });
  assert.deepStrictEqual(seen.asked[1], { code: 'code-2', privacy: 3 });
});

test('wx.login is called at most three times a second, and twice for each page that was shown', () => {
  let now = 0;
  const pace = new Pace(() => now);
  pace.shown();
  assert.deepStrictEqual([1, 2, 3, 4].map(() => pace.takes()), [true, true, true, false]);
  now = 1500;
  assert.deepStrictEqual([1, 2].map(() => pace.takes()), [true, false]);
  pace.shown();
  assert.deepStrictEqual([1, 2, 3].map(() => pace.takes()), [true, true, false]);
});

test('beyond that nobody is asked, and the voter is told to try again later', async () => {
  const { made, seen } = session([], { takes: () => false });
  assert.strictEqual((await made.login()).problem.code, 'provider-down');
  assert.strictEqual(seen.codes, 0);
});
