// What the list and a work have in common: a campaign, its head and foot, one sentence, and the question for consent.

const { headlineOf, turnOf } = require('../lib/headline');

const JITTER = 4000;

module.exports = Behavior({
  data: {
    single: false, large: false, t: {}, site: null, slug: '', head: null, said: null, consent: 0, failed: '', loaded: false,
  },

  methods: {
    // Opens the campaign that the query leads to; resolves to {campaign, work, share}, or to null where it cannot be had.
    async arrive(options) {
      this.house = getApp().house;
      this.options = options;
      this.house.pace.shown();
      this.speak();
      try {
        const entry = await this.house.arrive(options);
        this.campaign = this.house.campaign(entry.campaign);
        await this.campaign.ready();
        this.setData({ slug: entry.campaign, failed: '' });
        wx.setNavigationBarTitle({ title: this.campaign.head.title });
        this.house.site().then((site) => this.setData({ site }), () => {});
        return entry;
      } catch (problem) {
        this.fail(problem);
        return null;
      }
    },

    speak() {
      const { house } = this;
      this.setData({
        single: house.single,
        large: house.large,
        t: house.texts('site', 'foot', 'list', 'work', 'share', 'thumb', 'login', 'privacy', 'mini', 'state'),
      });
    },

    fail(problem) {
      this.setData({ failed: this.house.reason(problem), loaded: true });
    },

    // The page is in front: counts move, the clock ticks, and what was kept goes on.
    look(asOf) {
      const { campaign, house } = this;
      this.away();
      // what was asked for may come when the reader has gone on
      if (this.behind || !campaign || !campaign.voting) {
        return undefined;
      }
      this.unwatch = campaign.voting.watch(() => this.repaint());
      this.ticking = setInterval(() => this.tick(), 1000);
      campaign.live.start(campaign.head.results.show, asOf);
      house.privacy.shownBy((shown) => this.setData({ consent: shown ? -1 : 0 }));
      this.repaint();
      return campaign.voting.refresh();
    },

    leave() {
      this.behind = true;
      this.away();
    },

    away() {
      if (this.unwatch) this.unwatch();
      this.unwatch = null;
      clearInterval(this.ticking);
      clearTimeout(this.turning);
      this.turning = null;
      if (this.campaign) this.campaign.live.stop();
    },

    repaint() {
      const { voting } = this.campaign;
      const head = this.headline();
      const { said } = voting;
      const consent = voting.consent || (this.data.consent < 0 ? -1 : 0);
      this.setChanged({ head, said, consent });
      this.paint();
    },

    headline() {
      const { head, clock, standing } = this.campaign;
      return headlineOf({ head, clock, standing, words: this.house.words });
    },

    // setData costs a crossing between two threads: only what is another value goes over
    setChanged(data) {
      const changed = {};
      Object.keys(data).forEach((key) => {
        if (JSON.stringify(data[key]) !== JSON.stringify(this.data[key])) changed[key] = data[key];
      });
      if (Object.keys(changed).length) this.setData(changed);
    },

    tick() {
      const { campaign, house } = this;
      if (turnOf(campaign.head)) {
        const { left } = this.headline();
        if (left !== this.data.head.left) this.setData({ 'head.left': left });
      }
      const turns = [turnOf(campaign.head), campaign.head.resets, campaign.standing.me?.resets].filter(Boolean);
      if (turns.some((turn) => turn <= house.server.now()) && !this.turning) {
        // not all phones at once
        this.turning = setTimeout(() => this.turned(), 1000 + Math.random() * JITTER);
      }
    },

    // The opening, the close, or the next day has come.
    async turned() {
      const { campaign } = this;
      await campaign.reload().catch(() => {});
      await campaign.voting.refresh();
      this.turning = null;
    },

    hush() {
      this.campaign.voting.hush();
    },

    sayAct() {
      this.campaign.voting.voteToday(this.campaign.voting.said.again);
    },

    agreed({ detail }) {
      // WeChat's own question, or ours before the first login
      if (!this.house.privacy.answer(true, detail.button)) {
        this.agreeing = this.campaign.voting.agree();
      }
    },

    declined() {
      if (!this.house.privacy.answer(false)) {
        this.campaign.voting.decline();
      }
    },

    switchLanguage() {
      this.house.switchLanguage();
      wx.reLaunch({ url: `/pages/list/list?campaign=${this.data.slug}` });
    },

    toList() {
      wx.reLaunch({ url: `/pages/list/list?campaign=${this.data.slug || this.house.config.campaign}` });
    },
  },
});
