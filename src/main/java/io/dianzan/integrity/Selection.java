package io.dianzan.integrity;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Which ballots of a campaign: those that fit all that is not null. {@code voter}: of one person, whatever numbers he
 * had; {@code since} (inclusive) and {@code before} (exclusive) are of the time of acceptance; {@code address} and
 * {@code prefix} are keyed hashes in hex; {@code share} is a link's code.
 */
public record Selection(
        Long voter,
        String work,
        LocalDate day,
        Instant since,
        Instant before,
        String address,
        String prefix,
        String share) {
    public static final Selection NONE = new Selection(null, null, null, null, null, null, null, null);

    public static Selection ofVoter(long voter) {
        return new Selection(voter, null, null, null, null, null, null, null);
    }

    public static Selection ofWork(String number) {
        return new Selection(null, number, null, null, null, null, null, null);
    }

    /** Of this selection, what was accepted before an instant. */
    public Selection before(Instant instant) {
        var earlier = before == null || instant.isBefore(before) ? instant : before;
        return new Selection(voter, work, day, since, earlier, address, prefix, share);
    }

    /** A selection that names nothing would be every ballot there is; nobody rules on that by leaving a field empty. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** As the schema's functions read it and the audit keeps it. */
    JsonObject json() {
        var json = new JsonObject();
        put(json, "voter", voter);
        put(json, "work", work);
        put(json, "day", day);
        put(json, "since", since);
        put(json, "before", before);
        put(json, "address", address);
        put(json, "prefix", prefix);
        put(json, "share", share);
        return json;
    }

    static Selection of(JsonObject json) {
        var day = json.getString("day");
        return new Selection(
                json.getLong("voter"),
                json.getString("work"),
                day == null ? null : LocalDate.parse(day),
                json.getInstant("since"),
                json.getInstant("before"),
                json.getString("address"),
                json.getString("prefix"),
                json.getString("share"));
    }

    private static void put(JsonObject json, String key, Object value) {
        if (value != null) {
            json.put(key, value instanceof Long ? value : value.toString());
        }
    }
}
