// Counts while the mini-program is in front, by asking: it has no server-sent events, and in the background no network.

const EVERY = 5000;
const EVERY_WHEN_DELAYED = 60000;

class Live {
  // learn(works): what has changed
  constructor({ server, path, learn }) {
    Object.assign(this, { server, path, learn });
    this.asOf = undefined;
    this.running = 0;
  }

  // show: how counts are shown; asOf: of the counts that are on the screen
  start(show, asOf) {
    this.stop();
    if (show === 'hidden') {
      return;
    }
    this.asOf = Math.min(asOf ?? Infinity, this.asOf ?? Infinity);
    this.every = show === 'delayed' ? EVERY_WHEN_DELAYED : EVERY;
    this.later(this.running);
  }

  stop() {
    this.running++;
    clearTimeout(this.timer);
  }

  later(run) {
    this.timer = setTimeout(() => this.poll(run), this.every * (0.75 + Math.random() / 2));
  }

  async poll(run) {
    const since = this.asOf === Infinity ? '' : `?since=${this.asOf}`;
    const answer = await this.server.ask(`${this.path}/tally${since}`).catch(() => null);
    // it was stopped meanwhile, or no count is told any more
    if (run !== this.running || answer?.status === 403) {
      return;
    }
    if (answer?.status === 200) {
      this.asOf = answer.body.asOf;
      this.learn(answer.body.works);
    }
    this.later(run);
  }
}

module.exports = { Live };
