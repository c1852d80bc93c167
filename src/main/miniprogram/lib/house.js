// What all pages of the mini-program have: words, the server, who is asking, and the campaigns.

const { Words } = require('../shared/words');
const { Campaign } = require('./campaign');
const { entryOf } = require('./entry');
const { Memory } = require('./memory');
const { Pace } = require('./pace');
const { Privacy } = require('./privacy');
const { Server, queryOf } = require('./server');
const { Session } = require('./session');

const TEXTS = { zh: require('../shared/texts.zh'), en: require('../shared/texts.en') };
const LANGUAGE = 'dianzan.language';
const VISITOR = 'dianzan.visitor';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const MOMENTS = 1154;
const LARGE_FONT = 20;

class House {
  constructor(config, wx) {
    Object.assign(this, { config, wx });
    this.memory = new Memory(wx);
    this.server = new Server({ wx, url: config.server, language: () => (this.language === 'en' ? 'en' : 'zh-CN') });
    this.pace = new Pace(() => Date.now());
    const { server, memory, pace } = this;
    this.session = new Session({ wx, server, memory, pace, provider: config.provider });
    this.privacy = new Privacy(wx);
    this.campaigns = new Map();
    this.single = false;
    this.app = appInfo(wx);
    this.speak(memory.get(LANGUAGE) ?? (/^en/i.test(this.app.language) ? 'en' : 'zh'));
  }

  // The mini-program was opened or came to the front. From Moments it is one page, and nobody can log in.
  enter({ scene } = {}) {
    const single = scene === MOMENTS;
    if (single !== this.single) {
      this.single = single;
      this.campaigns.clear();
    }
  }

  // The network is back.
  online() {
    this.campaigns.forEach(({ voting }) => voting?.online());
  }

  speak(language) {
    this.language = language;
    this.words = new Words(TEXTS[language]);
    this.notices = null;
    this.campaigns.clear();
  }

  switchLanguage() {
    this.speak(this.language === 'en' ? 'zh' : 'en');
    this.memory.set(LANGUAGE, this.language);
  }

  // The texts of some sections for a page's markup, which cannot look up a key with dots.
  texts(...sections) {
    const found = {};
    sections.forEach((section) => {
      found[section] = {};
      Object.keys(this.words.texts)
        .filter((key) => key.startsWith(`${section}.`) && key.split('.').length === 2)
        .forEach((key) => { found[section][key.split('.')[1]] = this.words.texts[key]; });
    });
    return found;
  }

  // two columns of cards are too narrow for large letters
  get large() {
    return this.app.fontSizeSetting >= LARGE_FONT;
  }

  // What anybody may read; rejects with a problem: its code is offline where there was no answer.
  async read(path) {
    const answer = await this.server.ask(path).catch(() => null);
    if (answer?.status === 200) {
      return answer.body;
    }
    throw answer?.body.code ? answer.body : { code: 'offline' };
  }

  // A problem in one sentence.
  reason(problem) {
    return problem.code === 'offline' || !problem.code
      ? this.words.say('mini.offline')
      : this.words.say(`refusal.${problem.code}`, problem) || this.words.say('refusal.malformed');
  }

  campaign(slug) {
    if (!this.campaigns.has(slug)) {
      this.campaigns.set(slug, new Campaign(this, slug));
    }
    return this.campaigns.get(slug);
  }

  // Where a page's query leads: {campaign, work, share}. A share code may have to be looked up; an old one leads to the list.
  async arrive(options) {
    const { campaign, work, share } = entryOf(options);
    if (!share || work) {
      if (share) this.count(share);
      return { campaign: campaign ?? this.config.campaign, work, share };
    }
    const leads = await this.leads(share);
    return { campaign: leads.campaign ?? campaign ?? this.config.campaign, work: leads.number, share: leads.number && share };
  }

  leads(code) {
    return this.read(`/v1/shares/${code}${queryOf({ visitor: this.visitor() })}`).catch((problem) => {
      if (problem.code !== 'share-unknown') throw problem;
      return {};
    });
  }

  // The sharer is told how many came; nobody waits for that.
  count(code) {
    this.leads(code).catch(() => {});
  }

  // A name that says nothing of anybody, so that an opened link counts once a day.
  visitor() {
    const kept = this.memory.get(VISITOR);
    if (kept) {
      return kept;
    }
    const fresh = Array.from({ length: 22 }, () => LETTERS[Math.floor(Math.random() * LETTERS.length)]).join('');
    this.memory.set(VISITOR, fresh);
    return fresh;
  }

  // Who runs this; asked once.
  site() {
    if (!this.notices) {
      this.notices = this.read('/v1/site').catch((problem) => {
        this.notices = null;
        throw problem;
      });
    }
    return this.notices;
  }
}

function appInfo(wx) {
  try {
    return (wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync()) || {};
  } catch (unknown) {
    return {};
  }
}

module.exports = { House };
