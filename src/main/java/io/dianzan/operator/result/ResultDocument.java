package io.dianzan.operator.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.LifeCycle.State;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The closing document of a campaign whose result stands: read from the ledger, and the same bytes each time. */
public final class ResultDocument {
    private static final JsonMapper JSON = new JsonMapper();

    private final Pool pool;

    public ResultDocument(Pool pool) {
        this.pool = pool;
    }

    /** The forms it can have. */
    public enum Form {
        MARKDOWN,
        HTML,
        JSON
    }

    /** Fails with {@link NoResult} where the campaign is not final at {@code now}. */
    public Future<String> of(Campaign campaign, Instant now, Form form) {
        var state = campaign.lifeCycleAt(now).state();
        if (state != State.FINAL) {
            return Future.failedFuture(new NoResult("only a final campaign has a result; " + campaign.slug() + " is "
                    + state.name().toLowerCase(Locale.ROOT)));
        }
        return pool.withTransaction(transaction -> read(transaction, campaign, now))
                .map(result -> written(result, form));
    }

    private Future<Result> read(SqlConnection transaction, Campaign campaign, Instant now) {
        var life = campaign.lifeCycleAt(now);
        var rules = campaign.rulesAt(life.closes()).rules();
        var table = new ResultTable(transaction, campaign.id(), rules.zone());
        return table.begin().compose(begun -> table.finalEvent()).compose(event -> {
            var works = table.works();
            var rulings = table.rulings();
            var versions = table.rules(event.effective());
            var days = table.days(life.closes()).map(ResultDocument::fenced);
            var acts = table.acts(event.id());
            return Future.all(works, rulings, versions, days, acts)
                    .map(all -> new Result(
                            campaign.slug(),
                            rules.titleZh(),
                            rules.titleEn(),
                            rules.zone().getId(),
                            ResultTable.timeOf(life.opens(), rules.zone()),
                            ResultTable.timeOf(life.closes(), rules.zone()),
                            event.told(),
                            totals(works.result()),
                            works.result().stream()
                                    .filter(work -> work.rank() != null)
                                    .toList(),
                            works.result().stream()
                                    .filter(work -> work.rank() == null)
                                    .toList(),
                            rulings.result(),
                            versions.result(),
                            days.result(),
                            acts.result()));
        });
    }

    /** A result is of days that nothing enters any more. */
    private static List<Result.Day> fenced(List<Result.Day> days) {
        for (var day : days) {
            if (day.fenced() == null) {
                throw new NoResult("the day " + day.day() + " has no fence yet");
            }
        }
        return days;
    }

    private static Result.Totals totals(List<Result.Work> works) {
        long raw = 0;
        long held = 0;
        long voided = 0;
        long merged = 0;
        long valid = 0;
        for (var work : works) {
            raw += work.raw();
            held += work.held();
            voided += work.voided();
            merged += work.merged();
            valid += work.valid();
        }
        return new Result.Totals(raw, held, voided, merged, valid);
    }

    private static String written(Result result, Form form) {
        var data = json(result);
        var hash = sha256(data);
        return switch (form) {
            case MARKDOWN -> ResultPaper.write(result, hash, new MarkdownPaper());
            case HTML -> ResultPaper.write(result, hash, new HtmlPaper(result.titleZh()));
            // the third line alone is what the hash is of
            case JSON -> "{\"sha256\":\"" + hash + "\",\n\"data\":\n" + data + "\n}\n";
        };
    }

    private static String json(Result result) {
        try {
            return JSON.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
