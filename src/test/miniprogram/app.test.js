'use strict';
const assert = require('node:assert');
const { test } = require('node:test');
const { Phone } = require('./kit/phone');

test('the app comes up without asking anybody anything', () => {
  const phone = new Phone({ user: 'nobody' });
  assert.strictEqual(phone.requests.length, 0);
  assert.strictEqual(phone.logins, 0);
  assert.strictEqual(phone.house.single, false);
});

test('it speaks the language of WeChat, until somebody chooses another', () => {
  assert.strictEqual(new Phone().house.language, 'zh');
  const phone = new Phone({ system: { language: 'en' } });
  assert.strictEqual(phone.house.words.say('thumb.vote'), 'Vote');
  phone.house.switchLanguage();
  assert.strictEqual(phone.house.words.say('thumb.vote'), '点赞');
  assert.strictEqual(phone.storage.get('dianzan.language'), 'zh');
});

test('from Moments it is a single page; opened from there it is all of itself again', () => {
  const phone = new Phone({ scene: 1154 });
  assert.strictEqual(phone.house.single, true);
  phone.app.onShow({ scene: 1155 });
  assert.strictEqual(phone.house.single, false);
});

test('an address that is no page leads to the list', () => {
  const phone = new Phone();
  phone.app.onPageNotFound();
  assert.deepStrictEqual(phone.went, ['reLaunch /pages/list/list']);
});

test('a phone that refuses to store keeps what it must for as long as it runs', () => {
  const phone = new Phone();
  phone.wx.setStorageSync = () => { throw new Error('full'); };
  phone.wx.getStorageSync = () => { throw new Error('broken'); };
  phone.house.memory.set('dianzan.token', 'token');
  assert.strictEqual(phone.house.session.token, 'token');
});
