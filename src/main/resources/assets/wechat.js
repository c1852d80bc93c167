// In WeChat's browser alone: its script makes the card under which a page is passed on, and opens the mini-program.
// Nothing waits for it, and nothing breaks where it does not come.

export async function start({ sdk, site, voting, sharing }) {
  await load(sdk);
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
  launch();
}

async function card(wx, voting, sharing) {
  const meta = (property) => document.querySelector(`meta[property="og:${property}"]`)?.content;
  const link = voting?.main.dataset.number && sharing ? await sharing.link() : meta('url');
  const title = meta('title') ?? document.title;
  const imgUrl = meta('image') ?? '';
  wx.updateAppMessageShareData({ title, desc: meta('description') ?? '', link, imgUrl });
  wx.updateTimelineShareData({ title, link, imgUrl });
}

// The button that opens the mini-program is WeChat's own element.
function launch() {
  const place = document.getElementById('launch');
  if (!place) {
    return;
  }
  const button = document.createElement('wx-open-launch-weapp');
  button.setAttribute('username', place.dataset.app);
  button.setAttribute('path', place.dataset.path);
  const template = document.createElement('script');
  template.type = 'text/wxtag-template';
  template.textContent = `<button>${place.textContent}</button>`;
  button.append(template);
  place.replaceChildren(button);
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
