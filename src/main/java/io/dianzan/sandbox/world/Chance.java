package io.dianzan.sandbox.world;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Random;

/** Where names that nobody can guess come from; with a seed they come the same every time. */
public final class Chance {
    private final Random random;

    public Chance() {
        this(new SecureRandom());
    }

    public Chance(long seed) {
        this(new Random(seed));
    }

    private Chance(Random random) {
        this.random = random;
    }

    public byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A name of letters, digits, {@code -} and {@code _}: four for every three bytes. */
    public String name(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(bytes));
    }

    public int number() {
        return random.nextInt(Integer.MAX_VALUE);
    }
}
