'use strict';
const assert = require('node:assert');
const { test, afterEach } = require('node:test');
const { Phone } = require('./kit/phone');
const { unless } = require('./kit/site');

let phone;
afterEach(() => phone && phone.close());

async function list(options, query) {
  phone = new Phone(options);
  return phone.open('list', query);
}

test('the list shows the campaign, its works and its tools, and nobody is logged in for that', unless, async () => {
  const screen = await list({ user: 'looker' });
  assert.strictEqual(phone.title, '测试');
  assert.match(screen.text, /投票中.*长期开放 · 北京时间.*每天可投 1 票/);
  assert.match(screen.text, /全部text.*共 100 件作品.*推荐编号票数/);
  assert.strictEqual(screen.data.works.length, 20);
  assert.match(screen.find('card').textContent, /^\d{4}\d{4}号work \d+author\d+票$/);
  assert.strictEqual(phone.logins, 0);
  assert.ok(phone.requests.every(({ headers }) => !headers.Authorization));
});
