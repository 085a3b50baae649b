package dev.reprise.engine.redis;

import java.io.IOException;

/** Answers did not come in time, though the server sent a good deal of them: they are large, and the way is narrow. */
final class Late extends IOException {

    private static final long serialVersionUID = 1L;

    private final int number;
    private final boolean alone;

    /**
     * @param number the number of the answer that was coming
     * @param alone whether it was a good deal of this one
     */
    Late(int number, boolean alone) {
        super("it did not come in time");
        this.number = number;
        this.alone = alone;
    }

    int number() {
        return number;
    }

    boolean isAlone() {
        return alone;
    }
}
