// By which way somebody came, and to what: a shared path, a link of the page, or a code printed into a picture. Pure.

// as the server makes them (ShareCode)
const CODE = /^[1-9A-HJ-NP-Za-km-z]{10}$/;

// The query of a page as {campaign, work, share}; what is not said is undefined. WeChat hands over scene and q encoded, once.
function entryOf(options = {}) {
  if (options.q) {
    return ofLink(decoded(options.q));
  }
  if (options.scene !== undefined) {
    const code = decoded(String(options.scene));
    return CODE.test(code) ? { share: code } : {};
  }
  // a URL link's own words come as parts of the query; older versions of WeChat are said to hand them over in one piece
  const said = options.cq ? { ...options, ...partsOf(decoded(options.cq)) } : options;
  return {
    campaign: said.campaign ? decoded(said.campaign) : undefined,
    work: said.work ? decoded(said.work) : undefined,
    share: CODE.test(said.share) ? said.share : undefined,
  };
}

// https://host/s/CODE, https://host/c/SLUG, https://host/c/SLUG/works/NUMBER, each with or without a query
function ofLink(link) {
  const path = link.replace(/^https?:\/\/[^/?#]*/, '').split(/[?#]/)[0];
  const share = /^\/s\/([^/]+)\/?$/.exec(path);
  if (share) {
    return CODE.test(share[1]) ? { share: share[1] } : {};
  }
  const page = /^\/c\/([^/]+)(?:\/works\/([^/]+))?\/?$/.exec(path);
  if (!page) {
    return {};
  }
  const query = partsOf((link.split('#')[0].split('?')[1]) || '');
  return {
    campaign: page[1],
    work: page[2] && decoded(page[2]),
    share: CODE.test(query.share) ? query.share : undefined,
  };
}

function partsOf(query) {
  const parts = {};
  query.split('&').filter(Boolean).forEach((part) => {
    const [name, value = ''] = part.split('=');
    parts[name] = decoded(value);
  });
  return parts;
}

// what is no code of anything stays as it is
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch (broken) {
    return text;
  }
}

module.exports = { entryOf };
