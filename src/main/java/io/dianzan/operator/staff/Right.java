package io.dianzan.operator.staff;

/** What somebody may do at the console; {@link Role} says who. */
public enum Right {
    /** Look at figures, limits and the campaign: nothing that is about one person. */
    SEE,
    /** Look at single voters, at the audit, and take exports. */
    AUDIT,
    /** Change something. */
    ACT
}
