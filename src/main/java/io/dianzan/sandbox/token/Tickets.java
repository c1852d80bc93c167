package io.dianzan.sandbox.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.sandbox.SandboxApp.Kind;
import io.dianzan.sandbox.wire.Asked;
import io.dianzan.sandbox.world.Chance;
import io.dianzan.sandbox.world.Recent;
import io.dianzan.sandbox.world.WechatError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /cgi-bin/ticket/getticket}: what the signatures of pages are made with, the same while it is valid. */
public final class Tickets {
    private static final Duration LIFE = Duration.ofSeconds(7200);
    /** Kits take what ends within 200 seconds as ended, and would ask again at every call. */
    private static final Duration LEAST = Duration.ofSeconds(300);

    private static final int MOST_TICKETS = 1_000;
    private static final int TICKET_BYTES = 64;

    private final Map<String, Ticket> appidToLatest = new HashMap<>();
    private final Map<String, Ticket> nameToTicket = new Recent<>(MOST_TICKETS);
    private final AppTokens tokens;
    private final Clock clock;
    private final Chance chance;

    public Tickets(AppTokens tokens, Clock clock, Chance chance) {
        this.tokens = tokens;
        this.clock = clock;
        this.chance = chance;
    }

    public synchronized Object ticket(Asked asked) {
        var app = tokens.appOf(asked, Kind.OFFICIAL_ACCOUNT);
        if (!"jsapi".equals(asked.single("type"))) {
            throw new WechatError(40097, "invalid args: type");
        }
        var ticket = latest(app.appid());
        return new Body(
                0,
                "ok",
                ticket.name(),
                Duration.between(clock.instant(), ticket.ends()).toSeconds());
    }

    /** The tickets of an app by which a page may be signed now. */
    public synchronized List<String> valid(String appid) {
        return nameToTicket.values().stream()
                .filter(ticket ->
                        ticket.appid().equals(appid) && clock.instant().isBefore(ticket.ends()))
                .map(Ticket::name)
                .toList();
    }

    private Ticket latest(String appid) {
        var latest = appidToLatest.get(appid);
        if (latest == null || !clock.instant().plus(LEAST).isBefore(latest.ends())) {
            latest =
                    new Ticket(chance.name(TICKET_BYTES), appid, clock.instant().plus(LIFE));
            appidToLatest.put(appid, latest);
            nameToTicket.put(latest.name(), latest);
        }
        return latest;
    }

    private record Ticket(String name, String appid, Instant ends) {}

    private record Body(
            @JsonProperty int errcode,
            @JsonProperty String errmsg,
            @JsonProperty String ticket,
            @JsonProperty("expires_in") long seconds) {}
}
