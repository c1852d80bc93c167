'use strict';
const assert = require('node:assert');
const { test } = require('node:test');
const { entryOf } = require('../../main/miniprogram/lib/entry');
const { isInside } = require('../../main/miniprogram/lib/links');

const CODE = '7KfQm2XbRa';

function leads(options, expected) {
  const entry = entryOf(options);
  const said = Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
  assert.deepStrictEqual(said, expected, JSON.stringify(options));
}

test('a shared path names campaign, work and share', () => {
  leads({ campaign: 'demo', work: '0017', share: CODE }, { campaign: 'demo', work: '0017', share: CODE });
  leads({ campaign: 'demo', work: encodeURIComponent('甲 1') }, { campaign: 'demo', work: '甲 1' });
  leads({ share: 'o0' }, {});
  leads({}, {});
});

test('the code of a printed picture is a share, and nothing else is taken for one', () => {
  leads({ scene: CODE }, { share: CODE });
  leads({ scene: encodeURIComponent(CODE) }, { share: CODE });
  leads({ scene: 'p%3D1' }, {});
  leads({ scene: '%E0%A4%A' }, {});
});

test('a plain link is decoded once', () => {
  const q = (link) => ({ q: encodeURIComponent(link), scancode_time: '1709190000' });
  leads(q(`https://vote.example/s/${CODE}`), { share: CODE });
  leads(q(`https://vote.example/s/${CODE}?from=x#y`), { share: CODE });
  leads(q('https://vote.example/c/demo'), { campaign: 'demo' });
  leads(q('https://vote.example/c/demo/works/0017'), { campaign: 'demo', work: '0017' });
  leads(q(`https://vote.example/c/demo/works/0017?share=${CODE}`), { campaign: 'demo', work: '0017', share: CODE });
  // the number 50% as a part of an address; decoded twice it would break
  leads(q('https://vote.example/c/demo/works/50%25'), { campaign: 'demo', work: '50%' });
  leads(q('https://vote.example/privacy'), {});
  leads(q('nonsense'), {});
});

test('the words at the end of a URL link come as parts of the query, or in one piece', () => {
  leads({ campaign: 'demo', work: '0017', share: CODE }, { campaign: 'demo', work: '0017', share: CODE });
  leads({ cq: `campaign%3Ddemo%26work%3D0017%26share%3D${CODE}` }, { campaign: 'demo', work: '0017', share: CODE });
});

test('only https pages of exactly the hosts that are named open inside', () => {
  const hosts = ['inside.example'];
  for (const address of ['https://inside.example', 'https://inside.example/17', 'https://INSIDE.example/?x#y']) {
    assert.ok(isInside(address, hosts), address);
  }
  for (const address of [
    'http://inside.example/', 'https://sub.inside.example/', 'https://inside.example.evil.example/', 'https://inside.example:8443/',
    'https://inside.example@evil.example/', 'https://evil.example/https://inside.example/', 'javascript:alert(1)', '',
  ]) {
    assert.ok(!isInside(address, hosts), address);
  }
});
