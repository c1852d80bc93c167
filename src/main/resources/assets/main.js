// Every page begins here: what it has is wired, what it lacks is left out.

import { Clock } from './clock.js';
import { Countdown } from './countdown.js';
import { List } from './list.js';
import { Live } from './live.js';
import { Sharing } from './sharing.js';
import { Site } from './site.js';
import { Voting } from './voting.js';
import { Words } from './words.js';

const { lang, sdk } = document.body.dataset;

async function start() {
  // left over from the way back through WeChat; nobody should pass it on
  if (location.hash === '#wechat_redirect') {
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  const { default: texts } = await import(`./texts.${lang}.js`);
  const main = document.getElementById('main');
  const words = new Words(texts);
  const site = new Site(Number(main.dataset.now));
  const campaign = main.dataset.campaign ? wire({ main, words, site }) : {};
  if (sdk) {
    const wechat = await import('./wechat.js');
    await wechat.start({ sdk, site, ...campaign });
  }
}

// A page of a campaign.
function wire({ main, words, site }) {
  const clock = new Clock(words, lang, main.dataset.zone, () => site.now());
  const voting = new Voting({ main, site, words, clock });
  const sharing = new Sharing({ voting, words, site });
  sharing.start();
  new Countdown({ clock }).start();
  new List({ shown: () => voting.paint() }).start();
  new Live({ main, site, learn: (works) => voting.learn(works) }).start();
  voting.start().then(() => sharing.numbers());
  collapse();
  return { voting, sharing };
}

// The head becomes one line as soon as it is scrolled away.
function collapse() {
  const hero = document.querySelector('.hero');
  new IntersectionObserver(([seen]) => document.body.classList.toggle('stuck', !seen.isIntersecting)).observe(hero);
}

start().catch(() => { /* without it forms and links do all */ });
