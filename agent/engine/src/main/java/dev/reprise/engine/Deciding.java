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
