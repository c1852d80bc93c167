package io.dianzan.http;

import io.dianzan.config.KeyRing;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns addresses into keyed hashes (HMAC-SHA256), the same in all processes, so that nothing past here knows an address
 * and yet two requests from one can be told to be so. Those met of late are remembered. Belongs to one event loop.
 */
public final class Origins {
    private static final String ALGORITHM = "HmacSHA256";
    /** Some 1 MB; a carrier's address comes by again within a blink, and hashing twice costs 2 µs. */
    private static final int KEPT = 4_096;

    private final ClientAddress clients;
    private final Mac mac;
    private final Map<String, Origin> addressToOrigin = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Origin> eldest) {
            return size() > KEPT;
        }
    };

    /** Under another key of {@code keys}, every address is a new one. */
    public Origins(ClientAddress clients, KeyRing keys) {
        this.clients = clients;
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(keys.newest().bytes(), ALGORITHM));
            // a key of its own, so that no tap's name is ever an address's hash
            mac.init(new SecretKeySpec(hash("addresses"), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Origin of(HttpServerRequest request) {
        return of(clients.of(request));
    }

    Origin of(String address) {
        var known = addressToOrigin.get(address);
        if (known == null) {
            var bytes = ByteBuffer.wrap(hash(address));
            var prefix = ByteBuffer.wrap(hash("network " + ClientAddress.networkOf(address)));
            known = new Origin(new UUID(bytes.getLong(), bytes.getLong()), prefix.getLong());
            addressToOrigin.put(address, known);
        }
        return known;
    }

    /** How many addresses are remembered. */
    int kept() {
        return addressToOrigin.size();
    }

    private byte[] hash(String text) {
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
