package io.dianzan.page;

/**
 * The page of a work. {@code said} is a sentence about a vote by form, {@code share} the code of the link by which the
 * reader came; both may be null. {@code poster}: the address of its picture to pass on.
 */
public record WorkView(
        Frame frame, CampaignHead head, WorkCard work, Long asOf, Said said, String share, String poster) {}
