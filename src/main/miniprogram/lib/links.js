// Which links may open inside the mini-program. Pure.

// whether an https address is on one of the hosts, exactly as WeChat compares them: no subdomains, no ports
function isInside(address, hosts) {
  const host = /^https:\/\/([^/?#:@]+)(?:[/?#]|$)/.exec(address);
  return Boolean(host) && hosts.includes(host[1].toLowerCase());
}

module.exports = { isInside };
