package io.dianzan.bench;

/** The server did not do what was measured, so that the figure says nothing. */
final class WrongAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongAnswer(String message) {
        super(message);
    }
}
