// Who a phone is to the server: a token, kept and renewed, and fetched by wx.login only where there is none.

const { queryOf } = require('./server');

const TOKEN = 'dianzan.token';

class Session {
  constructor({ wx, server, provider, memory, pace }) {
    Object.assign(this, { wx, server, provider, memory, pace });
    this.under = null;
  }

  get token() {
    return this.memory.get(TOKEN);
  }

  keep(token) {
    this.memory.set(TOKEN, token);
  }

  // As Server.ask, as this voter; who has no token is told what the server would tell him.
  async ask(path, options = {}) {
    const { token } = this;
    if (!token) {
      return { status: 401, body: { code: 'login-required' }, retryAfter: 0, token: '' };
    }
    const headers = { ...options.headers, Authorization: `Bearer ${token}` };
    const answer = await this.server.ask(path, { ...options, headers });
    // an answer that was long under way must not undo what came after
    if (this.token === token) {
      if (answer.status === 401) this.keep(null);
      else if (answer.token) this.keep(answer.token);
    }
    return answer;
  }

  // {ok}, {consent: the version to agree to}, or {problem}; never rejects. As many wait for one login as come.
  login({ privacy, share } = {}) {
    if (!this.under) {
      this.under = this.logIn({ privacy, share }).finally(() => { this.under = null; });
    }
    return this.under;
  }

  async logIn(wish) {
    const first = await this.attempt(wish);
    // a code may be old, or used up by an answer that was lost: one more, and no more
    return first.code === 'code-invalid' || first.code === 'code-used' ? this.outcome(await this.attempt(wish)) : this.outcome(first);
  }

  outcome({ ok, code, problem }) {
    if (ok) {
      return { ok };
    }
    return code === 'consent-required' ? { consent: problem.privacy } : { problem };
  }

  async attempt({ privacy, share }) {
    if (!this.pace.takes()) {
      return { problem: { code: 'provider-down' } };
    }
    const code = await this.code();
    if (!code) {
      return { problem: { code: 'offline' } };
    }
    const path = `/v1/login/${this.provider}${queryOf({ share })}`;
    const order = { method: 'POST', body: privacy ? { code, privacy } : { code } };
    // the same code again is the same login, where only its answer was lost
    const answer = await this.server.ask(path, order).catch(() => this.server.ask(path, order)).catch(() => null);
    if (!answer) {
      return { problem: { code: 'offline' } };
    }
    if (answer.status === 200) {
      this.keep(answer.body.token);
      return { ok: true };
    }
    return { code: answer.body.code, problem: answer.body.code ? answer.body : { code: 'provider-down' } };
  }

  // '' where WeChat gives none, as without a network
  code() {
    return new Promise((given) => {
      this.wx.login({ timeout: 8000, success: ({ code }) => given(code || ''), fail: () => given('') });
    });
  }
}

module.exports = { Session };
