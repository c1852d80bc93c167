package io.dianzan.page;

import java.util.List;

/** The privacy notice; {@code organiser} is HTML that {@link Markdown} made, or empty; {@code version} 0 is none. */
public record PrivacyView(Frame frame, int version, List<Part> parts, String organiser) {
    /** A heading and what stands under it. */
    public record Part(String title, List<String> lines) {}
}
