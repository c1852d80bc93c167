package io.dianzan.page;

import static io.dianzan.page.Door.Kind.COPY;
import static io.dianzan.page.Door.Kind.LAUNCH;
import static io.dianzan.page.Door.Kind.LOGIN;
import static io.dianzan.page.Door.Kind.OAUTH;
import static io.dianzan.page.Door.Kind.ON_A_DESKTOP;
import static io.dianzan.page.Door.Kind.QR_LOGIN;
import static io.dianzan.page.Door.Kind.SCAN;
import static io.dianzan.page.Door.Kind.WECHAT_LINK;

import io.dianzan.config.WechatChannel;
import io.dianzan.login.IdentityProvider;
import io.dianzan.page.Door.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the thumb does where: the ways to vote for a person who is not logged in, the best one first. Pure. */
public final class Doors {
    /** For each kind of browser what is offered; of each inner list the first that the campaign and the server have. */
    private static final Map<Browser, List<List<Kind>>> BROWSER_TO_OFFERS = Map.of(
            Browser.WECHAT_PHONE, List.of(List.of(OAUTH, LAUNCH, ON_A_DESKTOP), List.of(LOGIN)),
            Browser.WECHAT_DESKTOP, List.of(List.of(OAUTH, QR_LOGIN, SCAN), List.of(LOGIN)),
            Browser.MINI_PROGRAM, List.of(List.of(Kind.MINI_PROGRAM, OAUTH, ON_A_DESKTOP)),
            Browser.PHONE, List.of(List.of(WECHAT_LINK), List.of(LOGIN), List.of(COPY, ON_A_DESKTOP)),
            Browser.DESKTOP, List.of(List.of(QR_LOGIN, SCAN), List.of(LOGIN)),
            Browser.CRAWLER, List.of());

    private final List<? extends IdentityProvider> ways;

    private Doors(List<? extends IdentityProvider> ways) {
        this.ways = ways;
    }

    /** {@code channels}: those of the campaign; {@code providers}: those of the server. Empty where there is no way. */
    public static List<Door> of(
            Browser browser, Collection<String> channels, Collection<? extends IdentityProvider> providers) {
        var admitted = providers.stream()
                .filter(provider -> channels.contains(provider.channel()))
                .toList();
        return new Doors(admitted).in(browser);
    }

    private List<Door> in(Browser browser) {
        return BROWSER_TO_OFFERS.get(browser).stream().flatMap(this::first).toList();
    }

    private Stream<Door> first(List<Kind> kinds) {
        return kinds.stream().map(this::all).filter(doors -> !doors.isEmpty()).findFirst().stream()
                .flatMap(List::stream);
    }

    private List<Door> all(Kind kind) {
        return switch (kind) {
            case OAUTH -> by(kind, WechatChannel.PAGE);
            case LAUNCH, MINI_PROGRAM, WECHAT_LINK -> by(kind, WechatChannel.MINI_PROGRAM);
            case QR_LOGIN, ON_A_DESKTOP -> by(kind, WechatChannel.DESKTOP);
            case LOGIN -> others();
            // the page says what there is in WeChat
            case SCAN, COPY ->
                Stream.of(by(kind, WechatChannel.PAGE), by(kind, WechatChannel.MINI_PROGRAM))
                        .flatMap(List::stream)
                        .limit(1)
                        .toList();
        };
    }

    private List<Door> by(Kind kind, WechatChannel channel) {
        return ways.stream()
                .filter(way -> way.channel().equals(channel.word()))
                .map(way -> new Door(kind, way.name()))
                .toList();
    }

    private List<Door> others() {
        return ways.stream()
                .filter(way -> WechatChannel.of(way.channel()).isEmpty())
                .map(way -> new Door(LOGIN, way.name()))
                .toList();
    }
}
