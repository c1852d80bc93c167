package io.dianzan.sandbox.world;

import io.dianzan.sandbox.SandboxApp;
import java.util.Map;

/** Who the sandbox's users are: all names are users; those that are not ordinary are remembered. */
public final class People {
    private static final int MOST_USERS = 100_000;

    private final Map<String, Person> userToPerson = new Recent<>(MOST_USERS);

    public synchronized Person person(String user) {
        return userToPerson.getOrDefault(user, Person.ORDINARY);
    }

    public synchronized Person change(Person.Change change) {
        var changed = person(change.user()).with(change);
        if (changed.equals(Person.ORDINARY)) {
            userToPerson.remove(change.user());
        } else {
            userToPerson.put(change.user(), changed);
        }
        return changed;
    }

    /** The same for all apps of the one Open Platform account; null where the app is not bound or the user has none. */
    public String unionid(SandboxApp app, String user) {
        return app.bound() && person(user).union() ? Subjects.unionid(user) : null;
    }
}
