package io.dianzan.operator.acts;

import io.dianzan.operator.staff.Operator;
import io.vertx.core.Future;

/** How acts of one kind are shown and done. */
interface Deed {
    /** Fails with {@link Declined} where it cannot be done as things stand. */
    Future<Preview> preview(Setting setting, Operator operator, Order order);

    /** Does what was shown, or nothing; the store decides whether things still stand as they were. */
    Future<Done> carryOut(Setting setting, Operator operator, Preview preview, String reason);
}
