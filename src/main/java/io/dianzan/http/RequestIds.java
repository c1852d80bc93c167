package io.dianzan.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names a request for those who look for it in the log: as the trusted proxy in front named it, or else anew. Made only
 * when there is something to say of a request, for most are never spoken of.
 */
public final class RequestIds {
    static final String HEADER = "X-Request-Id";
    /** Neither dots nor colons: what stands here goes to the log, and an address never does. */
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9_-]{8,64}");

    private final ClientAddress addresses;

    public RequestIds(ClientAddress addresses) {
        this.addresses = addresses;
    }

    String of(HttpServerRequest request) {
        var given = request.getHeader(HEADER);
        return given != null
                        && addresses.isProxied(request)
                        && WELL_FORMED.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }
}
