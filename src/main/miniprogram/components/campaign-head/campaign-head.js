// A campaign's title, state, countdown, and the voter's votes of today.
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: { head: Object, compact: Boolean },
});
