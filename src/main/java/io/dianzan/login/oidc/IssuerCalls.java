package io.dianzan.login.oidc;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.login.BadAnswer;
import io.dianzan.login.Breaker;
import io.dianzan.login.Deadline;
import io.dianzan.login.Exchange;
import io.dianzan.login.Exchange.Answer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls to an issuer. Addresses may hold secrets, and Vert.x names them in its exceptions; therefore no cause leaves
 * this class and none is logged but by its class.
 */
final class IssuerCalls {
    static final String LOGIN = "login";
    static final String DISCOVERY = "discovery";
    static final String KEYS = "keys";
    static final String TOKEN = "token";

    private static final Logger LOG = LoggerFactory.getLogger(IssuerCalls.class);
    private final Exchange exchange;
    private final Breaker breaker;

    IssuerCalls(Vertx vertx, Breaker breaker) {
        this.exchange = new Exchange(vertx);
        this.breaker = breaker;
    }

    /** A document: whatever does not come under 200 is none. */
    Future<Buffer> get(String address, Deadline deadline) {
        var options = new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(address);
        return ask(options, null, deadline).map(answer -> {
            if (answer.status() != 200) {
                throw new BadAnswer("HTTP " + answer.status());
            }
            return answer.body();
        });
    }

    Future<Answer> post(String address, Form form, String authorization, Deadline deadline) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(address)
                .putHeader("Content-Type", "application/x-www-form-urlencoded");
        if (authorization != null) {
            options.putHeader("Authorization", authorization);
        }
        return ask(options, Buffer.buffer(form.text()), deadline);
    }

    /** What any failure means to the caller, who may not know the reason; the operator is told. */
    Refused refused(String what, Throwable failure) {
        if (failure instanceof Refused refused && refused.reason() != Refusal.MALFORMED) {
            return refused;
        }
        LOG.warn("provider {}: {} failed: {}", breaker.provider(), what, BadAnswer.reasonOf(failure));
        return Refusal.PROVIDER_DOWN.refused();
    }

    Future<Void> close() {
        return exchange.close();
    }

    /** Every call goes through here. */
    private Future<Answer> ask(RequestOptions options, Buffer body, Deadline deadline) {
        return breaker.call(() -> exchange.send(options.putHeader("Accept", "application/json"), body, deadline));
    }
}
