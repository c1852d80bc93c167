package io.dianzan.operator.staff;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106), written as PHC's strings are: {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. Computes only, and
 * for some 50 ms with 19 MiB: never on an event loop.
 */
final class Passwords {
    /** OWASP's Password Storage Cheat Sheet, its first choice that leaves memory for others; may grow, never shrink. */
    static final Cost COST = new Cost(19_456, 2, 1);

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    /** What a row of ours may ask for; more was not written here. */
    private static final int MOST_KIB = 1 << 20;

    private static final Pattern WRITTEN = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})"
            + "\\$([A-Za-z0-9+/]{11,64})\\$([A-Za-z0-9+/]{22,128})");

    private final SecureRandom random = new SecureRandom();
    private final Cost cost;
    /** What a name is held against that nobody has: it costs as much, and no password fits. */
    private final String nobody;

    /** {@code memory} in KiB. */
    record Cost(int memory, int passes, int lanes) {
        boolean isLessThan(Cost other) {
            return memory < other.memory || passes < other.passes || lanes < other.lanes;
        }
    }

    Passwords(Cost cost) {
        this.cost = cost;
        this.nobody = written(cost, bytes(SALT_BYTES), bytes(HASH_BYTES));
    }

    String hash(String password) {
        var salt = bytes(SALT_BYTES);
        return written(cost, salt, computed(password, cost, salt, HASH_BYTES));
    }

    /** {@code written} is null where nobody has the name; it takes as long then. */
    boolean fits(String password, String written) {
        var row = read(written == null ? nobody : written);
        var own = computed(password, row.cost(), row.salt(), row.hash().length);
        return MessageDigest.isEqual(own, row.hash()) && written != null;
    }

    /** Whether it was written when less was asked for. */
    boolean isOutdated(String written) {
        return read(written).cost().isLessThan(cost);
    }

    private record Row(Cost cost, byte[] salt, byte[] hash) {}

    private static Row read(String written) {
        var match = WRITTEN.matcher(written);
        if (!match.matches() || Integer.parseInt(match.group(1)) > MOST_KIB) {
            throw new IllegalStateException("a password's row is not ours");
        }
        var cost = new Cost(
                Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3)));
        var decoder = Base64.getDecoder();
        return new Row(cost, decoder.decode(match.group(4)), decoder.decode(match.group(5)));
    }

    private static String written(Cost cost, byte[] salt, byte[] hash) {
        var encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + cost.memory() + ",t=" + cost.passes() + ",p=" + cost.lanes() + "$"
                + encoder.encodeToString(salt) + "$" + encoder.encodeToString(hash);
    }

    private static byte[] computed(String password, Cost cost, byte[] salt, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memory())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build());
        var hash = new byte[length];
        // one keyboard writes é as one letter, another as two
        var text = Normalizer.normalize(password, Normalizer.Form.NFC);
        generator.generateBytes(text.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
