// The thumb in its states; it says that it was tapped, and nothing else.
Component({
  options: { styleIsolation: 'apply-shared' },
  // thumb: {state, label, spoken}
  properties: { thumb: Object, number: String, wide: Boolean },
  methods: {
    tapped() {
      this.triggerEvent('vote', { number: this.data.number });
    },
  },
});
