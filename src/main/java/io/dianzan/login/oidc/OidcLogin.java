package io.dianzan.login.oidc;

import io.dianzan.config.ServerConfig.Oidc;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.login.Attempt;
import io.dianzan.login.Breaker;
import io.dianzan.login.Deadline;
import io.dianzan.login.Identity;
import io.dianzan.login.RedirectLogin;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A login by any issuer of OpenID Connect: authorization code (Core 1.0, section 3.1) with PKCE (RFC 7636), for the
 * {@code sub} alone. The issuer is asked first when somebody wants to log in, so that this process starts without it.
 * One of these serves all event loops.
 */
// Not by vertx-auth-oauth2 5.0.10: its authenticate() succeeds with an ID token whose signature, audience or issuer is
// wrong (OAuth2AuthProviderImpl.createUser logs that at trace), it knows no nonce, does not ask for azp among several
// audiences, reads answers of any size, and puts their text into its exceptions.
public final class OidcLogin implements RedirectLogin {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** VSCHAR (RFC 6749, appendix A.11); some issuers put a whole session into a code. */
    private static final Pattern CODE = Pattern.compile("[ -~]{1,4096}");

    private final Vertx vertx;
    private final Oidc settings;
    private final IssuerCalls calls;
    private final Kept<Metadata> metadata;
    private final Kept<SigningKeys> keys;
    private final TokenEndpoint tokens;
    private final IdTokens idTokens;
    private final String scope;

    /** For voters: the scope is {@code openid} alone, for nothing but the {@code sub} is kept. */
    public OidcLogin(Vertx vertx, Oidc settings, Breaker breaker, Clock clock) {
        this(vertx, settings, List.of(), breaker, clock);
    }

    /** {@code scopes}: to be asked for besides {@code openid}. */
    public OidcLogin(Vertx vertx, Oidc settings, List<String> scopes, Breaker breaker, Clock clock) {
        this.scope =
                Stream.concat(Stream.of("openid"), scopes.stream()).distinct().collect(Collectors.joining(" "));
        this.vertx = vertx;
        this.settings = settings;
        this.calls = new IssuerCalls(vertx, breaker);
        this.metadata = new Kept<>(clock, this::discovered);
        this.keys = new Kept<>(clock, () -> metadata.get().compose(this::published));
        this.tokens = new TokenEndpoint(calls, settings);
        this.idTokens = new IdTokens(settings.issuer(), settings.clientId(), clock);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String channel() {
        return settings.channel();
    }

    @Override
    public Future<String> addressFor(Attempt attempt) {
        return answered(within(Deadline.in(PATIENCE), metadata.get())
                .map(known ->
                        Authorization.address(known.authorizationEndpoint(), settings.clientId(), attempt, scope)));
    }

    @Override
    public Future<Identity> identify(Callback callback, Attempt attempt) {
        return person(callback, attempt).map(person -> identity(person.subject()));
    }

    /** Who it is, with all that the issuer's ID token says of him; fails as {@link #identify} does. */
    public Future<Person> person(Callback callback, Attempt attempt) {
        if (callback.code() == null || !CODE.matcher(callback.code()).matches()) {
            return Future.failedFuture(Refusal.CODE_INVALID.refused());
        }
        var deadline = Deadline.in(PATIENCE);
        return answered(within(deadline, metadata.get()).compose(known -> {
            if (!known.answered(callback)) {
                return Future.failedFuture(Refusal.STATE_INVALID.refused());
            }
            return person(callback, attempt, known, deadline);
        }));
    }

    public Future<Void> close() {
        return calls.close();
    }

    /** The keys come first: without them the code, which is good for once, would be spent in vain. */
    private Future<Person> person(Callback callback, Attempt attempt, Metadata issuer, Deadline deadline) {
        return within(deadline, keys.get()).compose(known -> tokens.idToken(callback.code(), attempt, issuer, deadline)
                .compose(token -> person(token, attempt, issuer, known, deadline)));
    }

    /** A token that our keys do not verify may be signed by one that is newer than they are. */
    private Future<Person> person(
            String token, Attempt attempt, Metadata issuer, SigningKeys known, Deadline deadline) {
        Function<SigningKeys, Person> check = by -> idTokens.person(token, attempt.nonce(), issuer, by);
        return Future.succeededFuture(known)
                .map(check)
                .recover(failure -> failure instanceof BadToken bad && bad.bySignature()
                        ? within(deadline, keys.newerThan(known)).map(check)
                        : Future.failedFuture(failure))
                .recover(failure -> Future.failedFuture(refused(failure)));
    }

    private Refused refused(Throwable failure) {
        var down = calls.refused(IssuerCalls.TOKEN, failure);
        return failure instanceof BadToken bad && bad.ofAnotherLogin() ? Refusal.STATE_INVALID.refused() : down;
    }

    /** The issuer stands for the app: a {@code sub} is unique in it alone (Core 1.0, section 2). */
    private Identity identity(String subject) {
        return new Identity(name(), settings.issuer(), subject, null);
    }

    private Future<Metadata> discovered() {
        return calls.get(Metadata.addressOf(settings.issuer()), Deadline.in(PATIENCE))
                .map(document -> Metadata.read(document, settings.issuer()))
                .recover(failure -> Future.failedFuture(calls.refused(IssuerCalls.DISCOVERY, failure)));
    }

    private Future<SigningKeys> published(Metadata issuer) {
        return calls.get(issuer.jwksUri(), Deadline.in(PATIENCE))
                .map(SigningKeys::read)
                .recover(failure -> Future.failedFuture(calls.refused(IssuerCalls.KEYS, failure)));
    }

    /** What others fetch for us too has their deadline; we wait no longer than ours. */
    private static <T> Future<T> within(Deadline deadline, Future<T> shared) {
        return shared.timeout(Math.max(1, deadline.leftMillis()), TimeUnit.MILLISECONDS);
    }

    /** On the caller's own loop, whichever loop fetched what it waited for; and whatever fails is a refusal. */
    private <T> Future<T> answered(Future<T> answer) {
        var own = vertx.getOrCreateContext();
        return Future.future(
                promise -> answer.recover(failure -> Future.failedFuture(calls.refused(IssuerCalls.LOGIN, failure)))
                        .onComplete((value, failure) -> own.runOnContext(here -> promise.complete(value, failure))));
    }
}
