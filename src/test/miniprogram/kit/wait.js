// Waits on a condition, never for a time.

'use strict';

async function eventually(what, holds, patience = 15000) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await holds();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${typeof what === 'function' ? what() : what}`);
    await new Promise((over) => setTimeout(over, 20));
  }
}

module.exports = { eventually };
