package io.dianzan.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dianzan.config.ServerConfig;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.kit.TestClock;
import io.dianzan.kit.TestKeys;
import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One table of tokens: what is ours passes, what is ours and old is told so, all else is nobody. */
class TokensTest {
    private static final long NOW = 1_708_992_000L; // 2024-02-27T00:00:00Z
    private static final long LATER = NOW + 3600;
    private static final byte[] KEY = TestKeys.key("k1").bytes();
    private static final byte[] OTHER_KEY = TestKeys.key("k9").bytes();
    private static final String HEADER = "{\"typ\":\"vote+jwt\",\"kid\":\"k1\",\"alg\":\"HS256\"}";
    private static final String PAYLOAD = payload("dianzan", "\"vote\"", LATER);

    private final TestClock clock = new TestClock("2024-02-27T00:00:00Z");
    private final Tokens tokens = new Tokens(
            TestKeys.ring("k1"), new ServerConfig.Tokens("dianzan", Duration.ofDays(7), null), clock, () -> "k1");

    @Test
    void an_issued_token_names_its_voter_and_epoch_and_when_it_ends() {
        var issued = tokens.issue(new VoterToken(42, 3, "mini-program", false));

        assertThat(tokens.verify(issued.token())).isEqualTo(new VoterToken(42, 3, "mini-program", false));
        assertThat(issued.expires()).isEqualTo(NOW + 7 * 24 * 3600);
        assertThat(issued.toString()).doesNotContain(issued.token());
    }

    @Test
    void an_issued_token_has_the_header_and_claims_of_the_contract() {
        var parts = tokens.issue(new VoterToken(42, 3, "mini-program", false))
                .token()
                .split("\\.");

        assertThat(decoded(parts[0])).isEqualTo(HEADER);
        assertThat(decoded(parts[1]))
                .isEqualTo(
                        "{\"iss\":\"dianzan\",\"aud\":[\"vote\"],\"sub\":\"42\",\"ep\":3,\"ch\":\"mini-program\",\"iat\":"
                                + NOW + ",\"exp\":" + (NOW + 7 * 24 * 3600) + "}");
    }

    @Test
    void a_token_ends_with_its_lifetime_and_not_before() {
        var issued = tokens.issue(new VoterToken(42, 0, "mini-program", false)).token();
        clock.forward(Duration.ofDays(7).minusSeconds(1));
        assertThat(tokens.verify(issued).voter()).isEqualTo(42);

        clock.forward(Duration.ofSeconds(2));
        assertThat(refusalOf(issued)).isEqualTo(Refusal.TOKEN_EXPIRED);
    }

    @Test
    void a_new_key_makes_tokens_and_the_old_one_still_verifies() {
        var settings = new ServerConfig.Tokens("dianzan", Duration.ofDays(7), null);
        var rotated = new Tokens(TestKeys.ring("k2", "k1"), settings, clock, () -> "k2");
        var old = tokens.issue(new VoterToken(42, 0, "mini-program", false)).token();

        assertThat(rotated.verify(old).voter()).isEqualTo(42);
        assertThat(decoded(rotated.issue(new VoterToken(42, 0, "mini-program", false))
                        .token()
                        .split("\\.")[0]))
                .contains("k2");
        assertThat(refusalOf(rotated.issue(new VoterToken(42, 0, "mini-program", false))
                        .token()))
                .isEqualTo(Refusal.LOGIN_REQUIRED);
    }

