const stage = require('../../behaviors/stage');
const { cardOf, movingOf } = require('../../lib/card');
const { isInside } = require('../../lib/links');
const { Sharing } = require('../../lib/sharing');
const { grouped } = require('../../shared/words');

// One work: where every share, code and link leads, in Moments too.
Component({
  behaviors: [stage],
  data: { work: null, shared: false, numbers: '', rank: '' },

  methods: {
    onLoad(options) {
      this.opening = this.open(options);
    },

    async open(options) {
      const entry = await this.arrive(options);
      if (!entry) {
        return;
      }
      if (!entry.work) {
        this.toList();
        return;
      }
      this.entry = entry;
      await this.show();
    },

    async onShow() {
      this.behind = false;
      await this.opening;
      if (this.opened) this.looking = this.look();
      this.opened = true;
    },

    onHide() {
      this.leave();
    },

    onUnload() {
      this.leave();
    },

    async show() {
      const { campaign, entry } = this;
      try {
        this.found = await campaign.work(entry.work);
      } catch (problem) {
        this.fail(problem);
        return;
      }
      const { found, house } = this;
      this.sharing = new Sharing({ house, campaign, number: found.number });
      this.setData({
        work: { ...this.card(), summary: found.summary || '', link: found.link || '', media: found.media || '' },
        rank: found.rank && found.votes ? house.words.say('work.rank', { rank: grouped(found.rank) }) : '',
        gold: found.rank <= 3,
        shared: Boolean(entry.share),
        loaded: true, failed: '',
      });
      this.looking = this.look(found.asOf);
      this.setData({ numbers: house.single ? '' : await this.sharing.numbers() });
    },

    card() {
      const { house, campaign, found } = this;
      return cardOf(found, { house, voting: campaign.voting, standing: campaign.standing, off: campaign.off });
    },

    paint() {
      if (!this.data.work) {
        return;
      }
      const { voting, standing, off } = this.campaign;
      const { votes, thumb } = movingOf(this.found, { voting, standing, off });
      const { work } = this.data;
      if (work.votes !== votes) this.setData({ 'work.votes': votes });
      if (JSON.stringify(work.thumb) !== JSON.stringify(thumb)) this.setData({ 'work.thumb': thumb });
    },

    vote() {
      this.campaign.tap(this.found.number, this.entry.share);
    },

    // A page elsewhere opens inside only where WeChat lets it; else its address is copied.
    openLink({ currentTarget }) {
      const { address } = currentTarget.dataset;
      if (isInside(address, this.house.config.wechat.businessHosts)) {
        wx.navigateTo({ url: `/pages/outside/outside?address=${encodeURIComponent(address)}` });
        return;
      }
      wx.setClipboardData({
        data: address,
        success: () => this.campaign.voting.say({ text: this.house.words.say('mini.linkCopied'), mood: 'ok' }),
        // declined, or not declared in WeChat's console: then it is at least to be read
        fail: () => this.campaign.voting.say({ text: address, mood: 'no' }),
      });
    },

    again() {
      this.opening = this.open(this.options);
    },

    onShareAppMessage() {
      return this.sharing ? this.sharing.message(this.found) : {};
    },

    onShareTimeline() {
      return this.sharing ? this.sharing.moment(this.found) : {};
    },
  },
});
