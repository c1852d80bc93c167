// In WeChat's browser alone: its script makes the card under which a page is passed on, and opens the mini-program.
// Nothing waits for it, and nothing breaks where it does not come.

export async function start({ sdk, site, voting, sharing }) {
  await load(sdk);
  launch();
  const page = location.href.split('#')[0];
  const { status, body } = await site.ask(`/v1/wechat/js-config?url=${encodeURIComponent(page)}`);
  if (status !== 200) {
    return;
  }
  const { wx } = window;
  wx.config({
    ...body,
    jsApiList: ['updateAppMessageShareData', 'updateTimelineShareData'],
    openTagList: ['wx-open-launch-weapp'],
  });
  wx.ready(() => card(wx, voting, sharing));
}

async function card(wx, voting, sharing) {
  const meta = (property) => document.querySelector(`meta[property="og:${property}"]`)?.content;
  const link = voting?.main.dataset.number && sharing ? await sharing.link() : meta('url');
  const title = meta('title') ?? document.title;
  const imgUrl = meta('image') ?? '';
  wx.updateAppMessageShareData({ title, desc: meta('description') ?? '', link, imgUrl });
  wx.updateTimelineShareData({ title, link, imgUrl });
}

// The button that opens the mini-program is WeChat's own element. What the page has instead stays until that is drawn:
// it is not where the signature was refused, or the phone is too old.
//
// Not tried in WeChat itself: texts that we could read know `username` (gh_…), newer pages in the wild `appid`, so both
// are given where we have both; and some add `.html` to the path for old Androids, which we do not.
function launch() {
  const place = document.getElementById('launch');
  if (!place) {
    return;
  }
  if (/miniProgram\//.test(navigator.userAgent)) {
    backInto(place);
    return;
  }
  const before = [...place.children];
  const button = document.createElement('wx-open-launch-weapp');
  button.setAttribute('appid', place.dataset.app);
  if (place.dataset.original) button.setAttribute('username', place.dataset.original);
  button.setAttribute('path', place.dataset.path);
  const template = document.createElement('script');
  template.type = 'text/wxtag-template';
  template.append(element('style', place.dataset.style).outerHTML + element('button', place.dataset.words).outerHTML);
  button.append(template);
  button.addEventListener('ready', () => before.forEach((one) => one.remove()));
  place.append(button);
}

// A page within the mini-program asks it to show the work itself.
function backInto(place) {
  const button = element('button', place.dataset.words);
  button.className = 'button primary';
  button.addEventListener('click', () => window.wx.miniProgram.navigateTo({ url: `/${place.dataset.path}` }));
  place.replaceChildren(button);
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function load(address) {
  return new Promise((loaded, failed) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = loaded;
    script.onerror = failed;
    document.head.append(script);
  });
}
