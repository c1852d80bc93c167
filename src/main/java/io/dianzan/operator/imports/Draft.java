package io.dianzan.operator.imports;

import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/** A file of works that an operator has looked at and not applied yet; {@code hash} is of its bytes, in hex. */
record Draft(UUID id, String operator, String name, String hash, Buffer bytes, int catalogue) {}
