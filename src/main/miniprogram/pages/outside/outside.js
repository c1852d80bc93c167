const { isInside } = require('../../lib/links');

// A page elsewhere, of a host that the owner has named. It is not to be shared: WeChat lets no web-view into Moments.
Component({
  data: { address: '' },
  methods: {
    onLoad({ address = '' }) {
      const wanted = decodeURIComponent(address);
      if (isInside(wanted, getApp().house.config.wechat.businessHosts)) {
        this.setData({ address: wanted });
      } else {
        wx.navigateBack({});
      }
      wx.hideShareMenu({});
    },
  },
});
