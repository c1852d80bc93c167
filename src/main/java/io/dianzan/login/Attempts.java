package io.dianzan.login;

import io.dianzan.fault.Refusal;
import io.dianzan.http.Cookies;
import io.dianzan.http.OwnSite;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** Logins under way in browsers: begun with fresh secrets that the browser keeps sealed, ended by who brings them back. */
public final class Attempts {
    /** One for each tab in which a login may be under way at once; a browser's cookies must fit into a request's head. */
    private static final List<String> COOKIES = List.of("login", "login2", "login3", "login4");

    /** The cookie with the version of the privacy text that was agreed to. */
    public static final String AGREED = "agreed";

    private static final Duration AGREEMENT = Duration.ofDays(180);

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    /** 190 bits; RFC 9700 asks for 128. */
    private static final int STATE_LENGTH = 32;
    /** 43 characters in base64url, the least that PKCE takes (RFC 7636, section 4.1). */
    private static final int SECRET_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final OwnSite site;
    private final Cookies cookies;
    private final AttemptSeal seal;
    private final SpentStates spent;

    public Attempts(OwnSite site, Cookies cookies, AttemptSeal seal, SpentStates spent) {
        this.site = site;
        this.cookies = cookies;
        this.seal = seal;
        this.spent = spent;
    }

    /** Where this login can be begun, if not here; else null. */
    String elsewhere(RoutingContext ctx) {
        return site.atHome(ctx.request());
    }

    Attempt begin(String provider, String to, int agreed) {
        return begin(provider, "/v1/login/" + provider + "/callback", to, agreed);
    }

    /** Where the provider sends the browser back to another {@code callback}, a path of the site. */
    public Attempt begin(String provider, String callback, String to, int agreed) {
        var redirectUri = site.url() + callback;
        return new Attempt(provider, state(), secret(), secret(), redirectUri, to, agreed);
    }

    /** Gives it to the browser, where all places are taken in that of an earlier one; so not before it can be sent on. */
    public void keep(RoutingContext ctx, Attempt attempt) {
        var free =
                COOKIES.stream().filter(name -> cookies.get(ctx, name) == null).findFirst();
        var name = free.orElseGet(() -> COOKIES.get(random.nextInt(COOKIES.size())));
        cookies.set(ctx, name, seal.seal(attempt), AttemptSeal.LIFE);
    }

    /** The attempt that this browser began with this provider and this state; fails with {@code state-invalid}. */
    public Attempt resume(RoutingContext ctx, String provider, String state) {
        return COOKIES.stream()
                .map(name -> cookies.get(ctx, name))
                .filter(Objects::nonNull)
                .flatMap(kept -> seal.open(kept).stream())
                .filter(attempt -> attempt.provider().equals(provider))
                .filter(attempt -> state != null && same(attempt.state(), state))
                .findFirst()
                .orElseThrow(Refusal.STATE_INVALID::refused);
    }

    /** Who has agreed once is not asked again in this browser. */
    void remember(RoutingContext ctx, Attempt attempt) {
        if (attempt.agreed() > 0) {
            cookies.set(ctx, AGREED, Integer.toString(attempt.agreed()), AGREEMENT);
        }
    }

    /** The cookie stays, for a second callback with the same code; the state is spent. */
    Future<Void> spend(Attempt attempt, String code) {
        return spent.spend(attempt.state(), code);
    }

    private static boolean same(String ours, String theirs) {
        return MessageDigest.isEqual(ours.getBytes(StandardCharsets.UTF_8), theirs.getBytes(StandardCharsets.UTF_8));
    }

    private String state() {
        var text = new StringBuilder();
        for (int i = 0; i < STATE_LENGTH; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private String secret() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
