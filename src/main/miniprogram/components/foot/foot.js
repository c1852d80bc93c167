// Who runs this, where it is registered, its rules, privacy and complaints: small, complete, always there.
Component({
  options: { styleIsolation: 'apply-shared' },
  // site: as /v1/site tells; single: Moments' page, from which nothing leads away
  properties: { t: Object, site: Object, slug: String, single: Boolean },
  methods: {
    rules() {
      wx.navigateTo({ url: `/pages/notice/notice?of=rules&campaign=${this.data.slug}` });
    },
    privacy() {
      wx.navigateTo({ url: '/pages/notice/notice?of=privacy' });
    },
    mine() {
      wx.navigateTo({ url: `/pages/mine/mine?campaign=${this.data.slug}` });
    },
    complain() {
      wx.setClipboardData({ data: this.data.site.contact });
    },
    language() {
      this.triggerEvent('language');
    },
  },
});
