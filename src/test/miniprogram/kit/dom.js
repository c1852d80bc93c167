// The document in which miniprogram-simulate draws; to be loaded before it.

'use strict';
const { JSDOM } = require('jsdom');

const dom = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true });
for (const name of ['window', 'document', 'Event', 'CustomEvent', 'TouchEvent', 'HTMLElement', 'Element', 'Node']) {
  global[name] = name === 'window' ? dom.window : dom.window[name];
}

const simulate = require('miniprogram-simulate');

module.exports = { simulate, document: dom.window.document };
