package dev.reprise.admin.cli;

/** What came of a look at one thing. */
enum Verdict {
    OK("ok", 32),
    WARN("warn", 33),
    FAIL("fail", 31);

    private final String word;
    private final int colour;

    Verdict(String word, int colour) {
        this.word = word;
        this.colour = colour;
    }

    String word() {
        return word;
    }

    /** Returns the number that a terminal knows it by. */
    int colour() {
        return colour;
    }
}
