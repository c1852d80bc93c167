// The server under test, as MiniProgramIT has started it, and its sandbox.

'use strict';

const http = process.env.DIANZAN_HTTP;
const sandbox = process.env.DIANZAN_SANDBOX;

async function json(url, options) {
  const answer = await fetch(url, options);
  return { status: answer.status, body: await answer.json() };
}

// what wx.login would give to this person
async function loginCode(user) {
  const { body } = await json(`${sandbox}/__sandbox/login-code`, { method: 'POST', body: JSON.stringify({ user }) });
  return body.code;
}

// A token of somebody who has agreed to the privacy notice before, on another phone.
async function agreed(user) {
  const code = await loginCode(user);
  const { body } = await json(`${http}/v1/login/wechat`, { method: 'POST', body: JSON.stringify({ code, privacy: 3 }) });
  return body.token;
}

function as(token, method, path, headers = {}) {
  return json(http + path, { method, headers: { ...headers, Authorization: `Bearer ${token}` } });
}

function order(what, facts) {
  return json(`${sandbox}/__sandbox/${what}`, { method: 'POST', body: JSON.stringify(facts) });
}

// Where no server is there, a test says so by its name.
const unless = http ? {} : { skip: 'no server: run by MiniProgramIT' };

let people = 0;
// somebody whom nobody has seen yet
function somebody(name) {
  people++;
  return `${name} ${process.pid} ${people}`;
}

module.exports = { http, sandbox, json, loginCode, agreed, as, order, unless, somebody };
