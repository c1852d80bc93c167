package io.dianzan.operator.export;

import java.io.IOException;

/**
 * A file in the making, used by one thread after the other. Cells are texts, whole numbers, booleans, dates, times with
 * their offset, or null.
 */
interface Sheet {
    void row(Object[] cells) throws IOException;

    /** Writes what makes the file whole; before that no reader takes it for whole, where the format can tell. */
    void end() throws IOException;
}
