// A campaign's head as it is shown. Pure.

// seconds as people say them, such as 5 分钟
function span(words, seconds) {
  if (seconds < 60 || seconds % 60) {
    return words.say('time.seconds', { n: seconds });
  }
  return seconds < 3600 || seconds % 3600
    ? words.say('time.minutes', { n: seconds / 60 })
    : words.say('time.hours', { n: seconds / 3600 });
}

function headlineOf({ head, clock, words, standing }) {
  const { state, opens, closes, results, votes } = head;
  const until = state === 'draft' ? opens : state === 'closed' ? undefined : closes;
  return {
    title: head.title,
    state,
    word: words.say(`state.${state === 'closed' ? 'provisional' : state}`),
    untilWord: until ? words.say(state === 'draft' ? 'state.opensIn' : 'state.closesIn') : '',
    left: until ? clock.left(until) : '',
    when: `${when(head, clock, words)} · ${words.say(`time.${head.zone}`) || head.zone}`,
    notice: state === 'paused' && head.text ? head.text : '',
    note: words.say(`results.${results.show}`, { by: span(words, results.by), to: results.to }),
    mine: state === 'open' && standing.me ? standing.mine() : words.count('mine.perDay', votes.perDay),
  };
}

function when({ state, opens, closes }, clock, words) {
  if (state === 'draft') {
    return words.say('state.opensAt', { time: clock.date(opens) });
  }
  if (state === 'closed') {
    return words.say('state.closedAt', { time: clock.date(closes) });
  }
  return closes ? words.say('state.closesAt', { time: clock.date(closes) }) : words.say('state.always');
}

// the moment at which the head is another one; 0 where there is none to wait for
function turnOf({ state, opens, closes }) {
  return (state === 'draft' ? opens : state === 'closed' ? 0 : closes) || 0;
}

module.exports = { headlineOf, turnOf };
