// Made by scripts/miniprogram from src/main/resources/assets/words.js: change it there.
// Texts with their braces filled in. Pure: the mini-program speaks with the same words.

class Words {
  constructor(texts) {
    this.texts = texts;
  }

  say(key, facts = {}) {
    const text = this.texts[key] ?? '';
    return text.replace(/\{(\w+)\}/g, (brace, name) => facts[name] ?? '');
  }

  has(key) {
    return key in this.texts;
  }

  // .none (where there is one), .one or .many, as a number asks for
  count(key, n) {
    const none = `${key}.none`;
    const form = n === 0 && this.has(none) ? none : key + (n === 1 ? '.one' : '.many');
    return this.say(form, { n: grouped(n) });
  }
}

// 12345 as 12,345
function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

module.exports = { Words, grouped };
