const config = require('./config');
const { House } = require('./lib/house');

App({
  onLaunch(options) {
    this.house = new House(config, wx);
    this.house.enter(options);
    wx.onNetworkStatusChange(({ isConnected }) => isConnected && this.house.online());
  },

  // a second code that is scanned comes here, without a launch
  onShow(options) {
    this.house.enter(options);
  },

  onThemeChange() { /* the style sheet follows by itself */ },

  onPageNotFound() {
    wx.reLaunch({ url: '/pages/list/list' });
  },
});
