package io.dianzan.login.wechat;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import java.util.Optional;

/** What WeChat's errcodes mean to the one who waits and to the operator; the texts beside them are never looked at. */
final class Errcode {
    /** WeChat is busy: the only one that may be tried again just so. */
    static final int BUSY = -1;
    /** The app, or a person's consent, does not reach so far. */
    static final int NOT_GRANTED = 48001;

    private static final int QUOTA_SPENT = 45009;
    private static final int TOO_FREQUENT = 45011;
    /** The limits are those of a minute. */
    private static final int PAUSE_SECONDS = 60;

    private Errcode() {}

    /** Whether the app's token was refused, so that another one may help. */
    static boolean refusesToken(int errcode) {
        return errcode == 40001 || errcode == 40014 || errcode == 42001;
    }

    /** Why a login ends thus; nothing where that is no doing of the one who logs in. */
    static Optional<Refused> ofLogin(int errcode) {
        return switch (errcode) {
            case 40029, 42003 -> Optional.of(Refusal.CODE_INVALID.refused());
            case 40163 -> Optional.of(Refusal.CODE_USED.refused());
            case 40226 -> Optional.of(Refusal.ACCOUNT_RISKY.refused());
            case TOO_FREQUENT -> Optional.of(Refusal.TOO_FAST.refused().retryAfter(PAUSE_SECONDS));
            default -> Optional.empty();
        };
    }

    /** Where no login is to blame. */
    static Refused down(int errcode) {
        var down = Refusal.PROVIDER_DOWN.refused();
        return errcode == QUOTA_SPENT || errcode == TOO_FREQUENT ? down.retryAfter(PAUSE_SECONDS) : down;
    }

    /** What the operator has to do; nothing where nobody but WeChat can do anything. */
    static Optional<String> advice(int errcode) {
        return Optional.ofNullable(
                switch (errcode) {
                    case 40013 ->
                        "WeChat does not know this appid: compare it, its case too, with the account's console";
                    case 40001, 40125 ->
                        "WeChat does not take the app's secret, or its token: compare secretFile with the console";
                    case 40164, 61004 -> "this server's address is not on the account's list of IP addresses: add it";
                    case 40243 -> "the app's secret was frozen by its owner: unfreeze it, or make a new one";
                    case 48004, 50002, 50004 -> "WeChat has limited this account: see the notices in its console";
                    case NOT_GRANTED, 61003, 61007 -> "the account lacks this permission: have it granted";
                    case QUOTA_SPENT -> "the quota of this call is spent: wait for the next day, or clear it";
                    default -> null;
                });
    }
}
