package io.dianzan.sandbox.world;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How WeChat sees one user. {@code risky}: his login is blocked (40226); {@code snapshot}: pages meet only a virtual
 * account of his; {@code rank}: his risk; {@code unseen}: no visit of his is on record (61010); {@code unsafe}: the risk
 * service knows nothing of him (61080).
 */
public record Person(
        @JsonProperty boolean union,
        @JsonProperty boolean risky,
        @JsonProperty boolean snapshot,
        @JsonProperty boolean unseen,
        @JsonProperty boolean unsafe,
        @JsonProperty int rank,
        @JsonProperty String nickname) {
    static final Person ORDINARY = new Person(true, false, false, false, false, 0, null);

    /** What of a person is to change; what is null stays. */
    public record Change(
            @JsonProperty String user,
            @JsonProperty Boolean union,
            @JsonProperty Boolean risky,
            @JsonProperty Boolean snapshot,
            @JsonProperty Boolean unseen,
            @JsonProperty Boolean unsafe,
            @JsonProperty Integer rank,
            @JsonProperty String nickname) {}

    Person with(Change change) {
        return new Person(
                either(change.union(), union),
                either(change.risky(), risky),
                either(change.snapshot(), snapshot),
                either(change.unseen(), unseen),
                either(change.unsafe(), unsafe),
                either(change.rank(), rank),
                either(change.nickname(), nickname));
    }

    private static <T> T either(T changed, T old) {
        return changed == null ? old : changed;
    }
}
