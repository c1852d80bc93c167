// WeChat's own question before it lets us at something private. We use one such thing, the clipboard; whoever has not
// agreed yet is shown the same sheet as before the first vote, and what was wanted goes on from there.

class Privacy {
  constructor(wx) {
    this.resolve = null;
    this.watcher = null;
    if (wx.onNeedPrivacyAuthorization) {
      wx.onNeedPrivacyAuthorization((resolve) => {
        this.resolve = resolve;
        this.watcher?.(true);
      });
    }
  }

  // The page in front shows the sheet: shows(true) and shows(false).
  shownBy(watcher) {
    this.watcher = watcher;
  }

  // button: the id of the one that was pressed, which WeChat wants to know
  answer(agreed, button) {
    const { resolve } = this;
    this.resolve = null;
    if (!resolve) {
      return false;
    }
    resolve(agreed ? { event: 'agree', buttonId: button } : { event: 'disagree' });
    this.watcher?.(false);
    return true;
  }
}

module.exports = { Privacy };
