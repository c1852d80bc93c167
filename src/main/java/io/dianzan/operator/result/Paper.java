package io.dianzan.operator.result;

import java.util.List;

/** What a document is written on, part after part; all texts are plain, whatever they hold. */
interface Paper {
    void title(String text);

    void heading(String text);

    void line(String text);

    /** Empty {@code rows} make no table. */
    void table(List<String> columns, List<List<String>> rows);

    /** All that was written. */
    String text();
}
