package io.dianzan.ballot;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.CampaignDay;
import io.dianzan.campaign.CampaignFile;
import io.dianzan.catalogue.Work;
import io.dianzan.config.Problems;
import io.dianzan.http.Origin;
import io.dianzan.kit.TestPostgres;
import io.dianzan.login.VoterToken;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Taps of an always open campaign that stands in a database as a server would have made it. */
final class SampleTaps {
    private static final Origin ORIGIN = new Origin(new UUID(1, 2), 3);

    private final Campaign campaign;
    private final CampaignDay day;

    private SampleTaps(Campaign campaign, CampaignDay day) {
        this.campaign = campaign;
        this.day = day;
    }

    /** One vote a day. */
    static SampleTaps in(TestPostgres database) {
        return in(database, "perDay: 1");
    }

    static SampleTaps in(TestPostgres database, String votes) {
        var problems = new Problems();
        var text = "slug: sample\ntitle: {zh: 样}\nzone: Asia/Shanghai\nvotes: {" + votes + "}\n";
        var rules = CampaignFile.parse("sample", text, problems);
        problems.throwIfAny();
        var day = rules.calendar().day(rules.calendar().dateOf(Instant.now()));
        var id = (int) database.number(
                "INSERT INTO campaign (slug, created_at) VALUES ('sample', campaign_time()) RETURNING id");
        database.execute("SELECT open_day('" + day.date() + "')");
        database.execute("INSERT INTO campaign_day VALUES (" + id + ", '" + day.date() + "', '" + day.starts() + "', '"
                + day.ends() + "')");
        var versions = List.of(new Campaign.RulesVersion(1, Instant.EPOCH, rules));
        return new SampleTaps(new Campaign(id, "sample", 1, 1, versions, List.of(), List.of(day)), day);
    }

    LocalDate day() {
        return day.date();
    }

    /** A tap without a key, accepted now. */
    Tap of(long voter, int work) {
        return at(voter, work, Instant.now());
    }

    Tap at(long voter, int work, Instant acceptedAt) {
        return new Tap(
                campaign,
                work(work),
                new VoterToken(voter, 0, "mini-program", true),
                UUID.randomUUID(),
                false,
                null,
                day.date(),
                acceptedAt,
                System.nanoTime(),
                1,
                ORIGIN,
                null);
    }

    /** A tap with a name of its own, whose phone said which day it meant, or (dayless) did not. */
    Tap named(long voter, int work, UUID name, boolean dayless) {
        return new Tap(
                campaign,
                work(work),
                new VoterToken(voter, 0, "mini-program", true),
                name,
                true,
                dayless ? null : day.date(),
                day.date(),
                Instant.now(),
                System.nanoTime(),
                1,
                ORIGIN,
                null);
    }

    private static Work work(int id) {
        return new Work(id, "%04d".formatted(id), "t", "a", "c", null, null, null, null, null, null);
    }
}
