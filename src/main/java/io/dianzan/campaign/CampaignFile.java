package io.dianzan.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dianzan.campaign.Results.Show;
import io.dianzan.config.Problems;
import io.dianzan.config.Settings;
import io.dianzan.config.SettingsFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the text of a campaign's file into its {@link Rules}. */
public final class CampaignFile {
    private static final Duration DELAY = Duration.ofMinutes(5);
    private static final int ROUNDED_TO = 100;
    private static final int FOUR_EYES = 100;

    private static final ObjectMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final Settings settings;

    private CampaignFile(Settings settings) {
        this.settings = settings;
    }

    /** Parses {@code text}; {@code name} stands in the messages, all of which go to {@code problems}. */
    public static Rules parse(String name, String text, Problems problems) {
        var settings = SettingsFile.parse(name, text, Map.of(), problems);
        var rules = new CampaignFile(settings).rules();
        settings.done();
        return rules;
    }

    /** The line on which a key such as {@code votes.perDay} stands, or where it would; 0 where the text has none. */
    static int lineOf(String text, String key) {
        var settings = SettingsFile.parse("", text, Map.of(), new Problems());
        var names = key.split("\\.");
        for (int i = 0; i < names.length - 1 && settings.has(names[i]); i++) {
            settings = settings.section(names[i]);
        }
        return settings.lineOf(names[names.length - 1]);
    }

    /** A hash of what the text says: another comment, or another order of keys, is no other version. */
    public static byte[] hashOf(String text) {
        try {
            var meaning = new Load(LoadSettings.builder().build()).loadFromString(text);
            return MessageDigest.getInstance("SHA-256").digest(SORTED.writeValueAsBytes(meaning));
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Rules rules() {
        var slug = settings.text("slug");
        if (!slug.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            settings.problem("slug", "expected 1 to 40 lower-case letters, digits and hyphens");
        }
        var title = settings.section("title");
        var zone = settings.<ZoneId>read("zone", ZoneOffset.UTC, "a time zone such as Asia/Shanghai", ZoneId::of);
        var opens = instant("opens", zone);
        var closes = instant("closes", zone);
        if (opens != null && closes != null && !opens.isBefore(closes)) {
            settings.problem("closes", "must be after opens");
        }
        var votes = VotesSection.of(settings.section("votes"));
        var channels = settings.list("channels");
        if (channels != null && channels.isEmpty()) {
            settings.problem("channels", "expected at least one way to log in, such as [mini-program]");
        }
        if (channels != null && Set.copyOf(channels).size() < channels.size()) {
            settings.problem("channels", "expected each way to log in once");
        }
        var change = settings.section("change");
        var titleZh = title.text("zh");
        return new Rules(
                slug,
                titleZh,
                title.text("en", titleZh),
                zone,
                settings.read("dayStarts", LocalTime.MIDNIGHT, "a time of day such as \"05:00\"", LocalTime::parse),
                opens,
                closes,
                votes.perDay(),
                votes.sameWork(),
                votes.quotas(),
                channels == null ? List.of("mini-program") : channels,
                LimitsSection.of(settings.section("limits")),
                results(settings.section("results")),
                settings.flag("onePerson", true),
                settings.number("fourEyes", FOUR_EYES, 0, 1_000_000),
                change.text("by", null),
                change.text("reason", null));
    }

    /** Local times of the campaign's zone, as the border of a day is. */
    private Instant instant(String key, ZoneId zone) {
        return settings.read(key, null, "a local time such as 2024-02-27T00:00", text -> LocalDateTime.parse(text)
                .atZone(zone)
                .toInstant());
    }

    private static Results results(Settings results) {
        var show = results.read("show", Show.LIVE, "one of live, delayed, rounded, hidden", Show::of);
        var by = results.duration("by", DELAY);
        var to = results.number("to", ROUNDED_TO, 2, 1_000_000);
        if (by.compareTo(Duration.ofMinutes(1)) < 0 || by.compareTo(Duration.ofDays(1)) > 0) {
            results.problem("by", "must be between 1m and 1d");
        }
        if (show != Show.DELAYED && results.has("by")) {
            results.problem("by", "stands only beside show: delayed");
        }
        if (show != Show.ROUNDED && results.has("to")) {
            results.problem("to", "stands only beside show: rounded");
        }
        return new Results(show, show == Show.DELAYED ? by : Duration.ZERO, show == Show.ROUNDED ? to : 1);
    }
}
