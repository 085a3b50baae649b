package dev.reprise.engine.key;

/** Says what a user writes to leave something out of the keys of one method. Thread-safe. */
@FunctionalInterface
public interface LeavingOut {

    /** For a method with an entry of its own in the configuration. */
    LeavingOut BY_ENTRY = path -> "`key: { ignore: [" + path + "] }`";

    /**
     * Returns the line.
     *
     * @param path what is to be left out, as {@code key: ignore} has it
     */
    String by(String path);
}
