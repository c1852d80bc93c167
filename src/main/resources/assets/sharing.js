// Passing a work on: by the phone's own menu, by a copied link, or in WeChat by its menu and a picture to press.

export class Sharing {
  constructor({ voting, words, site }) {
    Object.assign(this, { voting, words, site });
  }

  start() {
    this.button = document.getElementById('share');
    if (!this.button) {
      return;
    }
    this.path = `${this.voting.path}/works/${encodeURIComponent(this.voting.main.dataset.number)}/shares`;
    this.inWechat = /MicroMessenger\//.test(navigator.userAgent);
    this.button.addEventListener('click', (event) => {
      event.preventDefault();
      // the link is asked for first: a second tap meanwhile is the same one
      this.sharing ??= this.share().finally(() => { this.sharing = null; });
    });
  }

  // The sharer's own two numbers.
  async numbers() {
    if (!this.button || !this.voting.loggedIn) {
      return;
    }
    const { status, body } = await this.site.ask(this.path).catch(() => ({}));
    const place = document.getElementById('shared');
    if (status === 200 && place) {
      this.code = body.code;
      place.textContent = this.words.say('share.numbers', body);
      place.hidden = false;
    }
  }

  async share() {
    const url = await this.link();
    const { title, text } = this.button.dataset;
    try {
      if (navigator.share && !this.byHand()) {
        await navigator.share({ title, text, url });
        return;
      }
    } catch (declined) {
      if (declined.name === 'AbortError') return;
    }
    this.overlay(url);
  }

  // In WeChat only its own menu sends; and where WeChat could not be opened, poster and link go there by hand.
  byHand() {
    return this.inWechat || new URLSearchParams(location.search).get('wechat') === 'unavailable';
  }

  // A voter's own link; for who is not logged in the address of the work.
  async link() {
    const plain = document.querySelector('link[rel=canonical]')?.href ?? location.href;
    await this.voting.known;
    if (this.voting.loggedIn) {
      const { status, body } = await this.site.ask(this.path, { method: 'POST' }).catch(() => ({}));
      if (status === 200) {
        this.code = body.code;
        return body.url;
      }
    }
    return plain;
  }

  poster() {
    return this.code ? `/s/${this.code}/poster.png?lang=${document.body.dataset.lang}` : this.button.dataset.poster;
  }

  overlay(url) {
    const box = document.createElement('dialog');
    box.className = 'overlay';
    box.setAttribute('aria-label', this.words.say('share.share'));
    const image = document.createElement('img');
    image.src = this.poster();
    image.alt = this.button.dataset.title;
    const lines = [this.words.say('share.press')];
    if (this.inWechat) {
      lines.unshift(this.words.say('share.overlay'));
    }
    box.append(...lines.map((line) => element('p', line)), image, this.ways(url, box));
    box.addEventListener('close', () => box.remove());
    box.addEventListener('click', (event) => event.target === box && this.shut(box));
    document.body.append(box);
    if (box.showModal) box.showModal();
    else box.setAttribute('open', '');
  }

  // iPhones before iOS 15.4 know no dialogs, in WeChat too.
  shut(box) {
    if (box.close) {
      box.close();
    } else {
      box.remove();
      this.button.focus();
    }
  }

  ways(url, box) {
    const ways = element('div', '');
    ways.className = 'ways';
    const copy = element('button', this.words.say('share.copy'));
    copy.setAttribute('aria-live', 'polite');
    copy.addEventListener('click', async () => {
      if (await copied(url)) copy.textContent = this.words.say('share.copied');
    });
    const close = element('button', this.words.say('share.close'));
    close.addEventListener('click', () => this.shut(box));
    ways.append(copy, close);
    return ways;
  }
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

// Whether it is. Browsers give the clipboard to secure pages only; a field that is selected works everywhere.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    const hand = document.activeElement;
    (document.querySelector('dialog[open]') ?? document.body).append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    hand.focus();
    return done;
  }
}
