package io.dianzan.operator.console;

import io.dianzan.fault.Refused;
import io.dianzan.http.Encoded;
import io.dianzan.http.FaultPage;
import io.vertx.ext.web.RoutingContext;

/** A refusal as a page of the console. */
public final class ConsoleFaults implements FaultPage {
    private final Console console;

    public ConsoleFaults(Console console) {
        this.console = console;
    }

    /** {@code text} is a sentence, {@code code} the refusal's own word, {@code field} where that is known, or null. */
    public record View(String text, String code, Object field, Object expected) {}

    @Override
    public Encoded of(RoutingContext ctx, Refused refused) {
        var words = console.words(ctx);
        var own = "deskFault." + refused.reason().code();
        var text = words.knows(own)
                ? words.say(own, refused.facts())
                : words.say("refusal." + refused.reason().code(), refused.facts());
        var facts = refused.facts();
        var view = new View(text, refused.reason().code(), facts.get("field"), facts.get("expected"));
        return console.write(ctx, "fault", Title.of(words.say("deskFault.title")), view);
    }
}
