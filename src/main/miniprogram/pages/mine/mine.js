const { tagOf } = require('../../lib/card');
const { queryOf } = require('../../lib/server');

// All that is held on this voter, his votes above all; he may take it along, log out everywhere, or have it erased.
Component({
  data: {
    large: false, t: {}, slug: '', file: null, votes: [], bans: [], shares: [], consents: [], addresses: '', ready: false, said: null, consent: 0, failed: '', sure: false, busy: false, done: '',
  },

  methods: {
    onLoad(options) {
      this.house = getApp().house;
      this.house.pace.shown();
      this.campaign = this.house.campaign(options.campaign || this.house.config.campaign);
      const t = this.house.texts('me', 'login', 'privacy', 'mini', 'foot', 'site', 'work');
      this.setData({ t, large: this.house.large, slug: this.campaign.slug });
      wx.setNavigationBarTitle({ title: t.me.title });
      this.opening = this.open();
    },

    onShow() {
      this.house.privacy.shownBy((shown) => this.setData({ consent: shown ? -1 : 0 }));
    },

    async open() {
      try {
        await this.campaign.ready();
      } catch (problem) {
        this.fail(problem);
        return;
      }
      if (this.house.session.token) {
        await this.load();
      }
      this.setData({ ready: true });
    },

    async load() {
      const answer = await this.house.session.ask('/v1/me').catch(() => null);
      if (answer?.status === 200) {
        this.show(answer.body);
      } else if (answer?.status !== 401) {
        this.fail(answer?.body || {});
      }
    },

    fail(problem) {
      this.setData({ failed: this.house.reason(problem) });
    },

    show(file) {
      this.body = file;
      const { words } = this.house;
      const { clock } = this.campaign;
      this.setData({
        failed: '', done: '',
        file: { voter: file.voter, since: clock.date(file.since), accounts: file.accounts.map(({ provider }) => provider).join(', ') },
        votes: file.votes.map((vote) => ({ ...vote, time: clock.date(vote.at), name: this.nameOf(vote) })).reverse(),
        bans: file.bans.map((ban) => ({ reason: ban.reason, until: ban.until ? words.say('me.until', { time: clock.date(ban.until) }) : '' })),
        consents: (file.consents || []).map(({ version, at }) => ({ word: words.say('privacy.version', { version }), time: clock.date(at) })),
        shares: file.shares.map(({ campaign, number, code }) => ({ campaign, number, code, name: this.nameOf({ campaign, number }) })),
        addresses: words.count('me.addresses', file.addresses),
        zone: words.say('state.zone', { zone: words.say(`time.${this.campaign.head.zone}`) || this.campaign.head.zone }),
      });
    },

    nameOf({ campaign, number }) {
      const title = campaign === this.campaign.slug ? this.campaign.titles.get(number) : '';
      const tag = tagOf(number, this.house.words);
      return title ? `${tag} ${title}` : tag;
    },

    async login(privacy) {
      const outcome = await this.house.session.login(typeof privacy === 'number' ? { privacy } : {});
      if (outcome.ok) {
        await this.load();
      } else if (outcome.consent) {
        this.setData({ consent: outcome.consent });
      } else {
        this.say(this.house.reason(outcome.problem), 'no');
      }
    },

    askLogin() {
      this.asking = this.login();
    },

    agreed({ detail }) {
      const privacy = this.data.consent;
      this.setData({ consent: 0 });
      if (!this.house.privacy.answer(true, detail.button)) {
        this.asking = this.login(privacy);
      }
    },

    declined() {
      this.setData({ consent: 0 });
      this.house.privacy.answer(false);
    },

    openWork({ currentTarget }) {
      const { campaign, number } = currentTarget.dataset;
      wx.navigateTo({ url: `/pages/work/work${queryOf({ campaign, work: number })}` });
    },

    copy() {
      wx.setClipboardData({
        data: JSON.stringify(this.body, null, 2),
        success: () => this.say(this.data.t.mini.data, 'ok'),
      });
    },

    logout() {
      this.ending = this.end('/v1/logout', 'POST', 'loggedOut');
    },

    tick({ detail }) {
      this.setData({ sure: detail.value.length > 0 });
    },

    erase() {
      if (this.data.sure) this.ending = this.end('/v1/me', 'DELETE', 'erased');
    },

    // Ends all sessions, with or without what is held; the token goes only when that is done.
    async end(path, method, word) {
      this.setData({ busy: true });
      const answer = await this.house.session.ask(path, { method }).catch(() => null);
      this.setData({ busy: false });
      if (answer?.status !== 200 && answer?.status !== 401) {
        this.say(this.house.reason(answer?.body || {}), 'no');
        return;
      }
      this.house.session.keep(null);
      this.campaign.standing.learnMe({ status: 401 });
      this.campaign.voting.changed();
      this.setData({ file: null, votes: [], sure: false, done: this.data.t.me[word] });
    },

    say(text, mood) {
      this.setData({ said: { text, mood } });
    },

    hush() {
      this.setData({ said: null });
    },

    again() {
      this.setData({ failed: '' });
      this.opening = this.open();
    },
  },
});
