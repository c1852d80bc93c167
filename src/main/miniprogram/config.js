// All that the owner of a campaign sets; docs/mini-program-launch.md says how it goes on from here.
module.exports = {
  // of this mini-program; scripts/miniprogram writes it into project.config.json, and so does the import dialog of
  // WeChat's developer tools, which asks for it
  appid: 'touristappid',
  // the server's address, as it stands in WeChat's list of request domains: no slash at the end
  server: 'https://vote.example',
  // the campaign that opens where nothing says which one, by its slug
  campaign: 'demo',
  // the name of this way to log in, under `providers` in server.yaml
  provider: 'wechat',
  wechat: {
    // hosts whose pages may open inside, as in WeChat's list of business domains; links to others are copied
    businessHosts: [],
  },
};
