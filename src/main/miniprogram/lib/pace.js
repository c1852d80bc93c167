// How often wx.login may still be called. WeChat takes four calls a second of a person, and over a day twice as many of a
// whole mini-program as pages were shown; a phone that stays below its own share keeps everybody below.

const PER_SECOND = 3;
const PER_PAGE = 2;

class Pace {
  // now(): milliseconds
  constructor(now) {
    this.now = now;
    this.pages = 1;
    this.calls = 0;
    this.latest = [];
  }

  shown() {
    this.pages++;
  }

  // takes one, if there is one
  takes() {
    this.latest = this.latest.filter((at) => at > this.now() - 1000);
    if (this.latest.length >= PER_SECOND || this.calls >= this.pages * PER_PAGE) {
      return false;
    }
    this.calls++;
    this.latest.push(this.now());
    return true;
  }
}

module.exports = { Pace };