    @Test
    void a_hand_made_token_with_our_key_passes_so_that_the_table_below_fails_for_its_own_reasons() {
        assertThat(tokens.verify(Forged.signed(HEADER, PAYLOAD, "HmacSHA256", KEY)))
                .isEqualTo(new VoterToken(42, 0, "mini-program", false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void a_token_that_is_not_ours_is_nobody(String what, String token) {
        assertThat(refusalOf(token)).isEqualTo(Refusal.LOGIN_REQUIRED);
    }

    static Stream<Arguments> forgeries() {
        var table = new LinkedHashMap<String, String>();
        table.put("empty", "");
        table.put("blank", "   ");
        table.put("garbage", "garbage");
        table.put("dots only", "..");
        table.put("three words", "a.b.c");
        table.put("not ASCII", "点赞.点赞.点赞");
        table.put("too long", HEADER.repeat(100));
        table.put("no JSON", Forged.signed("[]", "\"x\"", "HmacSHA256", KEY));
        table.put("alg none, unsigned", Forged.unsigned(header("vote+jwt", "k1", "none"), PAYLOAD));
        table.put("alg None, unsigned", Forged.unsigned(header("vote+jwt", "k1", "None"), PAYLOAD));
        table.put("alg HS256, unsigned", Forged.unsigned(HEADER, PAYLOAD));
        table.put("alg none, signed", hs256(header("vote+jwt", "k1", "none"), PAYLOAD));
        table.put(
                "alg HS512 with our key", Forged.signed(header("vote+jwt", "k1", "HS512"), PAYLOAD, "HmacSHA512", KEY));
        table.put("alg RS256 with our key", hs256(header("vote+jwt", "k1", "RS256"), PAYLOAD));
        table.put("another key under our kid", Forged.signed(HEADER, PAYLOAD, "HmacSHA256", OTHER_KEY));
        table.put(
                "another key under its own kid",
                Forged.signed(header("vote+jwt", "k9", "HS256"), PAYLOAD, "HmacSHA256", OTHER_KEY));
        table.put("our key under an unknown kid", hs256(header("vote+jwt", "k9", "HS256"), PAYLOAD));
        table.put("no kid", hs256("{\"typ\":\"vote+jwt\",\"alg\":\"HS256\"}", PAYLOAD));
        table.put("a kid that is a path", hs256(header("vote+jwt", "../../k1", "HS256"), PAYLOAD));
        table.put("typ JWT", hs256(header("JWT", "k1", "HS256"), PAYLOAD));
        table.put("typ in capitals", hs256(header("VOTE+JWT", "k1", "HS256"), PAYLOAD));
        table.put("typ of a receipt", hs256(header("receipt+jwt", "k1", "HS256"), PAYLOAD));
        table.put("no typ", hs256("{\"kid\":\"k1\",\"alg\":\"HS256\"}", PAYLOAD));
        table.put("a foreign issuer", hs256(HEADER, payload("elsewhere", "\"vote\"", LATER)));
        table.put("another audience", hs256(HEADER, payload("dianzan", "\"operator\"", LATER)));
        table.put(
                "no audience",
                hs256(
                        HEADER,
                        "{\"iss\":\"dianzan\",\"sub\":\"42\",\"ep\":0,\"ch\":\"mini-program\",\"exp\":" + LATER + "}"));
        table.put(
                "no end",
                hs256(HEADER, "{\"iss\":\"dianzan\",\"aud\":\"vote\",\"sub\":\"42\",\"ep\":0,\"ch\":\"page\"}"));
        table.put(
                "no voter",
                hs256(
                        HEADER,
                        "{\"iss\":\"dianzan\",\"aud\":\"vote\",\"ep\":0,\"ch\":\"mini-program\",\"exp\":" + LATER
                                + "}"));
        table.put("no channel", hs256(HEADER, PAYLOAD.replace("\"ch\":\"mini-program\",", "")));
        table.put("no epoch", hs256(HEADER, PAYLOAD.replace("\"ep\":0,", "")));
        table.put("a voter that is no number", hs256(HEADER, PAYLOAD.replace("\"42\"", "\"admin\"")));
        table.put("an epoch that is no number", hs256(HEADER, PAYLOAD.replace("\"ep\":0", "\"ep\":\"x\"")));
        table.put(
                "an expired token of another type",
                hs256(header("JWT", "k1", "HS256"), payload("dianzan", "\"vote\"", 1)));
        table.put(
                "an expired token of another key",
                Forged.signed(HEADER, payload("dianzan", "\"vote\"", 1), "HmacSHA256", OTHER_KEY));
        table.put("a tampered payload", tampered());
        table.put("a tampered signature", hs256(HEADER, PAYLOAD).replaceAll(".{4}$", "AAAA"));
        table.put("something behind it", hs256(HEADER, PAYLOAD) + ".x");
        table.put("a critical extension", hs256(HEADER.replace("}", ",\"crit\":[\"x\"],\"x\":1}"), PAYLOAD));
        table.put("compressed", compressed());
        table.put("encrypted", encrypted());
        return table.entrySet().stream().map(row -> Arguments.of(row.getKey(), row.getValue()));
    }

    private Refusal refusalOf(String token) {
        return catchThrowableOfType(Refused.class, () -> tokens.verify(token)).reason();
    }

    private static String hs256(String header, String payload) {
        return Forged.signed(header, payload, "HmacSHA256", KEY);
    }

    private static String header(String type, String kid, String algorithm) {
        return "{\"typ\":\"" + type + "\",\"kid\":\"" + kid + "\",\"alg\":\"" + algorithm + "\"}";
    }

    private static String payload(String issuer, String audience, long ends) {
        return "{\"iss\":\"" + issuer + "\",\"aud\":" + audience
                + ",\"sub\":\"42\",\"ep\":0,\"ch\":\"mini-program\",\"exp\":" + ends + "}";
    }

    private static String tampered() {
        var parts = hs256(HEADER, PAYLOAD).split("\\.");
        var other = PAYLOAD.replace("\"42\"", "\"43\"");
        return parts[0] + "." + Forged.base64(other.getBytes(StandardCharsets.UTF_8)) + "." + parts[2];
    }

    private static String compressed() {
        return Jwts.builder()
                .header()
                .add(Map.of("typ", "vote+jwt", "kid", "k1"))
                .and()
                .claims(Map.of("iss", "dianzan", "aud", "vote", "sub", "42", "ep", 0, "ch", "mini-program"))
                .expiration(new Date(LATER * 1000))
                .compressWith(Jwts.ZIP.DEF)
                .signWith(new SecretKeySpec(KEY, "HmacSHA256"), Jwts.SIG.HS256)
                .compact();
    }

    private static String encrypted() {
        return Jwts.builder()
                .header()
                .add(Map.of("typ", "vote+jwt", "kid", "k1"))
                .and()
                .claims(Map.of("iss", "dianzan", "aud", "vote", "sub", "42", "ep", 0, "ch", "mini-program"))
                .expiration(new Date(LATER * 1000))
                .encryptWith(new SecretKeySpec(KEY, "AES"), Jwts.ENC.A128CBC_HS256)
                .compact();
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
