// The rules, or the privacy notice, as the pages for browsers say them.
Component({
  data: { large: false, title: '', note: '', parts: [], organiser: '', organiserTitle: '', failed: '', again: '' },

  methods: {
    onLoad(options) {
      this.house = getApp().house;
      this.house.pace.shown();
      this.options = options;
      const { words } = this.house;
      const title = words.say(`${options.of === 'rules' ? 'rules' : 'privacy'}.title`);
      this.setData({ title, large: this.house.large, again: words.say('mini.again') });
      wx.setNavigationBarTitle({ title });
      this.opening = this.open();
    },

    async open() {
      try {
        this.setData({ failed: '', ...await (this.options.of === 'rules' ? this.rules() : this.privacy()) });
      } catch (problem) {
        this.setData({ failed: this.house.reason(problem) });
      }
    },

    async rules() {
      const { words, config } = this.house;
      const slug = this.options.campaign || config.campaign;
      const { plain, checks, organiser = '' } = await this.house.read(`/v1/campaigns/${encodeURIComponent(slug)}/rules`);
      return {
        parts: [{ title: words.say('rules.plain'), lines: plain }, { title: words.say('rules.checked'), lines: checks }],
        organiser, organiserTitle: words.say('rules.organiser'),
      };
    },

    async privacy() {
      const { words } = this.house;
      const { parts, version, organiser = '' } = (await this.house.site()).privacy;
      return {
        parts, organiser, organiserTitle: words.say('privacy.organiser'),
        note: version ? words.say('privacy.version', { version }) : '',
      };
    },

    retry() {
      this.opening = this.open();
    },
  },
});
