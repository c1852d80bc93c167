package io.dianzan.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.login.IdentityProvider;
import io.dianzan.page.Door.Kind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the thumb does where, row by row. */
class DoorsTest {
    private static final String WECHAT = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.47(0x18002f2c) NetType/4G Language/zh_CN";
    private static final String WECHAT_PC =
            "Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/107.0.0.0 Safari/537.36 MicroMessenger/7.0.20.1781(0x6700143B) NetType/WIFI"
                    + " MiniProgramEnv/Windows WindowsWechat/WMPF WindowsWechat(0x63090a13) XWEB/8555 Flue";
    private static final String WEB_VIEW = WECHAT + " miniProgram/wx0123456789abcdef";
    private static final String WEIBO = "Mozilla/5.0 (Linux; Android 13; V2243A; wv) AppleWebKit/537.36 (KHTML, like"
            + " Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 Weibo (vivo-V2243A__weibo__14.2.0__android)";
    private static final String COMPUTER =
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML,"
                    + " like Gecko) Version/17.3 Safari/605.1.15";
    private static final String SPIDER =
            "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)";

    private record Way(String name, String channel) implements IdentityProvider {}

    private static final List<Way> ALL = List.of(
            new Way("mini", "mini-program"),
            new Way("account", "page"),
            new Way("site", "desktop"),
            new Way("house", "house"),
            new Way("bank", "bank"));

    private static String agent(String name) {
        return switch (name) {
            case "wechat" -> WECHAT;
            case "wechat-pc" -> WECHAT_PC;
            case "web-view" -> WEB_VIEW;
            case "weibo" -> WEIBO;
            case "computer" -> COMPUTER;
            default -> SPIDER;
        };
    }

    private static String doors(String agent, String channels, List<Way> providers) {
        return Doors.of(Browser.of(agent(agent)), List.of(channels.split(" ")), providers).stream()
                .map(door -> door.kind() + " " + door.provider())
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "wechat    | page                            | OAUTH account",
                "wechat    | mini-program page               | OAUTH account",
                "wechat    | mini-program                    | LAUNCH mini",
                "wechat    | mini-program page desktop house | OAUTH account, LOGIN house",
                "wechat    | house bank                      | LOGIN house, LOGIN bank",
                "wechat    | desktop                         | ON_A_DESKTOP site",
                "wechat-pc | mini-program page               | OAUTH account",
                "wechat-pc | mini-program                    | SCAN mini",
                "wechat-pc | mini-program desktop            | QR_LOGIN site",
                "wechat-pc | page house                      | OAUTH account, LOGIN house",
                "web-view  | mini-program page house         | MINI_PROGRAM mini",
                "web-view  | page                            | OAUTH account",
                "web-view  | house                           | ''",
                "weibo     | mini-program                    | WECHAT_LINK mini, COPY mini",
                "weibo     | mini-program page               | WECHAT_LINK mini, COPY account",
                "weibo     | page                            | COPY account",
                "weibo     | mini-program page house         | WECHAT_LINK mini, LOGIN house, COPY account",
                "weibo     | house                           | LOGIN house",
                "weibo     | desktop                         | ON_A_DESKTOP site",
                "computer  | mini-program page desktop       | QR_LOGIN site",
                "computer  | mini-program page               | SCAN account",
                "computer  | mini-program                    | SCAN mini",
                "computer  | page house                      | SCAN account, LOGIN house",
                "computer  | desktop house                   | QR_LOGIN site, LOGIN house",
                "spider    | mini-program page desktop house | ''",
            })
    void the_thumb_does_what_can_be_done_there(String agent, String channels, String expected) {
        assertThat(doors(agent, channels, ALL)).isEqualTo(expected);
    }

    @Test
    void what_the_server_does_not_have_is_not_offered() {
        assertThat(doors("weibo", "mini-program page desktop house", List.of(new Way("house", "house"))))
                .isEqualTo("LOGIN house");
        assertThat(doors("computer", "mini-program page desktop", List.of(new Way("account", "page"))))
                .isEqualTo("SCAN account");
        assertThat(doors("wechat", "mini-program page", List.of())).isEmpty();
    }

    /** Whatever a campaign admits. */
    @ParameterizedTest
    @EnumSource(
            value = Browser.class,
            names = {"WECHAT_PHONE", "WECHAT_DESKTOP", "MINI_PROGRAM"},
            mode = EnumSource.Mode.EXCLUDE)
    void wechats_consent_and_button_are_never_offered_outside_of_wechat(Browser browser) {
        var channels = ALL.stream().map(Way::channel).toList();
        for (int mask = 0; mask < 1 << channels.size(); mask++) {
            var bits = mask;
            var admitted = Stream.iterate(0, i -> i + 1)
                    .limit(channels.size())
                    .filter(i -> (bits >> i & 1) == 1)
                    .map(channels::get)
                    .toList();
            assertThat(Doors.of(browser, admitted, ALL))
                    .extracting(Door::kind)
                    .doesNotContain(Kind.OAUTH, Kind.LAUNCH, Kind.MINI_PROGRAM);
        }
    }
}
