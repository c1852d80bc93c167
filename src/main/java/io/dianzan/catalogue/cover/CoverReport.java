package io.dianzan.catalogue.cover;

import java.util.List;
import java.util.stream.Stream;

/** What an import of covers did; what was bad was left out, and everything else is there. */
public record CoverReport(int imported, int unchanged, List<BadCover> bad) {
    CoverReport plus(int more, int same, List<BadCover> others) {
        return new CoverReport(
                imported + more,
                unchanged + same,
                Stream.concat(bad.stream(), others.stream()).toList());
    }

    @Override
    public String toString() {
        return imported + " imported, " + unchanged + " unchanged, " + bad.size() + " bad";
    }
}
