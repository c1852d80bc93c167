// Passing a work on: WeChat's own menus ask for a card, and the voter's own code is in its path.

const { queryOf } = require('./server');

// WeChat waits three seconds for a promised card, and takes the plain one then
const PATIENCE = 2500;

class Sharing {
  constructor({ house, campaign, number }) {
    Object.assign(this, { house, campaign, number });
    this.path = `${campaign.path}/works/${encodeURIComponent(number)}/shares`;
    this.code = '';
  }

  // The sharer's own two numbers, in one sentence; '' where there are none.
  async numbers() {
    const { session, words } = this.house;
    if (!session.token) {
      return '';
    }
    const { status, body } = await session.ask(this.path).catch(() => ({}));
    if (status !== 200) {
      return '';
    }
    this.code = body.code;
    return words.say('share.numbers', body);
  }

  // The voter's own code; '' for who is not logged in, who passes on the bare work.
  async fetch() {
    const { session } = this.house;
    if (!this.code && session.token) {
      const { status, body } = await session.ask(this.path, { method: 'POST' }).catch(() => ({}));
      this.code = status === 200 ? body.code : '';
    }
    return this.code;
  }

  query(code) {
    return queryOf({ campaign: this.campaign.slug, work: this.number, share: code }).slice(1);
  }

  card(work, code) {
    const { server, words } = this.house;
    const picture = code ? `/s/${code}/card.png` : `/c/${this.campaign.slug}/works/${encodeURIComponent(this.number)}/card.png`;
    return {
      title: words.say('share.text', work),
      path: `/pages/work/work?${this.query(code)}`,
      imageUrl: server.address(picture),
    };
  }

  // for a chat
  message(work) {
    const plain = this.card(work, this.code);
    const late = new Promise((over) => setTimeout(() => over(plain), PATIENCE));
    const own = this.fetch().then((code) => this.card(work, code));
    return this.code ? plain : { ...plain, promise: Promise.race([own, late]) };
  }

  // for Moments, which waits for nothing: the code only where it is known already
  moment(work) {
    const { server, words } = this.house;
    return {
      title: words.say('share.text', work),
      query: this.query(this.code),
      imageUrl: server.address(work.cover) || this.card(work, this.code).imageUrl,
    };
  }
}

module.exports = { Sharing };
