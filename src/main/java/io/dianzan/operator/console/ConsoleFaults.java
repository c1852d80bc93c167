package io.dianzan.operator.console;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.http.Encoded;
import io.dianzan.http.FaultPage;
import io.dianzan.page.Words;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/** A refusal as a page of the console, or as a part of the one that asked. */
public final class ConsoleFaults implements FaultPage {
    private static final Pattern ACT = Pattern.compile("(/operator/c/[^/]+)/acts/[^/]+");

    private final Console console;

    public ConsoleFaults(Console console) {
        this.console = console;
    }

    /**
     * {@code text} is a sentence, {@code code} the refusal's own word, {@code field} where that is known, or null.
     * {@code audit}: the page that tells whether an act was done, where nothing else does, or null; {@code login}: whether
     * a login is what is missing.
     */
    public record View(String text, String code, Object field, Object expected, String audit, boolean login) {}

    @Override
    public Encoded of(RoutingContext ctx, Refused refused) {
        var words = console.words(ctx);
        var act = ACT.matcher(ctx.request().path());
        var isAct = ctx.request().method() == HttpMethod.POST && act.matches();
        var reason = refused.reason();
        var facts = refused.facts();
        var view = new View(
                isAct ? ofAct(words, refused) : text(words, refused),
                reason.code(),
                facts.get("field"),
                facts.get("expected"),
                isAct && leavesOpen(reason) ? act.group(1) + "/audit" : null,
                reason.asksForLogin());
        var title = Title.of(words.say("deskFault.title"));
        return isAct && Console.asksForPart(ctx)
                ? console.writePart(ctx, "actfault", title, view)
                : console.write(ctx, "fault", title, view);
    }

    /** Whether what was asked for may have been done. */
    private static boolean leavesOpen(Refusal reason) {
        return reason == Refusal.OUTCOME_UNKNOWN || reason == Refusal.INTERNAL;
    }

    private static String ofAct(Words words, Refused refused) {
        return switch (refused.reason()) {
            case LOGIN_REQUIRED -> words.say("deskFault.act-login");
            case BUSY -> words.say("deskFault.act-busy");
            case OUTCOME_UNKNOWN -> words.say("deskFault.act-unknown");
            case INTERNAL -> words.say("deskFault.act-internal", refused.facts());
            default -> text(words, refused);
        };
    }

    private static String text(Words words, Refused refused) {
        var own = "deskFault." + refused.reason().code();
        return words.knows(own)
                ? words.say(own, refused.facts())
                : words.say("refusal." + refused.reason().code(), refused.facts());
    }
}
