package io.dianzan.sandbox.login;

import io.dianzan.sandbox.SandboxApp;
import io.dianzan.sandbox.login.MiniProgramLogin.Session;
import io.dianzan.sandbox.world.Options;
import io.dianzan.sandbox.world.People;
import io.dianzan.sandbox.world.Subjects;
import io.dianzan.sandbox.world.Visits;
import io.dianzan.sandbox.world.WechatError;
import java.util.function.Supplier;

/** The people who come into mini-programs. */
public final class MiniProgramUsers {
    private final People people;
    private final SessionKeys keys;
    private final Visits visits;
    private final Supplier<Options> options;

    public MiniProgramUsers(People people, SessionKeys keys, Visits visits, Supplier<Options> options) {
        this.people = people;
        this.keys = keys;
        this.visits = visits;
        this.options = options;
    }

    void admit(String user) {
        if (people.person(user).risky()) {
            throw new WechatError(40226, "code blocked");
        }
    }

    /** A new session, which ends the one before; whoever logs in has been there. */
    Session session(SandboxApp app, String user) {
        var openid = Subjects.openid(app.appid(), user);
        visits.note(openid, user);
        var isExplicit = options.get().explicitOk();
        return new Session(
                isExplicit ? 0 : null,
                isExplicit ? "ok" : null,
                keys.renewed(openid),
                openid,
                people.unionid(app, user));
    }
}
