package io.dianzan;

import io.dianzan.kit.Ask;
import io.dianzan.kit.RawHttp.Answer;
import io.vertx.core.json.JsonObject;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The part of {@link Provocations} that is about logging in. */
final class LoginProvocations {
    private static final int RISKY = 40226;
    private static final int TOO_OFTEN = 45011;
    private static final int SYSTEM_ERROR = 50001;

    private final Asks asks;
    private final ContractSite site;
    private final BiConsumer<String, Supplier<Answer>> ways;

    LoginProvocations(Asks asks, ContractSite site, BiConsumer<String, Supplier<Answer>> ways) {
        this.asks = asks;
        this.site = site;
        this.ways = ways;
        codes();
        starts();
        callbacks();
        refusedCallbacks();
    }

    private void on(String name, Supplier<Answer> way) {
        ways.accept(name, way);
    }

    private void on(String name, Ask ask) {
        on(name, () -> asks.send(ask));
    }

    private void codes() {
        on("login 200 token", () -> login(site.loginCode()));
        on("login 400 body", asks.of("login").body("{\"code\":"));
        on("login 400 code", asks.of("login").body("{}"));
        on("login 400 code-invalid", () -> login("nobody-made-this"));
        on("login 403 account-risky", () -> loginWith(RISKY));
        on("login 403 consent-required", () -> site.askedForConsent(asks.of("login")));
        on("login 404 provider-unknown", new Ask("POST", "/v1/login/nobody").body("{}"));
        on("login 409 code-used", () -> {
            var code = site.loginCode();
            site.spendLoginCode(code);
            return login(code);
        });
        on("login 429 too-fast", () -> loginWith(TOO_OFTEN));
        on("login 503 provider-down", () -> loginWith(SYSTEM_ERROR));
        on("login 503 busy", () -> site.damaged("voter", "53100", () -> login(site.loginCode())));
        on("login 500 internal", () -> site.damaged("voter", "P0001", () -> login(site.loginCode())));
    }

    private Answer login(String code) {
        return asks.send(
                asks.of("login").body(new JsonObject().put("code", code).encode()));
    }

    private Answer loginWith(int errcode) {
        var code = site.loginCode();
        site.orderFault(errcode);
        return login(code);
    }

    private void starts() {
        on("start 303", asks.of("start").query("to", "/c/demo?page=2"));
        on("start 400 to", asks.of("start").query("to", "//evil.example"));
        on("start 400 to-too-long", asks.of("start").query("to", "/" + "a".repeat(500)));
        on("start 400 privacy", asks.of("start").query("privacy", "-1"));
        on("start 404 provider-unknown", new Ask("GET", "/v1/login/nobody"));
        on("start 503 provider-down", new Ask("GET", "/v1/login/house"));
    }

    private void callbacks() {
        on("callback 303", () -> callback(site.pageCode()));
        on("callback 400 state-invalid", asks.of("callback"));
        on("callback 400 state", asks.of("callback").query("state", "a".repeat(501)));
        on("callback 400 code", asks.of("callback").query("code", "a".repeat(2_049)));
        on("callback 400 iss", asks.of("callback").query("iss", "a".repeat(501)));
        on("callback 400 code-invalid", () -> callback("nobody-made-this"));
        on("callback 404 provider-unknown", new Ask("GET", "/v1/login/nobody/callback"));
    }

    private void refusedCallbacks() {
        on("callback 403 snapshot-user", () -> callback(site.snapshotCode()));
        on("callback 403 account-risky", () -> callbackWith(RISKY));
        on("callback 409 code-used", () -> {
            var code = site.pageCode();
            site.spendPageCode(code);
            return callback(code);
        });
        on("callback 429 too-fast", () -> callbackWith(TOO_OFTEN));
        on("callback 503 provider-down", () -> callbackWith(SYSTEM_ERROR));
        on("callback 503 busy", () -> site.damaged("voter", "53100", () -> callback(site.pageCode())));
        on("callback 500 internal", () -> site.damaged("voter", "P0001", () -> callback(site.pageCode())));
    }

    private Answer callback(String code) {
        return asks.send(site.browser().back(code));
    }

    private Answer callbackWith(int errcode) {
        var code = site.pageCode();
        site.orderFault(errcode);
        return callback(code);
    }
}
