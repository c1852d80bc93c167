// The server as a page meets it: JSON with a deadline, and its clock.

const PATIENCE = 8000;

export class Site {
  // now: epoch seconds by the server's clock, as the page has it; 0 or none: unknown
  constructor(now) {
    this.offset = now ? now - Date.now() / 1000 : 0;
  }

  // {status, body, retryAfter}; rejects where there was no answer within 8 s
  async ask(path, { method = 'GET', headers = {} } = {}) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(path, {
        method, headers: { Accept: 'application/json', ...headers }, signal: stop.signal, credentials: 'same-origin', cache: 'no-store',
      });
      const text = await answer.text();
      const body = text ? JSON.parse(text) : {};
      this.learnTime(body);
      return { status: answer.status, body, retryAfter: Number(answer.headers.get('Retry-After')) || 0 };
    } finally {
      clearTimeout(timer);
    }
  }

  // epoch seconds, by the server's clock as far as it is known
  now() {
    return Date.now() / 1000 + this.offset;
  }

  learnTime({ now }) {
    if (now) {
      this.offset = now - Date.now() / 1000;
    }
  }
}
