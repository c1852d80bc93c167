package io.dianzan.page;

import io.dianzan.page.LoginView.Launch;
import io.dianzan.page.LoginView.Link;
import io.dianzan.page.LoginView.Way;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The doors of one visit as the login page offers them. */
final class Offer {
    private final Words words;
    private final String to;
    private final Destination destination;
    private final String share;
    private final Launch app;
    private final List<Way> ways = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private Launch launch;
    private String code;
    private boolean copies;

    /** {@code destination}: what {@code to} is; {@code share}: the link by which he came, and {@code app}: may be null. */
    Offer(Words words, String to, Destination destination, String share, Launch app) {
        this.words = words;
        this.to = to;
        this.destination = destination;
        this.share = share;
        this.app = app;
    }

    void add(Door door) {
        switch (door.kind()) {
            case OAUTH -> ways.add(new Way(door.provider(), words.say("door.wechat")));
            case QR_LOGIN -> ways.add(new Way(door.provider(), words.say("door.desktop")));
            case LOGIN -> ways.add(new Way(door.provider(), words.say("door.oidc", "name", door.provider())));
            // WeChat opens its own links in its browser too, but not within a mini-program
            case LAUNCH -> launch = app.at(destination.query(share), destination.inWechat(share));
            case MINI_PROGRAM -> launch = app.at(destination.query(share), null);
            case WECHAT_LINK -> link();
            // no phone scans its own screen
            case COPY -> copies = true;
            case SCAN, ON_A_DESKTOP -> code = "/qr.svg?to=" + escaped(to);
        }
    }

    private void link() {
        var inWechat = destination.inWechat(share);
        if (inWechat != null) {
            links.add(new Link(inWechat, words.say("door.link")));
        }
    }

    boolean isOneWay() {
        return ways.size() == 1 && links.isEmpty() && launch == null && code == null && !copies;
    }

    String onlyWay(int agreed) {
        return "/v1/login/" + ways.get(0).name() + "?to=" + escaped(to) + (agreed > 0 ? "&privacy=" + agreed : "");
    }

    List<Way> ways() {
        return ways;
    }

    List<Link> links() {
        return links;
    }

    Launch launch() {
        return launch;
    }

    String code() {
        return code;
    }

    /** Whether the link of the page is to be taken to WeChat by hand. */
    boolean copies() {
        return copies;
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
