package io.dianzan.catalogue.cover;

import io.dianzan.catalogue.Work;

/** A cover to make: of which work, and where its picture is. */
record Order(Work work, Source source) {
    /** Reads the picture as it is; blocks. */
    @FunctionalInterface
    interface Source {
        byte[] read() throws BadPicture;
    }
}
