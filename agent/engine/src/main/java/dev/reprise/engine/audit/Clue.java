package dev.reprise.engine.audit;

/**
 * Something in a method's code that may decide its answers without being in its keys, or that a hit would leave undone.
 *
 * @param kind what it is
 * @param what the method or field, as {@code Instant.now}
 * @param where the method that has it, as {@code PromptBuilder.build}
 */
public record Clue(Kind kind, String what, String where) {

    /** What a clue is of. */
    public enum Kind {
        /** A clock. */
        CLOCK("a clock", false),
        /** A random number or name. */
        RANDOM("a random number", false),
        /** A thread-local variable. */
        THREAD_LOCAL("a thread-local", false),
        /** A system property or a variable of the environment. */
        SETTING("a system property or environment variable", false),
        /** A static field that is not final, or a container in one that is. */
        STATIC_FIELD("a static field", false),
        /** What is asked for an answer of its own. */
        MODEL("a language model", false),
        /** A file that is read. */
        FILE("a file", false),
        /** A database that is asked. */
        DATABASE_READ("a database", false),
        /** A file that is written. */
        WRITES_FILE("writes to a file", true),
        /** A request to another service. */
        SENDS("sends a request", true),
        /** A statement for a database. */
        DATABASE("changes a database", true),
        /** A static field that is written. */
        WRITES_STATIC("changes a static field", true);

        private final String words;
        private final boolean effect;

        Kind(String words, boolean effect) {
            this.words = words;
            this.effect = effect;
        }

        /** Returns whether a hit leaves it undone, rather than that it decides the answer. */
        public boolean isEffect() {
            return effect;
        }
    }

    @Override
    public String toString() {
        return kind.words + " (" + what + " in " + where + ")";
    }
}
