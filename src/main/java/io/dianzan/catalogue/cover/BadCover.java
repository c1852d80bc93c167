package io.dianzan.catalogue.cover;

/** A cover that was not imported: the number, or what stood in its place, and why. */
public record BadCover(String number, String reason) {
    @Override
    public String toString() {
        return number + ": " + reason;
    }
}
