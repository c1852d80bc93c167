package io.dianzan.fault;

import java.util.Locale;

/** Why a request is refused: one word from the rule that found it to the wire, where it is the stable {@code code}. */
public enum Refusal {
    LOGIN_REQUIRED("log in first"),
    TOKEN_EXPIRED("the login has expired; log in again"),
    TOKEN_REVOKED("the login was ended; log in again"),

    CODE_INVALID("the login code is not valid; fetch a new one"),
    CODE_USED("the login code was used before; fetch a new one"),
    STATE_INVALID("the login was not started here, or took too long; start again"),
    MALFORMED("the request is not as expected"),
    TOO_LARGE("the request is too large"),

    KEY_REUSED("this Idempotency-Key was used for another work"),

    CONSENT_REQUIRED("the privacy terms have not been agreed to"),
    SNAPSHOT_USER("open the full page in WeChat first"),
    ACCOUNT_RISKY("the login was declined by the provider"),
    UNION_REQUIRED("this campaign needs an account that is linked across WeChat"),
    CHANNEL_CLOSED("this campaign does not admit this way to log in"),
    ORIGIN_FOREIGN("the request came from another site"),
    VOTER_BANNED("this voter may not vote"),

    ROLE_MISSING("this role does not allow it"),
    FORM_STALE("the form is too old; load the page again"),

    CAMPAIGN_UNKNOWN("no such campaign"),
    WORK_UNKNOWN("no such work in this campaign"),
    SHARE_UNKNOWN("no such share link"),
    PROVIDER_UNKNOWN("no such way to log in"),
    PATH_UNKNOWN("no such path"),
    METHOD("the path does not know this method"),

    NOT_OPEN("voting has not begun"),
    PAUSED("voting is paused"),
    CLOSED("voting has ended"),
    WORK_WITHDRAWN("this work was withdrawn"),
    RESULTS_HIDDEN("the results are not shown now"),

    QUOTA_SPENT("no vote is left"),
    WORK_SPENT("no vote is left for this work"),
    DAY_OVER("the day this vote was meant for is over"),

    TOO_FAST("too many requests; slow down"),

    BUSY("busy; nothing was recorded, try again"),
    PROVIDER_DOWN("the login provider does not answer; try again"),
    CLOCK_WRONG("the server's clock is being checked; nothing was recorded, try again"),
    OUTCOME_UNKNOWN("the vote may have been recorded; tap again to learn"),
    INTERNAL("something went wrong on our side");

    private final String title;

    Refusal(String title) {
        this.title = title;
    }

    /** The word on the wire, such as {@code quota-spent}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One short sentence for people who read the wire; phones show their own text for the code. */
    public String title() {
        return title;
    }

    /** Whether a login would help. */
    public boolean asksForLogin() {
        return this == LOGIN_REQUIRED || this == TOKEN_EXPIRED || this == TOKEN_REVOKED;
    }

    /** This refusal with nothing more to say. */
    public Refused refused() {
        return new Refused(this);
    }
}
