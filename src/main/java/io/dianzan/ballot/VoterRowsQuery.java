package io.dianzan.ballot;

import io.dianzan.ballot.VoterRows.Place;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * (The other day may be fenced, and hold the taps of who was merged into the voter since under his own number.) The one
 * query behind {@link VoterRows}: many voters' rows, each by the whole primary key. Two days are two look-ups:
 * with an OR, PostgreSQL 15 reads all that the campaign has.
 */
final class VoterRowsQuery {
    static final String SQL = """
            SELECT u.ord::integer, b.day, b.slot, b.work, b.tap, b.xmin::text::bigint AS transaction,
              CASE WHEN u.turns THEN (SELECT count(*)::integer FROM turn t
                WHERE t.campaign = u.campaign AND t.voter = u.voter) ELSE 0 END AS turns
            FROM unnest($1::integer[], $2::bigint[], $3::date[], $4::date[], $5::boolean[]) WITH ORDINALITY
              u(campaign, voter, day, other, turns, ord)
            LEFT JOIN LATERAL (
              SELECT x.day, x.slot, coalesce(x.work, x.for_work) AS work, x.tap, x.xmin
              FROM ballot x WHERE x.campaign = u.campaign AND x.voter = u.voter AND x.day = u.day
              UNION ALL
              SELECT x.day, x.slot, coalesce(x.work, x.for_work) AS work, x.tap, x.xmin FROM ballot x WHERE x.campaign = u.campaign
                AND x.voter = ANY (ARRAY(SELECT voters_of(u.voter))) AND x.day = u.other) b ON true
            ORDER BY u.ord, b.day, b.slot""";

    private VoterRowsQuery() {}

    static Tuple parameters(Collection<Place> places) {
        return Tuple.of(
                places.stream().map(Place::campaign).toArray(Integer[]::new),
                places.stream().map(Place::voter).toArray(Long[]::new),
                places.stream().map(Place::day).toArray(LocalDate[]::new),
                places.stream().map(Place::other).toArray(LocalDate[]::new),
                places.stream().map(Place::turns).toArray(Boolean[]::new));
    }

    static Map<Place, Past> pasts(List<Place> places, RowSet<Row> rows) {
        var placeToBallots = new HashMap<Place, List<Ballot>>();
        var placeToTurns = new HashMap<Place, Integer>();
        for (var row : rows) {
            var place = places.get(row.getInteger(0) - 1);
            placeToTurns.put(place, row.getInteger(6));
            var ballots = placeToBallots.computeIfAbsent(place, fresh -> new ArrayList<>());
            // a voter without a ballot has one row without one
            if (row.getLocalDate(1) != null) {
                ballots.add(new Ballot(
                        row.getLocalDate(1), row.getInteger(2), row.getInteger(3), row.getUUID(4), row.getLong(5)));
            }
        }
        var placeToPast = new HashMap<Place, Past>();
        places.forEach(place -> placeToPast.put(place, new Past(placeToBallots.get(place), placeToTurns.get(place))));
        return placeToPast;
    }
}
