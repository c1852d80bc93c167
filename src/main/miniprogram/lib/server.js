// The server as a phone meets it: JSON with a deadline, and its clock.

const PATIENCE = 8000;

class Server {
  // language(): of what the server words
  constructor({ wx, url, language }) {
    Object.assign(this, { wx, url, language });
    this.offset = 0;
  }

  // {status, body, retryAfter, token}; rejects where there was no answer within 8 s. token: a new one, or ''
  ask(path, { method = 'GET', headers = {}, body } = {}) {
    return new Promise((answered, unanswered) => {
      this.wx.request({
        url: this.url + path,
        method,
        data: body === undefined ? undefined : JSON.stringify(body),
        header: { Accept: 'application/json', 'Accept-Language': this.language(), ...headers },
        timeout: PATIENCE,
        success: (answer) => answered(this.heard(answer)),
        fail: unanswered,
      });
    });
  }

  heard({ statusCode, data, header }) {
    const body = data && typeof data === 'object' ? data : {};
    if (body.now) {
      this.offset = body.now - Date.now() / 1000;
    }
    return {
      status: statusCode,
      body,
      retryAfter: Number(headerOf(header, 'retry-after')) || 0,
      token: headerOf(header, 'x-token'),
    };
  }

  // epoch seconds, by the server's clock as far as it is known
  now() {
    return Date.now() / 1000 + this.offset;
  }

  // where a picture of the server's own, or of another's, is
  address(picture) {
    return picture && picture.startsWith('/') ? this.url + picture : picture;
  }
}

// phones write the names of headers as they like
function headerOf(header, name) {
  const found = Object.keys(header || {}).find((key) => key.toLowerCase() === name);
  return found ? header[found] : '';
}

// {day: '2024-02-29', share: undefined} as ?day=2024-02-29; a mini-program has no URLSearchParams
function queryOf(facts) {
  const parts = Object.keys(facts)
    .filter((name) => facts[name] !== undefined && facts[name] !== null && facts[name] !== '')
    .map((name) => `${name}=${encodeURIComponent(facts[name])}`);
  return parts.length ? `?${parts.join('&')}` : '';
}

module.exports = { Server, queryOf };
