package io.dianzan.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser without a screen: it keeps cookies, and goes where it is sent one step at a time. */
public final class Browser {
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    /** {@code location} is empty where the answer sends nowhere. */
    public record Page(int status, String location, String text) {}

    /** A cookie that this browser has from an earlier visit to {@code site}. */
    public Browser keeping(String site, String name, String value) {
        var cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        cookies.getCookieStore().add(URI.create(site), cookie);
        return this;
    }

    public Page open(String address) {
        return page(HttpRequest.newBuilder(URI.create(withoutFragment(address))).GET());
    }

    public Page submit(String address, Map<String, String> form) {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return page(HttpRequest.newBuilder(URI.create(withoutFragment(address)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Goes through the consent page of a sandbox as a person would; gives the token that the cookie holds. */
    public String login(String site, String provider, String user) {
        var consent = open(site + "/v1/login/" + provider + "?to=/c/demo").location();
        var back = submit(consent, Map.of("user", user, "decision", "approve")).location();
        var home = open(back);
        if (!home.location().equals("/c/demo")) {
            throw new AssertionError("not logged in: " + home);
        }
        return cookie("vote");
    }

    /** The value of a cookie, or null. */
    public String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(cookie -> cookie.getValue())
                .findFirst()
                .orElse(null);
    }

    private Page page(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Page(
                    response.statusCode(),
                    response.headers().firstValue("Location").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static String withoutFragment(String address) {
        return address.split("#")[0];
    }
}
