// Counts while the page is looked at: by server-sent events, or by asking where these do not work.

const ASK_EVERY = 5000;
const ASK_EVERY_WHEN_DELAYED = 60000;

export class Live {
  constructor({ main, site, learn }) {
    Object.assign(this, { main, site, learn });
    this.path = `/v1/campaigns/${encodeURIComponent(main.dataset.campaign)}/tally`;
    this.asOf = main.dataset.asOf;
    this.every = main.dataset.results === 'delayed' ? ASK_EVERY_WHEN_DELAYED : ASK_EVERY;
  }

  start() {
    if (this.asOf === undefined || this.main.dataset.results === 'hidden') {
      return;
    }
    document.addEventListener('visibilitychange', () => this.look());
    addEventListener('pagehide', () => this.stop());
    this.look();
  }

  look() {
    this.stop();
    if (document.visibilityState !== 'visible') {
      return;
    }
    if (this.polls || !window.EventSource) {
      this.poll();
    } else {
      this.listen();
    }
  }

  stop() {
    this.stream?.close();
    clearTimeout(this.timer);
  }

  listen() {
    this.stream = new EventSource(`${this.path}/live?since=${this.asOf}`);
    this.stream.onmessage = (event) => this.heard(JSON.parse(event.data));
    this.stream.onerror = () => {
      // a broken connection is opened again by the browser; an answer that is no stream is not
      if (this.stream.readyState === EventSource.CLOSED) {
        this.polls = true;
        this.poll();
      }
    };
  }

  async poll() {
    try {
      const { status, body } = await this.site.ask(`${this.path}?since=${this.asOf}`);
      if (status === 200) this.heard(body);
      if (status === 403) return;
    } catch { /* the next time */ }
    this.later();
  }

  later() {
    this.timer = setTimeout(() => this.poll(), this.every * (0.75 + Math.random() / 2));
  }

  heard({ asOf, works }) {
    this.asOf = asOf;
    this.learn(works);
  }
}
