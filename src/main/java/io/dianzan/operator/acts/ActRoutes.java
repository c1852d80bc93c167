package io.dianzan.operator.acts;

import io.dianzan.catalogue.Work;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.http.Query;
import io.dianzan.http.Reply;
import io.dianzan.operator.console.Console;
import io.dianzan.operator.console.Title;
import io.dianzan.operator.staff.OperatorGuard;
import io.dianzan.page.Words;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The panel of an act: what will happen, to whom, and why; then it is done, or not. */
public final class ActRoutes {
    private static final int LONGEST = 500;
    /** Where the browser saw something else than there is now. */
    private static final int CONFLICT = 409;

    /** With this header a page's script asks for the panel alone. */
    private static final String PART = "X-Part";

    private final Acting acting;
    private final Console console;

    public ActRoutes(Acting acting, Console console) {
        this.acting = acting;
        this.console = console;
    }

    /**
     * {@code heading}: where no frame says it, or null; {@code lines}: what will happen; empty while too little is said. {@code hidden}: of the order, for the form that does
     * it. {@code typed}, {@code said} (why not, or what was done) and {@code reason} may be null.
     */
    public record View(
            String heading,
            String path,
            List<ActForm.Field> fields,
            List<String> lines,
            Map<String, String> hidden,
            String version,
            String typed,
            boolean second,
            boolean done,
            String said,
            String reason,
            String back) {}

    /** {@code GET /operator/c/:slug/acts/:act}: with what the act is about in the query. */
    public Future<Reply> look(RoutingContext ctx) {
        var order = ActForm.order(actOf(ctx), ctx.pathParam("slug"), name -> Query.text(ctx, name, LONGEST));
        if (!ActForm.isComplete(order)) {
            return show(ctx, order, null, null, null);
        }
        return acting.preview(OperatorGuard.of(ctx), order)
                .compose(preview -> show(ctx, order, preview, null, null))
                .recover(failure -> told(ctx, order, refusing(ctx, failure, null, false), failure));
    }

    /** {@code POST /operator/c/:slug/acts/:act}: what was seen, and why it is done. */
    public Future<Reply> carryOut(RoutingContext ctx) {
        var order = ActForm.order(actOf(ctx), ctx.pathParam("slug"), name -> field(ctx, name));
        var reason = field(ctx, "reason");
        var confirmed = new Confirmed(reason, field(ctx, "version"), field(ctx, "typed"));
        return acting.carryOut(OperatorGuard.of(ctx), order, confirmed)
                .compose(done -> show(ctx, order, null, done, null))
                .recover(failure -> told(ctx, order, refusing(ctx, failure, reason, true), failure));
    }

    /** Why not; what is no refusal goes the way of all faults. */
    private Future<Reply> told(RoutingContext ctx, Order order, Refusing refusing, Throwable failure) {
        if (refusing.said() == null) {
            return Future.failedFuture(failure);
        }
        ctx.response().setStatusCode(CONFLICT);
        var now = failure instanceof Declined declined ? declined.now() : null;
        if (now != null || !refusing.posted()) {
            return show(ctx, order, now, null, refusing);
        }
        // things as they are now, without the instant up to which somebody looked before
        var again = ActForm.order(order.act(), order.slug(), name -> name.equals(Order.SEEN) ? null : order.text(name));
        return acting.preview(OperatorGuard.of(ctx), again)
                .otherwise((Preview) null)
                .compose(preview -> show(ctx, order, preview, null, refusing));
    }

    /**
     * Why it is not done, null where that is for others to say; {@code reason}: what the operator has written already, or
     * null; {@code posted}: whether he had seen what would happen.
     */
    private record Refusing(String said, String reason, boolean posted) {}

    private Refusing refusing(RoutingContext ctx, Throwable failure, String reason, boolean posted) {
        var words = console.words(ctx);
        if (failure instanceof Declined declined) {
            return new Refusing(declined.why().in(words), reason, posted);
        }
        var said = failure instanceof Refused refused ? keyOf(refused.reason()) : null;
        return new Refusing(said == null ? null : words.say(said), reason, posted);
    }

    /** What the panel says itself, so that nobody loses what he has written; null for the others. */
    private static String keyOf(Refusal reason) {
        return switch (reason) {
            case WORK_UNKNOWN -> "refusal.work-unknown";
            case BUSY -> "deskFault.busy";
            case OUTCOME_UNKNOWN -> "deskFault.outcome-unknown";
            default -> null;
        };
    }

    private Future<Reply> show(RoutingContext ctx, Order order, Preview preview, Done done, Refusing refusing) {
        var words = console.words(ctx);
        var title = title(words, order);
        var atTheSide = ctx.request().getHeader(PART) != null;
        var view = new View(
                atTheSide ? title.text() : null,
                "/operator/c/" + order.slug() + "/acts/" + order.act().word(),
                done == null ? ActForm.fields(order, words) : List.of(),
                preview == null
                        ? List.of()
                        : preview.sentences().stream()
                                .map(sentence -> sentence.in(words))
                                .toList(),
                preview == null ? Map.of() : preview.order().fields(),
                preview == null ? null : preview.version(),
                preview == null ? null : preview.typed(),
                preview != null && preview.second(),
                done != null,
                done != null ? done.said().in(words) : refusing == null ? null : refusing.said(),
                refusing == null ? null : refusing.reason(),
                back(order, done));
        return atTheSide ? console.part(ctx, "act", title, view) : console.show(ctx, "act", title, view);
    }

    private static Title title(Words words, Order order) {
        return Title.of(words.say("acts." + order.act().word() + ".name"), areaOf(order), order.slug());
    }

    private static String areaOf(Order order) {
        if (order.act() == Act.CONFIRM || order.act() == Act.TAKE_BACK) {
            return "waiting";
        }
        return order.text("voter") != null ? "voters" : order.text("work") != null ? "works" : "campaign";
    }

    /** The page of what the act was about; what waits now is on a page of its own. */
    private static String back(Order order, Done done) {
        var area = done != null && done.proposal() != null ? "waiting" : areaOf(order);
        var page = "/operator/c/" + order.slug() + "/" + area;
        return switch (area) {
            case "voters" -> page + "?voter=" + URLEncoder.encode(order.text("voter"), StandardCharsets.UTF_8);
            case "works" -> page + "/" + Work.escaped(order.text("work"));
            default -> page;
        };
    }

    private static Act actOf(RoutingContext ctx) {
        return Act.of(ctx.pathParam("act")).orElseThrow(Refusal.PATH_UNKNOWN::refused);
    }

    private static String field(RoutingContext ctx, String name) {
        var value = ctx.request().getFormAttribute(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
