// Times as people say them, in the campaign's zone and by the server's clock. Pure.

const HOUR = 3600;
const DAY = 24 * HOUR;

export class Clock {
  // zone: its name, or, where the phone may know no zones (a mini-program), the offsets that the campaign tells
  // now() tells epoch seconds; a phone's own clock may be off by hours
  constructor(words, lang, zone, now) {
    this.words = words;
    this.now = now;
    this.at = typeof zone === 'string' ? byName(lang, zone) : byOffsets(words, zone);
  }

  // such as 明天 0:00, or 3月5日 0:00 where that is neither today nor tomorrow
  near(seconds) {
    const there = this.at(seconds);
    const today = this.at(this.now());
    if (there.date === today.date) {
      return this.words.say('time.today', there);
    }
    return this.words.say(there.date === this.dateAfter(today.date) ? 'time.tomorrow' : 'time.date', there);
  }

  // The next date: days of 23 and of 25 hours have one too.
  dateAfter(date) {
    let time = this.now();
    while (this.at(time).date === date) time += HOUR;
    return this.at(time).date;
  }

  // such as 3月5日 0:00
  date(seconds) {
    return this.words.say('time.date', this.at(seconds));
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
}

function byName(lang, zone) {
  const english = lang === 'en';
  const format = new Intl.DateTimeFormat(english ? 'en-GB' : 'zh-CN', {
    timeZone: zone, year: 'numeric', month: english ? 'short' : 'numeric', day: 'numeric',
    hour: 'numeric', minute: '2-digit', hourCycle: 'h23',
  });
  return (seconds) => {
    const part = {};
    for (const { type, value } of format.formatToParts(new Date(seconds * 1000))) {
      part[type] = value;
    }
    return {
      month: part.month.replace('月', ''),
      day: part.day,
      time: `${Number(part.hour)}:${part.minute}`,
      date: `${part.year}-${part.month}-${part.day}`,
    };
  };
}

// offsets: [{from, seconds}], of which the last one that is not later holds
function byOffsets(words, offsets) {
  return (seconds) => {
    const { seconds: east } = [...offsets].reverse().find(({ from }) => from <= seconds) ?? offsets[0];
    const there = new Date((seconds + east) * 1000);
    return {
      month: words.say(`time.month${there.getUTCMonth() + 1}`),
      day: String(there.getUTCDate()),
      time: `${there.getUTCHours()}:${String(there.getUTCMinutes()).padStart(2, '0')}`,
      date: there.toISOString().slice(0, 10),
    };
  };
}
