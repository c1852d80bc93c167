package io.dianzan.sandbox.wxa;

import io.dianzan.sandbox.world.Chance;
import io.dianzan.sandbox.world.Quota;
import io.dianzan.sandbox.world.Recent;
import io.dianzan.sandbox.world.WechatError;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** The tickets of URL links and schemes, which share a daily quota, and what they open. */
public final class Links {
    private static final int PER_DAY = 500_000;
    private static final int MOST_LINKS = 10_000;
    private static final int TICKET_BYTES = 9;

    private final Map<String, Link> ticketToLink = new Recent<>(MOST_LINKS);
    private final Quota perDay;
    private final Clock clock;
    private final Chance chance;

    public Links(Clock clock, Chance chance) {
        this.perDay = new Quota(PER_DAY, Quota.DAY, clock);
        this.clock = clock;
        this.chance = chance;
    }

    Clock clock() {
        return clock;
    }

    synchronized String make(Entry entry, Instant ends) {
        if (!perDay.take(entry.appid())) {
            throw new WechatError(45009, "reach max api daily quota limit");
        }
        var ticket = chance.name(TICKET_BYTES);
        ticketToLink.put(ticket, new Link(entry, ends));
        return ticket;
    }

    /** Null where there is no such link, or no more. */
    public synchronized Entry opened(String ticket) {
        var link = ticketToLink.get(ticket);
        return link != null && clock.instant().isBefore(link.ends()) ? link.entry() : null;
    }

    private record Link(Entry entry, Instant ends) {}
}
