package io.dianzan.operator.export;

import io.dianzan.config.KeyRing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The names under which voters stand in exports. Each campaign has a key of its own, so that nobody is followed from one
 * to the other; the numbers behind the names are short, and without the key could be tried out.
 */
public final class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";
    /** 96 bits: of ten million voters no two meet. */
    private static final int BYTES = 12;

    private final KeyRing keys;

    public Pseudonyms(KeyRing keys) {
        this.keys = keys;
    }

    /** Of one campaign; for one thread at a time. */
    OfCampaign of(String slug) {
        var ring = mac(keys.newest().bytes());
        return new OfCampaign(mac(ring.doFinal(("voters in exports of\n" + slug).getBytes(StandardCharsets.UTF_8))));
    }

    /** Gives voters their names. */
    static final class OfCampaign {
        private final Mac mac;

        private OfCampaign(Mac mac) {
            this.mac = mac;
        }

        /** Begins with a letter: a spreadsheet takes some digits with an e among them for a number. */
        String of(long voter) {
            var hash = mac.doFinal(Long.toString(voter).getBytes(StandardCharsets.US_ASCII));
            return "v" + HexFormat.of().formatHex(hash, 0, BYTES);
        }
    }

    private static Mac mac(byte[] key) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
