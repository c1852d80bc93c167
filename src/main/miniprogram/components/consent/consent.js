const BUTTON = 'agree';

// The question before the first login, and WeChat's before a privacy API: the box is not ticked for anybody.
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: { t: Object },
  data: { ticked: false, must: false },
  methods: {
    tick({ detail }) {
      const ticked = detail.value.length > 0;
      this.setData({ ticked, must: false });
    },
    remind() {
      this.setData({ must: true });
    },
    // WeChat has noted that its own guide is agreed to
    agreed() {
      this.triggerEvent('agreed', { button: BUTTON });
    },
    declined() {
      this.triggerEvent('declined');
    },
    read() {
      wx.navigateTo({ url: '/pages/notice/notice?of=privacy' });
    },
    readGuide() {
      wx.openPrivacyContract({});
    },
    nothing() { /* a tap beside the sheet goes no further */ },
  },
});
