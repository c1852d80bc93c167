package io.dianzan.sandbox.oauth;

import io.dianzan.sandbox.wire.Answer;
import io.dianzan.sandbox.wire.Asked;
import io.dianzan.sandbox.world.Apps;
import io.dianzan.sandbox.world.Codes;
import io.dianzan.sandbox.world.Codes.Purpose;
import io.dianzan.sandbox.world.Options;
import io.dianzan.sandbox.world.People;
import io.dianzan.sandbox.world.WechatError;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The pages on which a person lets a site know him: {@code /connect/oauth2/authorize} in WeChat's browser,
 * {@code /connect/qrconnect} on a desktop. Here the person also says who he is, and a cookie remembers it.
 */
public final class Consent {
    private static final String COOKIE = "sandbox_user";
    private static final String DEFAULT_USER = "visitor";
    private static final int LONGEST_NAME = 64;

    private final BiFunction<Asked, Apps, ConsentLink> reader;
    private final Apps apps;
    private final People people;
    private final Codes codes;
    private final Supplier<Options> options;

    private Consent(
            BiFunction<Asked, Apps, ConsentLink> reader,
            Apps apps,
            People people,
            Codes codes,
            Supplier<Options> options) {
        this.reader = reader;
        this.apps = apps;
        this.people = people;
        this.codes = codes;
        this.options = options;
    }

    public static Consent ofPage(Apps apps, People people, Codes codes, Supplier<Options> options) {
        return new Consent(ConsentLink::ofPage, apps, people, codes, options);
    }

    public static Consent ofDesktop(Apps apps, People people, Codes codes, Supplier<Options> options) {
        return new Consent(ConsentLink::ofDesktop, apps, people, codes, options);
    }

    /** Asks, or where there is nothing to ask sends the browser on at once. */
    public Answer ask(Asked asked) {
        var link = reader.apply(asked, apps);
        var user = rememberedUser(asked);
        return link.isSilent()
                ? sentBack(asked, link, user)
                : Answer.page(new ConsentPage(Words.of(asked)).question(link, user));
    }

    /** The form of the page: {@code user}, and the pressed button as {@code decision}. */
    public Answer decide(Asked asked) {
        var link = reader.apply(asked, apps);
        if (!asked.field("decision").equals("approve")) {
            return options.get().refusalReturns()
                    ? Answer.sentOn(link.backRefused())
                    : Answer.page(new ConsentPage(Words.of(asked)).refused());
        }
        var user = asked.field("user").strip();
        if (user.isEmpty() || user.length() > LONGEST_NAME) {
            throw new WechatError(0, "user: 1 to " + LONGEST_NAME + " characters");
        }
        asked.keep(Cookie.cookie(COOKIE, URLEncoder.encode(user, StandardCharsets.UTF_8))
                .setPath("/connect")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX));
        return sentBack(asked, link, user);
    }

    /** What a person reads where a link is wrong. */
    public static Answer error(WechatError error) {
        return Answer.page(error.errcode(), ConsentPage.error(error));
    }

    private Answer sentBack(Asked asked, ConsentLink link, String user) {
        var isSnapshot = !link.scope().equals(ConsentLink.LOGIN)
                && (link.forcedSnapshot() || people.person(user).snapshot());
        var purpose = new Purpose(link.app().appid(), user, link.scope(), isSnapshot);
        var address = link.back(codes.make(link.app(), purpose));
        return options.get().doubleCallback()
                ? Answer.page(new ConsentPage(Words.of(asked)).twice(address))
                : Answer.sentOn(address);
    }

    private static String rememberedUser(Asked asked) {
        var cookie = asked.cookie(COOKIE);
        if (cookie == null || cookie.isEmpty()) {
            return DEFAULT_USER;
        }
        try {
            var user = URLDecoder.decode(cookie, StandardCharsets.UTF_8);
            return user.length() <= LONGEST_NAME ? user : DEFAULT_USER;
        } catch (IllegalArgumentException e) {
            return DEFAULT_USER;
        }
    }
}
