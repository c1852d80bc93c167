package io.dianzan.login.wechat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.config.ServerConfig.Wechat;
import io.dianzan.login.Deadline;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Ways into the mini-program from elsewhere: links for other browsers, and pictures for WeChat to scan. */
public final class MiniProgram {
    /** How long a link is asked for; WeChat gives none for more than 30 days. */
    public static final Duration LINK_LIFE = Duration.ofDays(29);

    private static final String LINK_PATH = "/wxa/generate_urllink";
    private static final String CODE_PATH = "/wxa/getwxacodeunlimit";
    private static final int BY_INTERVAL = 1;
    private static final String RELEASE = "release";
    /** Of what may follow a finished link as {@code cq}, encoded (WeChat's page on URL links). */
    private static final int LONGEST_QUERY = 256;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** It draws. */
    private static final Duration PICTURE_PATIENCE = Duration.ofSeconds(4);

    private static final Pattern LINK = Pattern.compile("https?://[!-~&&[^\"<>#?\\\\^`{|}]]{1,500}");

    private final WechatApi api;
    private final AppToken token;
    private final String page;
    private final boolean released;

    /** {@code released}: its page must be in the version that people have, as in production. */
    public MiniProgram(WechatApi api, AppToken token, Wechat settings, boolean released) {
        this.api = api;
        this.token = token;
        this.page = settings.page();
        this.released = released;
    }

    /** A link that opens the mini-program from any browser of a phone, for {@link #LINK_LIFE}. */
    public Future<String> link() {
        var order = new LinkOrder(page, "", BY_INTERVAL, (int) LINK_LIFE.toDays(), RELEASE);
        return token.use(value -> api.post(LINK_PATH, with(value), order, Link.class, Deadline.in(PATIENCE)))
                .compose(made -> {
                    if (made.errcode() != 0) {
                        return Future.failedFuture(api.down(LINK_PATH, made.errcode()));
                    }
                    return made.link() != null && LINK.matcher(made.link()).matches()
                            ? Future.succeededFuture(made.link())
                            : Future.failedFuture(api.down(LINK_PATH, "no link"));
                });
    }

    /** The picture that opens the mini-program with this scene: at most 32 letters and digits. */
    public Future<Buffer> code(String scene) {
        var order = new CodeOrder(scene, page, released, RELEASE);
        return token.use(value -> api.picture(CODE_PATH, with(value), order, Deadline.in(PICTURE_PATIENCE)))
                .compose(picture -> {
                    if (picture.errcode() != 0) {
                        return Future.failedFuture(api.down(CODE_PATH, picture.errcode()));
                    }
                    return picture.image() != null
                            ? Future.succeededFuture(picture.image())
                            : Future.failedFuture(api.down(CODE_PATH, "no picture"));
                });
    }

    /** The link for a page with this query, in its order; empty where WeChat would not take so much. */
    public static Optional<String> at(String link, Map<String, String> query) {
        var encoded = Escaped.text(Escaped.query(query));
        return encoded.length() > LONGEST_QUERY ? Optional.empty() : Optional.of(link + "?cq=" + encoded);
    }

    private static Map<String, String> with(String token) {
        return Map.of("access_token", token);
    }

    private record LinkOrder(
            @JsonProperty String path,
            @JsonProperty String query,
            @JsonProperty("expire_type") int type,
            @JsonProperty("expire_interval") int days,
            @JsonProperty("env_version") String version) {}

    private record Link(
            @JsonProperty int errcode,
            @JsonProperty("url_link") String link) implements WechatAnswer {}

    private record CodeOrder(
            @JsonProperty String scene,
            @JsonProperty String page,
            @JsonProperty("check_path") boolean checkPath,
            @JsonProperty("env_version") String version) {}
}
