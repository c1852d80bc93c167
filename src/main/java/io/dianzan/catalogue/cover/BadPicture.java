package io.dianzan.catalogue.cover;

/** Why no cover can be made of something; in words for the operator. */
final class BadPicture extends Exception {
    private static final long serialVersionUID = 1L;

    BadPicture(String reason) {
        super(reason, null, false, false);
    }
}
