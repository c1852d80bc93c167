package io.dianzan.catalogue;

/** What is wrong in a file of works: the line on which the row starts, the column (null: the whole row) and why. */
public record BadRow(long line, String column, String reason) {
    @Override
    public String toString() {
        return "line " + line + (column == null ? "" : ", " + column) + ": " + reason;
    }
}
