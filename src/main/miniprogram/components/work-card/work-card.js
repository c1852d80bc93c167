// A work in the list. The thumb stands alone at its edge, so that nobody hits it by accident.
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: { work: Object, unit: String },
  methods: {
    open() {
      this.triggerEvent('open', { number: this.data.work.number });
    },
    vote({ detail }) {
      this.triggerEvent('vote', detail);
    },
  },
});
