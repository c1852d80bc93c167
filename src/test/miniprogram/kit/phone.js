// A phone with the mini-program on it: its storage, its network and WeChat's own acts. Requests and logins go to the real
// server and the sandbox; what the mini-program must not use is not there at all, so that using it fails.

'use strict';
const path = require('path');
const { simulate, document } = require('./dom');
const { loginCode, http } = require('./site');
const { eventually } = require('./wait');

const PROGRAM = path.resolve(__dirname, '../../../main/miniprogram');
const CONFIG = require(path.join(PROGRAM, 'config.js'));
const loaded = new Map();

class Phone {
  constructor({ user, scene = 1001, query = {}, token, system = {}, server = http } = {}) {
    Object.assign(this, { user, scene, system });
    this.storage = new Map(token ? [['dianzan.token', token]] : []);
    this.requests = [];
    this.went = [];
    this.copied = [];
    this.logins = 0;
    this.loginCodes = [];
    this.offline = false;
    this.lostAnswers = 0;
    this.stubs = [];
    this.listeners = {};
    this.pages = [];
    global.wx = this.wx = this.weixin();
    Object.assign(CONFIG, { server, campaign: 'demo', provider: 'wechat' });
    this.app = appDefinition();
    global.getApp = () => this.app;
    this.app.onLaunch({ scene, query });
    this.app.onShow({ scene, query });
  }

  get house() {
    return this.app.house;
  }

  // A page as WeChat opens it; resolves when it is drawn.
  async open(name, query = {}) {
    const page = path.join(PROGRAM, 'pages', name, name);
    if (!loaded.has(page)) {
      loaded.set(page, simulate.load(page, `page-${name}`, { rootPath: PROGRAM, compiler: 'simulate' }));
    }
    const component = simulate.render(loaded.get(page));
    component.attach(document.body);
    this.pages.push(component);
    const { instance } = component;
    instance.onLoad(query);
    const shown = instance.onShow && instance.onShow();
    await instance.opening;
    await shown;
    return new Screen(component);
  }

  // The phone is put away: its pages end, and their timers with them.
  close() {
    this.pages.forEach((page) => {
      if (page.instance.onUnload) page.instance.onUnload();
      page.detach();
    });
  }

  online() {
    this.offline = false;
    this.listeners.network({ isConnected: true });
  }

  // The next request whose path has these words is answered so, and does not reach the server.
  stub(words, status, body, header = {}) {
    this.stubs.push({ words, status, body, header });
  }

  // the taps that it keeps of a campaign
  taps(slug = 'demo') {
    return [...this.storage].filter(([name]) => name.startsWith(`dianzan.tap.${slug}.`)).map(([, tap]) => JSON.parse(tap));
  }

  sent(method, words) {
    return this.requests.filter((request) => request.method === method && request.path.includes(words));
  }

  weixin() {
    const went = (how) => ({ url, delta }) => { this.went.push(how + (url ? ` ${url}` : '') + (delta ? ` ${delta}` : '')); };
    return {
      request: (order) => { this.request(order); },
      login: ({ success, fail }) => {
        this.logins++;
        if (this.offline || !this.user) {
          setTimeout(() => fail({ errMsg: 'login:fail' }));
          return;
        }
        const ready = this.loginCodes.shift();
        (ready ? Promise.resolve(ready) : loginCode(this.user)).then((code) => success({ code }), fail);
      },
      getStorageSync: (name) => this.storage.get(name) ?? '',
      setStorageSync: (name, value) => { this.storage.set(name, value); },
      removeStorageSync: (name) => { this.storage.delete(name); },
      getStorageInfoSync: () => ({ keys: [...this.storage.keys()] }),
      getAppBaseInfo: () => ({ language: 'zh_CN', fontSizeSetting: 16, ...this.system }),
      onNetworkStatusChange: (listener) => { this.listeners.network = listener; },
      onNeedPrivacyAuthorization: (listener) => { this.listeners.privacy = listener; },
      openPrivacyContract: () => { this.went.push('privacy contract'); },
      setNavigationBarTitle: ({ title }) => { this.title = title; },
      setClipboardData: (order) => this.clipboard(order),
      hideShareMenu: () => {},
      navigateTo: went('navigateTo'),
      navigateBack: went('navigateBack'),
      reLaunch: went('reLaunch'),
    };
  }

