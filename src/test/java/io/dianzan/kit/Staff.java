package io.dianzan.kit;

import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Somebody who is logged in at the console of a site, in a given role; forms are sent as the console's own pages do. */
public final class Staff {
    private static final Pattern TOKEN = Pattern.compile("<meta name=\"form-token\" content=\"([^\"]+)\">");

    private final RunningServer server;
    private final String token;
    private final String name;

    private Staff(RunningServer server, String name, String token) {
        this.server = server;
        this.name = name;
        this.token = token;
    }

    /** {@code role}: viewer, auditor or operator; a session is put into the site's database. */
    public static Staff of(TestSite site, RunningServer server, String role) {
        return of(site, server, role, "test-" + role);
    }

    public static Staff of(TestSite site, RunningServer server, String role, String name) {
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        site.execute("INSERT INTO operator_session (token_hash, name, role, seen_at, ends_at) VALUES ('\\x"
                + hash(token) + "', '" + name + "', '" + role
                + "', clock_timestamp(), clock_timestamp() + interval '1 hour')");
        return new Staff(server, name, token);
    }

    public String name() {
        return name;
    }

    /** The name and value of his cookie. */
    public String cookie() {
        return "operator=" + token;
    }

    /** The secret in it, for a browser. */
    public String token() {
        return token;
    }

    /** The console's own port. */
    public int port() {
        return server.managementPort();
    }

    /** A page, as a browser asks for it. */
    public RawHttp.Answer page(String path) {
        return send(ask(HttpMethod.GET.name(), path).header("Accept", "text/html"));
    }

    /** The same without a browser's wish for a page: refusals are problem documents. */
    public RawHttp.Answer get(String path) {
        return send(ask(HttpMethod.GET.name(), path));
    }

    /** A form as one of our own pages sends it; {@code form} such as {@code reason=x&to=y}, encoded already. */
    public RawHttp.Answer post(String path, String form) {
        var fields = (form.isEmpty() ? "" : form + "&") + "token=" + formToken();
        return send(ask(HttpMethod.POST.name(), path)
                .header("Origin", "http://127.0.0.1:" + port())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(fields));
    }

    /** A token for a form, out of a page of the console. */
    public String formToken() {
        var page = page("/operator/nowhere").body();
        var found = TOKEN.matcher(page);
        if (!found.find()) {
            throw new AssertionError("no form token in " + page);
        }
        return found.group(1);
    }

    /** A request of his that is not sent yet. */
    public Ask ask(String method, String path) {
        return new Ask(method, path).header("Host", "127.0.0.1:" + port()).header("Cookie", cookie());
    }

    public RawHttp.Answer send(Ask ask) {
        return ask.of(port());
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
