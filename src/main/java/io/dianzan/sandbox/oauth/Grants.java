package io.dianzan.sandbox.oauth;

import io.dianzan.sandbox.SandboxApp;
import io.dianzan.sandbox.world.Chance;
import io.dianzan.sandbox.world.Codes.Purpose;
import io.dianzan.sandbox.world.People;
import io.dianzan.sandbox.world.Subjects;

/** Makes of a code's purpose what the app learns. */
public final class Grants {
    private static final int STRANGER_BYTES = 12;

    private final People people;
    private final Chance chance;

    public Grants(People people, Chance chance) {
        this.people = people;
        this.chance = chance;
    }

    /** A silent consent never brings a unionid; a snapshot is of a virtual user, another one each time. */
    Grant of(SandboxApp app, Purpose purpose) {
        var user = purpose.snapshot() ? "\nsnapshot " + chance.name(STRANGER_BYTES) : purpose.user();
        return new Grant(
                app.appid(),
                Subjects.openid(app.appid(), user),
                purpose.scope().equals(ConsentLink.BASE) ? null : people.unionid(app, user),
                purpose.snapshot() ? "微信用户" : nickname(user),
                purpose.scope(),
                purpose.snapshot());
    }

    private String nickname(String user) {
        var nickname = people.person(user).nickname();
        return nickname == null ? user + " 👍" : nickname;
    }
}
