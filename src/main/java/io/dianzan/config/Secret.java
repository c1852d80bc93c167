package io.dianzan.config;

/** A value that must not be seen: it prints as {@code ***} wherever it is logged or shown. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
