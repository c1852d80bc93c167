const stage = require('../../behaviors/stage');
const { cardOf, movingOf } = require('../../lib/card');
const { PAGE } = require('../../lib/campaign');
const { queryOf } = require('../../lib/server');

const TYPED = 300;
const ORDERS = ['shuffled', 'number', 'votes'];

// All works of a campaign: by category, found by words, in one of three orders.
Component({
  behaviors: [stage],
  data: { works: [], total: '', chips: [], orders: [], category: '', q: '', sort: 'shuffled', more: false, busy: false },

  methods: {
    onLoad(options) {
      this.opening = this.open(options);
    },

    async open(options) {
      const entry = await this.arrive(options);
      if (!entry) {
        return;
      }
      this.setTools();
      // a code or a link of one work, on the page of all of them
      if (entry.work && !this.house.single) {
        wx.navigateTo({ url: `/pages/work/work${queryOf(entry)}` });
      }
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

    setTools() {
      const { words } = this.house;
      const { categories, results } = this.campaign.head;
      this.setData({
        chips: [{ value: '', name: words.say('list.all') }, ...categories.map(({ name }) => ({ value: name, name }))],
        orders: ORDERS.filter((order) => order !== 'votes' || results.show !== 'hidden')
          .map((value) => ({ value, name: words.say(`list.${value}`) })),
      });
    },

    // The first page of what is asked for; only the last one that was asked for is shown.
    async show() {
      const asked = this.asked = {};
      this.setData({ busy: true });
      try {
        const found = await this.campaign.works({ ...this.wish(), page: 1 });
        if (asked !== this.asked) return;
        this.found = found.works;
        this.page = 1;
        this.setData({
          works: found.works.map((work) => this.card(work)),
          total: this.house.words.count('list.found', found.total),
          more: found.total > PAGE,
          busy: false, loaded: true, failed: '',
        });
        this.looking = this.look(found.asOf);
      } catch (problem) {
        if (asked === this.asked) {
          this.setData({ busy: false });
          this.fail(problem);
        }
      }
    },

    async onReachBottom() {
      const { asked } = this;
      if (!this.data.more || this.data.busy) {
        return;
      }
      this.setData({ busy: true });
      const found = await this.campaign.works({ ...this.wish(), page: this.page + 1 }).catch(() => null);
      if (asked !== this.asked) return;
      if (found) {
        this.page++;
        const from = this.found.length;
        // in a mixed order a work may come twice, where works were added meanwhile
        const fresh = found.works.filter(({ number }) => !this.found.some((work) => work.number === number));
        this.found = [...this.found, ...fresh];
        const data = { more: found.total > this.page * PAGE };
        fresh.forEach((work, at) => { data[`works[${from + at}]`] = this.card(work); });
        this.setData(data);
      }
      this.setData({ busy: false });
    },

    wish() {
      const { category, q, sort } = this.data;
      return { category, q, sort };
    },

    card(work) {
      const { house, campaign } = this;
      return cardOf(work, { house, voting: campaign.voting, standing: campaign.standing, off: campaign.off });
    },

    // counts and thumbs, where they have changed
    paint() {
      const { voting, standing, off } = this.campaign;
      const changed = {};
      (this.found || []).forEach((work, at) => {
        const { votes, thumb } = movingOf(work, { voting, standing, off });
        const shown = this.data.works[at];
        if (!shown) return;
        if (shown.votes !== votes || JSON.stringify(shown.thumb) !== JSON.stringify(thumb)) {
          changed[`works[${at}]`] = { ...shown, votes, thumb };
        }
      });
      if (Object.keys(changed).length) this.setData(changed);
    },

    vote({ detail }) {
      this.campaign.tap(detail.number);
    },

    openWork({ detail }) {
      if (!this.data.single) {
        wx.navigateTo({ url: `/pages/work/work${queryOf({ campaign: this.data.slug, work: detail.number })}` });
      }
    },

    choose({ currentTarget }) {
      const { category, sort } = currentTarget.dataset;
      this.setData(sort === undefined ? { category } : { sort });
      this.showing = this.show();
    },

    typed({ detail }) {
      clearTimeout(this.typing);
      this.setData({ q: detail.value });
      this.typing = setTimeout(() => { this.showing = this.show(); }, TYPED);
    },

    search({ detail }) {
      clearTimeout(this.typing);
      this.setData({ q: detail.value });
      this.showing = this.show();
    },

    clear() {
      this.setData({ q: '', category: '' });
      this.showing = this.show();
    },

    again() {
      this.opening = this.open(this.options);
    },

    onShareAppMessage() {
      return { title: this.data.head ? this.data.head.title : '', path: `/pages/list/list${queryOf({ campaign: this.data.slug })}` };
    },

    onShareTimeline() {
      return { title: this.data.head ? this.data.head.title : '', query: queryOf({ campaign: this.data.slug }).slice(1) };
    },
  },
});
