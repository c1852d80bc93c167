package io.dianzan.login.wechat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.fault.Refused;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a page hands to {@code wx.config} of WeChat's JS-SDK: a signature over its own address. Only addresses of our own
 * hosts are signed, for a page with our signature speaks in the account's name.
 */
public final class JsConfig {
    public static final int LONGEST_URL = 2_048;

    /** An address as {@code location.href} has it: ASCII, and no user in front of the host. */
    private static final Pattern PAGE =
            Pattern.compile("(?i:https?)://([A-Za-z0-9.-]+(?::[0-9]{1,5})?)(?:[/?][!-~]*)?");

    private final SecureRandom random = new SecureRandom();
    private final JsTicket ticket;
    private final String appid;
    private final Predicate<String> ours;
    private final Clock clock;

    /** {@code ours}: whether {@code host} or {@code host:port} is one; {@code clock} tells the time of day. */
    public JsConfig(JsTicket ticket, String appid, Predicate<String> ours, Clock clock) {
        this.ticket = ticket;
        this.appid = appid;
        this.ours = ours;
        this.clock = clock;
    }

    /** {@code timestamp} in epoch seconds. */
    public record Signed(
            @JsonProperty String appId,
            @JsonProperty long timestamp,
            @JsonProperty String nonceStr,
            @JsonProperty String signature) {}

    /** Refuses what is no address of our own as {@code malformed}; what follows a {@code #} is not signed. */
    public Future<Signed> sign(String url) {
        var page = pageOf(url);
        var nonce = nonce();
        var timestamp = clock.instant().getEpochSecond();
        return ticket.value()
                .map(value -> new Signed(appid, timestamp, nonce, signature(value, nonce, timestamp, page)));
    }

    private String pageOf(String url) {
        var fragment = url.indexOf('#');
        var page = fragment < 0 ? url : url.substring(0, fragment);
        var address = PAGE.matcher(page);
        if (page.length() > LONGEST_URL || !address.matches() || !ours.test(lowered(address.group(1)))) {
            throw Refused.malformed("url", "the address of a page of this site");
        }
        return page;
    }

    private static String lowered(String host) {
        return host.toLowerCase(Locale.ROOT);
    }

    private String nonce() {
        var bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The names in the order of their letters, the values raw (appendix 1 of WeChat's text on the JS-SDK). */
    static String signature(String ticket, String nonce, long timestamp, String url) {
        var text = "jsapi_ticket=" + ticket + "&noncestr=" + nonce + "&timestamp=" + timestamp + "&url=" + url;
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
