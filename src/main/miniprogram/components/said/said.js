const SHOWN = 7000;

// One sentence over the page, spoken too; with an act where there is one to be done.
Component({
  options: { styleIsolation: 'apply-shared' },
  // said: {text, mood, act}, or null; raised: above the bar at the bottom
  properties: { said: Object, raised: Boolean },
  observers: {
    said(said) {
      clearTimeout(this.timer);
      if (said && !said.act) {
        this.timer = setTimeout(() => this.triggerEvent('hush'), SHOWN);
      }
    },
  },
  lifetimes: {
    detached() {
      clearTimeout(this.timer);
    },
  },
  methods: {
    act() {
      this.triggerEvent('act');
    },
  },
});
