package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.KeyRing;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.dianzan.kit.Web;
import io.jsonwebtoken.Jwts;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server says to those who send what it does not take; it goes on after each of them. */
class RefusalsIT {
    private static final TestSite SITE = new TestSite().campaign("one", "perDay: 1");
    private static final Vertx VERTX = Vertx.vertx();
    private static final String VOTES = "/v1/campaigns/one/works/0001/votes";
    private static RunningServer server;
    private static Web web;
    private static Phone phone;
    private static KeyRing keys;

    @BeforeAll
    static void start() throws IOException {
        server = SITE.server();
        web = new Web(VERTX, server.port());
        phone = Phone.login(Phone.connections(VERTX, 2), server, "me");
        keys = KeyRing.read(SITE.folder().resolve("data/keys/tokens"));
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
        SITE.close();
    }

    /** Tokens that are not ours, or not any more; each differs from a good one in one thing. */
    enum Token {
        NONE,
        GARBAGE,
        ALG_NONE,
        OTHER_KEY,
        OTHER_KEY_ID,
        OTHER_TYPE,
        OTHER_AUDIENCE,
        OTHER_ISSUER,
        OTHER_ALGORITHM,
        TAMPERED,
        EXPIRED;

        String header() {
            return this == NONE ? null : "Bearer " + token();
        }

        private String token() {
            return switch (this) {
                case NONE, GARBAGE -> "x.y.z";
                case ALG_NONE -> encoded("{\"alg\":\"none\",\"typ\":\"vote+jwt\"}") + "." + payload() + ".";
                case TAMPERED -> phone.token().replaceFirst("\\.[^.]+\\.", "." + payload() + ".");
                default -> signed();
            };
        }

        private String signed() {
            var own = keys.newest();
            var bytes = this == OTHER_KEY ? new byte[64] : Arrays.copyOf(own.bytes(), 64);
            var long512 = this == OTHER_ALGORITHM;
            var secret = long512 || this == OTHER_KEY ? bytes : own.bytes();
            return Jwts.builder()
                    .header()
                    .type(this == OTHER_TYPE ? "JWT" : "vote+jwt")
                    .keyId(this == OTHER_KEY_ID ? "k9" : own.name())
                    .and()
                    .issuer(this == OTHER_ISSUER ? "somebody" : "dianzan")
                    .audience()
                    .add(this == OTHER_AUDIENCE ? "operators" : "vote")
                    .and()
                    .subject("1")
                    .claim("ep", 0)
                    .expiration(new Date(System.currentTimeMillis() + (this == EXPIRED ? -60_000 : 60_000)))
                    .signWith(
                            new SecretKeySpec(secret, long512 ? "HmacSHA512" : "HmacSHA256"),
                            long512 ? Jwts.SIG.HS512 : Jwts.SIG.HS256)
                    .compact();
        }

        private static String payload() {
            return encoded("{\"iss\":\"dianzan\",\"aud\":[\"vote\"],\"sub\":\"1\",\"ep\":0,\"exp\":9999999999}");
        }

        private static String encoded(String text) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatIsNotOursIsRefused(Token token) {
        var answer = web.post(VOTES, "", token.header());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo(token == Token.EXPIRED ? "token-expired" : "login-required");
        assertThat(web.get("/v1/campaigns/one/me", token.header()).status()).isEqualTo(401);
        assertThat(SITE.number("SELECT count(*) FROM ballot WHERE accepted_at IS NULL"))
                .isZero();
        assertGoesOn();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /v1/campaigns/nobody,                  404, campaign-unknown",
        "GET,    /v1/campaigns/nobody/works,            404, campaign-unknown",
        "GET,    /v1/campaigns/nobody/tally,            404, campaign-unknown",
        "GET,    /v1/campaigns/one/works/9999,          404, work-unknown",
        "GET,    /v1/campaigns/one/works?size=1000,     400, malformed",
        "GET,    /v1/campaigns/one/tally?since=morning, 400, malformed",
        "GET,    /nowhere,                              404, path-unknown",
        "POST,   /nowhere,                              404, path-unknown",
        "DELETE, /v1/campaigns/one,                     405, method",
        "POST,   /v1/login/nobody,                      404, provider-unknown",
    })
    void whatIsNotThereIsToldByItsName(String method, String path, int status, String code) {
        var answer = web.send(method, path, null, "");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertGoesOn();
    }

    @Test
    void anUnknownWorkOrCampaignTakesNoVote() {
        var bearer = "Bearer " + phone.token();
        assertThat(web.post("/v1/campaigns/one/works/9999/votes", "", bearer).code())
                .isEqualTo("work-unknown");
        assertThat(web.post("/v1/campaigns/nobody/works/0001/votes", "", bearer).code())
                .isEqualTo("campaign-unknown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"code\":            | body",
                "[1,2]                 | body",
                "\"text\"              | body",
                "~~                    | body",
                "{}                    | code",
                "{\"code\":null}       | code",
                "{\"code\":{\"a\":1}}  | body",
            })
    void brokenJsonIsMalformed(String body, String field) {
        var answer = web.post("/v1/login/wechat", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("malformed");
        assertThat(answer.json().getString("field")).isEqualTo(field);
        assertGoesOn();
    }

    @Test
    void aCodeThatNobodyIssuedIsInvalid() {
        assertThat(web.post("/v1/login/wechat", "{\"code\":\"abc\"}").code()).isEqualTo("code-invalid");
        assertThat(web.post("/v1/login/wechat", "{\"code\":\"a&appid=evil\"}").code())
                .isEqualTo("code-invalid");
    }

    @Test
    void aBodyThatIsTooLargeIsNotRead() {
        var answer = web.post("/v1/login/wechat", "{\"code\":\"" + "x".repeat(100_000) + "\"}");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("too-large");
        assertGoesOn();
    }

    @Test
    void nothingPrivateIsLogged() throws IOException {
        var log = Files.readString(SITE.folder().resolve("log"));
        assertThat(log).doesNotContain(phone.token()).doesNotContain("openid").doesNotContain("session_key");
    }

    private static void assertGoesOn() {
        assertThat(web.get("/v1/campaigns/one").status()).isEqualTo(200);
    }
}
