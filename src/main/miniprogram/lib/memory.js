// What a phone keeps, by name. What it refuses to store lives for as long as the mini-program does.

class Memory {
  constructor(wx) {
    this.wx = wx;
    this.held = new Map();
  }

  // null where there is nothing
  get(name) {
    try {
      const kept = this.wx.getStorageSync(name);
      if (kept !== '' && kept !== undefined && kept !== null) return kept;
    } catch (refused) { /* full, or broken */ }
    return this.held.has(name) ? this.held.get(name) : null;
  }

  set(name, value) {
    if (value === null) {
      this.held.delete(name);
    } else {
      this.held.set(name, value);
    }
    try {
      if (value === null) this.wx.removeStorageSync(name);
      else this.wx.setStorageSync(name, value);
    } catch (refused) { /* it is held */ }
  }

  // all things whose names begin so, as the taps want to keep theirs
  under(prefix) {
    return {
      all: () => this.names().filter((name) => name.startsWith(prefix)).map((name) => this.get(name)),
      set: (name, value) => this.set(prefix + name, value),
    };
  }

  names() {
    try {
      return [...new Set([...this.wx.getStorageInfoSync().keys, ...this.held.keys()])];
    } catch (refused) {
      return [...this.held.keys()];
    }
  }
}

module.exports = { Memory };