  // WeChat asks before the clipboard is used for the first time.
  clipboard({ data, success }) {
    const copy = () => { this.copied.push(data); if (success) success({}); };
    if (!this.asksForClipboard) {
      copy();
      return;
    }
    this.listeners.privacy((answer) => {
      this.privacyAnswer = answer;
      if (answer.event === 'agree') copy();
    });
  }

  async request({ url, method, data, header, success, fail }) {
    const asked = { method, path: url.replace(/^https?:\/\/[^/]+/, ''), headers: header, data };
    this.requests.push(asked);
    const stub = this.stubs.find(({ words }) => asked.path.includes(words));
    try {
      if (this.offline) throw new Error('request:fail');
      if (stub) {
        this.stubs.splice(this.stubs.indexOf(stub), 1);
        setTimeout(() => success({ statusCode: stub.status, data: stub.body, header: stub.header }));
        return;
      }
      const answer = await fetch(url, { method, headers: header, body: data });
      const text = await answer.text();
      asked.status = answer.status;
      if (this.lostAnswers > 0 && method === 'POST') {
        this.lostAnswers--;
        throw new Error('request:fail timeout');
      }
      success({ statusCode: answer.status, data: text ? JSON.parse(text) : '', header: Object.fromEntries(answer.headers) });
    } catch (broken) {
      setTimeout(() => fail({ errMsg: broken.message }));
    }
  }
}

// What is to be seen of a page, and pressed.
class Screen {
  constructor(component) {
    this.component = component;
    this.page = component.instance;
  }

  get data() {
    return this.component.data;
  }

  get text() {
    return this.component.dom.textContent.replace(/\s+/g, ' ');
  }

  get html() {
    return this.component.dom.outerHTML;
  }

  // as markup names them, such as wx-button
  tags(name) {
    return [...this.component.dom.querySelectorAll(name)];
  }

  // the first element of this class that says these words
  find(name, words = '') {
    return [...this.component.dom.querySelectorAll('*')]
      .find((element) => classesOf(element).includes(name) && element.textContent.includes(words));
  }

  all(name) {
    return [...this.component.dom.querySelectorAll('*')].filter((element) => classesOf(element).includes(name));
  }

  // A finger on it.
  press(element) {
    if (!element) throw new Error(`nothing there to press: ${this.text}`);
    const touch = (type, touches) => {
      const event = new window.Event(type, { bubbles: true, cancelable: true });
      const point = [{ identifier: 1, target: element, pageX: 1, pageY: 1, clientX: 1, clientY: 1 }];
      Object.assign(event, { touches: touches ? point : [], changedTouches: point });
      element.dispatchEvent(event);
    };
    touch('touchstart', true);
    touch('touchend', false);
  }

  // Another part of a page tells of something, as a box that was ticked or a native button does.
  tell(element, name, detail) {
    const event = new window.CustomEvent(name, { bubbles: true, detail });
    element.dispatchEvent(event);
    const exparser = require('miniprogram-exparser');
    exparser.Event.dispatchEvent(element.__wxElement, exparser.Event.create(name, detail, { bubbles: true, composed: true }));
  }

  thumb(number) {
    const works = this.data.works || [this.data.work];
    return works.find((work) => work.number === number).thumb;
  }

  votes(number) {
    const works = this.data.works || [this.data.work];
    return works.find((work) => work.number === number).votes;
  }

  // The thumb of the nth work in the list, or that of the work.
  pressThumb(at = 0) {
    this.press(this.all('thumb')[at]);
  }

  // the sheet that asks for consent: ticks its box and agrees
  async agree() {
    await eventually('the question for consent', () => this.find('consent'));
    this.tell(this.tags('wx-checkbox-group')[0], 'change', { value: ['agreed'] });
    const button = await eventually('the button to agree', () => this.tags('wx-button').find((one) => classesOf(one).includes('primary')));
    this.tell(button, 'agreeprivacyauthorization', {});
  }

  until(what, holds) {
    return eventually(`${what}; there is: ${JSON.stringify(this.data.said)}`, holds);
  }
}

function classesOf(element) {
  return (element.getAttribute('class') || '').split(/\s+/).map((name) => name.replace(/^.*--/, ''));
}

// App() runs once at the start of a mini-program, so each phone has a definition of its own.
function appDefinition() {
  let definition;
  global.App = (given) => { definition = given; };
  const file = path.join(PROGRAM, 'app.js');
  delete require.cache[require.resolve(file)];
  require(file);
  return definition;
}

module.exports = { Phone, PROGRAM, CONFIG };
