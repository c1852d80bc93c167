package io.dianzan.page;

import java.util.regex.Pattern;

/**
 * What kind of browser a page is shown in, by what it calls itself. That is a claim: good for what to offer somebody, and
 * for nothing that must be right.
 */
public enum Browser {
    WECHAT_PHONE,
    /** WeChat on Windows or a Mac: its own pages open there, a mini-program's button does not. */
    WECHAT_DESKTOP,
    /** A page inside a mini-program. */
    MINI_PROGRAM,
    /** Any other on a phone or tablet: Safari, Chrome, and those inside Weibo, QQ, WeCom. */
    PHONE,
    DESKTOP,
    /** Programs that read pages by themselves, and whatever does not say what it is. */
    CRAWLER;

    /** "CUBOT" makes phones. */
    private static final Pattern READS_BY_ITSELF =
            Pattern.compile("(?i)(?<!cu)bot\\b|spider|crawler|slurp|facebookexternalhit|LinkExpanding|WhatsApp/");

    private static final Pattern ON_A_PHONE = Pattern.compile("Android|iPhone|iPad|iPod|HarmonyOS|OpenHarmony|Mobile");

    /** {@code userAgent} may be null. */
    public static Browser of(String userAgent) {
        if (userAgent == null
                || userAgent.isBlank()
                || READS_BY_ITSELF.matcher(userAgent).find()) {
            return CRAWLER;
        }
        if (callsItselfWechat(userAgent)) {
            return ofWechat(userAgent);
        }
        return ON_A_PHONE.matcher(userAgent).find() ? PHONE : DESKTOP;
    }

    /** Of each page that is read this alone must be known, so it is asked without a pattern; may be null. */
    static boolean callsItselfWechat(String userAgent) {
        // WeCom calls itself by both names, and knows nothing of WeChat's accounts
        return userAgent != null && userAgent.contains("MicroMessenger/") && !userAgent.contains("wxwork/");
    }

    /** "MiniProgramEnv/Windows" is said by ordinary pages on Windows too; "miniProgram/" and the appid only inside one. */
    private static Browser ofWechat(String userAgent) {
        if (userAgent.contains("miniProgram/")) {
            return MINI_PROGRAM;
        }
        return userAgent.contains("WindowsWechat") || userAgent.contains("MacWechat") ? WECHAT_DESKTOP : WECHAT_PHONE;
    }
}
