package dev.reprise.engine;

import java.util.List;
import java.util.Locale;

/** Guesses by its path whether what changes from call to call is what a model is told, or what tells it. */
final class Deciding {

    private static final List<String> WORDS = List.of(
            "memory",
            "memories",
            "history",
            "conversation",
            "messages",
            "retriev",
            "supplier",
            "provider",
            "clock",
            "threadlocal");

    private Deciding() {}

    /**
     * Returns what a user can do about calls that differ at a path only.
     *
     * @param ofClient whether the method is one below which no other model is asked
     * @param leavingOut the line that leaves the path out of keys
     */
    static String advice(String path, boolean ofClient, String leavingOut) {
        if (!looks(path)) {
            return "if it does not decide the answer, " + leavingOut;
        }
        return ofClient
                ? "it looks like what decides the answer; only if it does not, " + leavingOut
                : "it looks like what decides the answer: cache the model below instead (`clients: { langchain4j: on }`,"
                        + " say); only if it does not decide the answer, " + leavingOut;
    }

    static boolean looks(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        for (String word : WORDS) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
