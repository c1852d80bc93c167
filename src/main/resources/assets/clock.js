// Times as people say them, in the campaign's zone and by the server's clock. Pure.

const DAY = 86400;

export class Clock {
  // now() tells epoch seconds; a phone's own clock may be off by hours
  constructor(words, lang, zone, now) {
    this.words = words;
    this.now = now;
    const locale = lang === 'en' ? 'en-GB' : 'zh-CN';
    this.parts = new Intl.DateTimeFormat(locale, {
      timeZone: zone, year: 'numeric', month: lang === 'en' ? 'short' : 'numeric', day: 'numeric',
      hour: 'numeric', minute: '2-digit', hourCycle: 'h23',
    });
  }

  // such as 明天 0:00, or 3月5日 0:00 where that is neither today nor tomorrow
  near(seconds) {
    const there = this.at(seconds);
    const today = this.at(this.now());
    const tomorrow = this.at(this.now() + DAY);
    if (there.date === today.date) {
      return this.words.say('time.today', there);
    }
    return this.words.say(there.date === tomorrow.date ? 'time.tomorrow' : 'time.date', there);
  }

  // such as 3天 04:12; below an hour 04:12 are minutes and seconds
  left(until) {
    const left = Math.max(0, until - this.now());
    const two = (number) => String(Math.floor(number)).padStart(2, '0');
    if (left < 3600) {
      return `${two(left / 60)}:${two(left % 60)}`;
    }
    const clock = `${two(left / 3600 % 24)}:${two(left / 60 % 60)}`;
    const days = Math.floor(left / DAY);
    return days === 0 ? clock : this.words.say(days === 1 ? 'time.days.one' : 'time.days.many', { n: days, clock });
  }

  at(seconds) {
    const part = {};
    for (const { type, value } of this.parts.formatToParts(new Date(seconds * 1000))) {
      part[type] = value;
    }
    return {
      month: part.month.replace('月', ''),
      day: part.day,
      time: `${Number(part.hour)}:${part.minute}`,
      date: `${part.year}-${part.month}-${part.day}`,
    };
  }
}
