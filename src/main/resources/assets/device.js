// What a browser lends to taps: names, time and storage.

export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// Until the time is over or the network is back.
export function pause(ms) {
  return new Promise((over) => {
    setTimeout(over, ms);
    addEventListener('online', over, { once: true });
  });
}

// What a private window refuses to store lives as long as the page.
export function storeOf(prefix) {
  const held = new Map();
  return {
    all() {
      try {
        const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
        return [...names.map((name) => localStorage.getItem(name)), ...held.values()];
      } catch {
        return [...held.values()];
      }
    },
    set(name, text) {
      held.delete(name);
      try {
        if (text === null) localStorage.removeItem(prefix + name);
        else localStorage.setItem(prefix + name, text);
      } catch {
        // full, or forbidden
        if (text !== null) held.set(name, text);
      }
    },
  };
}
