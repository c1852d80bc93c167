package io.dianzan.sandbox.wxa;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.sandbox.SandboxApp.Kind;
import io.dianzan.sandbox.token.AppTokens;
import io.dianzan.sandbox.wire.Answer;
import io.dianzan.sandbox.wire.Asked;
import io.dianzan.sandbox.world.Quota;
import io.dianzan.sandbox.world.WechatError;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code POST /wxa/getwxacodeunlimit}: a picture, here an ordinary QR code of an address in the sandbox, which tells what
 * a phone would open. (WeChat's document of it.)
 */
public final class MiniProgramCodes {
    /** Where the sandbox shows what an address of such a code means. */
    public static final String OPEN = "/__sandbox/open";

    private static final List<String> VERSIONS = List.of("release", "trial", "develop");
    private static final int USUAL_WIDTH = 430;
    private static final int LEAST_WIDTH = 280;
    private static final int MOST_WIDTH = 1280;

    private final Vertx vertx;
    private final AppTokens tokens;
    private final Pages pages;
    private final Quota perMinute;
    private final Supplier<String> address;

    /** {@code address}: of the sandbox; {@code perMinute}: 5000 pictures. */
    public MiniProgramCodes(Vertx vertx, AppTokens tokens, Pages pages, Quota perMinute, Supplier<String> address) {
        this.vertx = vertx;
        this.tokens = tokens;
        this.pages = pages;
        this.perMinute = perMinute;
        this.address = address;
    }

    public Future<Answer> picture(Asked asked) {
        var appid = tokens.appOf(asked, Kind.MINI_PROGRAM).appid();
        var order = asked.body(Order.class);
        check(order);
        if (!perMinute.take(appid)) {
            throw new WechatError(45009, "reach max api minute quota limit");
        }
        var text = address.get() + OPEN + "?appid=" + encoded(appid) + "&page=" + encoded(order.pageOrHome())
                + "&scene=" + encoded(order.scene());
        var qr = new Qr(text, order.widthOrUsual(), order.transparent());
        return vertx.executeBlocking(qr::bytes).map(bytes -> Answer.image(qr.type(), bytes));
    }

    /** What a phone would open that scanned such a code: the page gets the scene URL-encoded. */
    public static Entry opened(String appid, String page, String scene) {
        return new Entry(appid, page, "scene=" + encoded(scene), Entry.CODE_SCANNED);
    }

    private void check(Order order) {
        if (!Pages.isScene(order.scene())) {
            throw new WechatError(40169, "invalid length for scene, or the data is not json string");
        }
        var page = order.pageOrHome();
        if (page.startsWith("/") || !Pages.isPage(page) || (order.isChecked() && !pages.isReleased(page))) {
            throw new WechatError(41030, "invalid page");
        }
        var width = order.widthOrUsual();
        if (width < LEAST_WIDTH || width > MOST_WIDTH || !VERSIONS.contains(order.versionOrRelease())) {
            throw new WechatError(40097, "invalid args");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private record Order(
            @JsonProperty String scene,
            @JsonProperty String page,
            @JsonProperty("check_path") Boolean checkPath,
            @JsonProperty("env_version") String version,
            @JsonProperty Integer width,
            @JsonProperty("is_hyaline") boolean transparent) {
        String pageOrHome() {
            return page == null ? "" : page;
        }

        boolean isChecked() {
            return checkPath == null || checkPath;
        }

        String versionOrRelease() {
            return version == null ? VERSIONS.get(0) : version;
        }

        int widthOrUsual() {
            return width == null ? USUAL_WIDTH : width;
        }
    }
}
