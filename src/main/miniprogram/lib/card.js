// A work as it is shown. Pure.

const TINTS = 6;

// the same tint of paper that the page gives to this number
function tintOf(number) {
  let hash = 0;
  for (const letter of number) {
    hash = Math.imul(hash, 31) + letter.charCodeAt(0) | 0;
  }
  return (Math.imul(hash, 31) % TINTS + TINTS) % TINTS;
}

// how people call a work; what is no plain number is a name already
function tagOf(number, words) {
  return /^[0-9]+$/.test(number) ? words.say('work.number', { number }) : number;
}

// off: why nothing can be voted for, or ''
function cardOf(work, { house, voting, standing, off }) {
  return {
    number: work.number,
    title: work.title,
    author: work.author,
    category: work.category,
    tag: tagOf(work.number, house.words),
    tint: tintOf(work.number),
    long: work.number.length > 5,
    cover: house.server.address(work.cover) || '',
    ...movingOf(work, { voting, standing, off }),
  };
}

// what of it may change while it is looked at
function movingOf(work, { voting, standing, off }) {
  return {
    votes: work.votes === undefined ? '' : standing.votesOf(work.number, work.votes),
    thumb: voting.thumb(work, off),
  };
}

module.exports = { cardOf, movingOf, tagOf };
