package io.dianzan.sandbox;

/** What the next calls meet instead of, or before, their answer: an errcode (0: none), a delay in milliseconds. */
record PlannedFault(int times, int errcode, int delay) {
    static final PlannedFault NONE = new PlannedFault(0, 0, 0);

    PlannedFault rest() {
        return times > 1 ? new PlannedFault(times - 1, errcode, delay) : NONE;
    }
}
