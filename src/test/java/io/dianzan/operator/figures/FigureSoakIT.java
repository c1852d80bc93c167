package io.dianzan.operator.figures;

import io.dianzan.kit.InChromium;
import org.junit.jupiter.api.Tag;

/** The same over a ledger of ten million ballots. */
@InChromium
@Tag("soak")
class FigureSoakIT extends FigurePagesIT {}
