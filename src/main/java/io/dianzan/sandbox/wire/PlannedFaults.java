package io.dianzan.sandbox.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The faults that are ordered: one for each path and app, where "any" is a path and an app too. */
public final class PlannedFaults {
    /** What bare orders mean; the pages are not meant, for a person is before them. */
    private static final String PAGES = "/connect/";

    private final Map<Aim, PlannedFault> aimToFault = new HashMap<>();

    /** In the place of the one with the same aim; one of 0 times ends it. */
    public synchronized void order(PlannedFault fault) {
        var aim = new Aim(fault.path(), fault.appid());
        if (fault.times() == 0) {
            aimToFault.remove(aim);
        } else {
            aimToFault.put(aim, fault);
        }
    }

    /** The fault that a call meets, the one that names it most exactly; the call takes one of its times. */
    synchronized PlannedFault next(String path, String appid) {
        if (aimToFault.isEmpty()) {
            return PlannedFault.NONE;
        }
        return Stream.of(new Aim(path, appid), new Aim(path, null), new Aim(null, appid), new Aim(null, null))
                .filter(aim -> aim.path() != null || !path.startsWith(PAGES))
                .map(this::take)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(PlannedFault.NONE);
    }

    private PlannedFault take(Aim aim) {
        var fault = aimToFault.get(aim);
        if (fault != null) {
            aimToFault.computeIfPresent(aim, (same, old) -> old.rest());
        }
        return fault;
    }

    private record Aim(String path, String appid) {}
}
