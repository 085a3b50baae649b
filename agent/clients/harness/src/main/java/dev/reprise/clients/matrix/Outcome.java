package dev.reprise.clients.matrix;

/** What came of a cell. */
enum Outcome {
    /** As it should be. */
    WELL("✓"),

    /** The client in this version has no such method. */
    ABSENT("–"),

    /** An answer that should have come from an entry was asked for. */
    ASKED("asked again"),

    /** An answer that should have been asked for came from somewhere else. */
    SERVED("served"),

    /** What came from an entry is not what came from the provider. */
    DIFFERENT("differs"),

    /** The call failed, or did not when it should have. */
    FAILED("failed");

    private final String mark;

    Outcome(String mark) {
        this.mark = mark;
    }

    String mark() {
        return mark;
    }
}
