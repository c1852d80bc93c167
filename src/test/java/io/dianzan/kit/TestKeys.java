package io.dianzan.kit;

import io.dianzan.config.KeyRing;
import java.util.Arrays;
import java.util.List;

/** Keys that a test can tell by their names. */
public final class TestKeys {
    private TestKeys() {}

    public static KeyRing ring(String... names) {
        return new KeyRing(List.copyOf(Arrays.stream(names).map(TestKeys::key).toList()));
    }

    public static KeyRing.Key key(String name) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) name.hashCode());
        return new KeyRing.Key(name, bytes);
    }
}
