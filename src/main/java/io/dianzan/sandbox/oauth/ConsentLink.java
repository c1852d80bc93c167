package io.dianzan.sandbox.oauth;

import io.dianzan.sandbox.SandboxApp;
import io.dianzan.sandbox.SandboxApp.Kind;
import io.dianzan.sandbox.wire.Asked;
import io.dianzan.sandbox.world.Apps;
import io.dianzan.sandbox.world.WechatError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The link by which a site sends a browser to WeChat, with all that WeChat looks at; its numbers stand on pages. */
record ConsentLink(SandboxApp app, String redirectUri, String scope, String state, boolean forcedSnapshot) {
    static final String BASE = "snsapi_base";
    static final String USERINFO = "snsapi_userinfo";
    static final String LOGIN = "snsapi_login";

    /** WeChat compares the link with a strict pattern; others may follow. (Document of the web page's authorization.) */
    private static final List<String> ORDER = List.of("appid", "redirect_uri", "response_type", "scope", "state");

    private static final Pattern STATE = Pattern.compile("[A-Za-z0-9]{0,128}");

    /** A link of WeChat's own browser. */
    static ConsentLink ofPage(Asked asked, Apps apps) {
        var link = read(asked, apps, Kind.OFFICIAL_ACCOUNT, List.of(BASE, USERINFO));
        if (link.state().isEmpty()) {
            throw new WechatError(10013, "state empty");
        }
        if (!namesOf(asked).subList(0, ORDER.size()).equals(ORDER)) {
            throw unreadable("the parameters come in another order than " + String.join(", ", ORDER));
        }
        return link;
    }

    /** A link of a desktop's browser; its state may be empty. */
    static ConsentLink ofDesktop(Asked asked, Apps apps) {
        return read(asked, apps, Kind.WEBSITE, List.of(LOGIN));
    }

    private static ConsentLink read(Asked asked, Apps apps, Kind kind, List<String> scopes) {
        if (namesOf(asked).stream().distinct().count() != namesOf(asked).size()) {
            throw unreadable("a parameter comes twice");
        }
        var app = apps.get(asked.required("appid", 10012));
        if (app == null || app.kind() != kind) {
            throw new WechatError(app == null ? 10012 : 10016, "appid of another kind or of nobody");
        }
        var redirectUri = redirectUri(asked, app);
        if (!scopes.contains(asked.required("scope", 10010))) {
            throw new WechatError(10005, "scope not granted");
        }
        if (!"code".equals(asked.single("response_type"))) {
            throw unreadable("response_type is not code");
        }
        var isSnapshot = "true".equals(asked.single("forceSnapShot"));
        return new ConsentLink(app, redirectUri, asked.single("scope"), state(asked), isSnapshot);
    }

    private static String redirectUri(Asked asked, SandboxApp app) {
        var redirectUri = asked.required("redirect_uri", 10011);
        if (!app.admits(uriOf(redirectUri))) {
            throw new WechatError(10003, "redirect_uri is not on the registered domain");
        }
        return redirectUri;
    }

    private static String state(Asked asked) {
        var state = asked.single("state") == null ? "" : asked.single("state");
        if (!STATE.matcher(state).matches()) {
            throw new WechatError(10013, "state is not 1 to 128 letters and digits");
        }
        return state;
    }

    /** A page without a number. */
    private static WechatError unreadable(String text) {
        return new WechatError(0, text);
    }

    private static List<String> namesOf(Asked asked) {
        return asked.parameters().stream().map(Map.Entry::getKey).toList();
    }

    private static URI uriOf(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new WechatError(10003, "redirect_uri is no address");
        }
    }

    /** Whether there is nothing to ask the user. */
    boolean isSilent() {
        return scope.equals(BASE);
    }

    /** Where the browser goes with a code. */
    String back(String code) {
        return back() + "code=" + code + "&state=" + state;
    }

    /** Where the browser goes without one. */
    String backRefused() {
        return back() + "state=" + state;
    }

    /** As {@code redirect_uri} has it, with the fragment left out. */
    private String back() {
        var address = redirectUri.split("#", 2)[0];
        return address + (address.contains("?") ? '&' : '?');
    }

    /** The site that the user is sent back to. */
    String host() {
        return uriOf(redirectUri).getAuthority();
    }
}
