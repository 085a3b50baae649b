package dev.reprise.weaver.match;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Warns once about each thing. */
final class MatchLog {

    private static final int LIMIT = 1_000;

    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final Consumer<String> warnings;

    MatchLog(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    void warn(String message) {
        if (said.size() < LIMIT && said.add(message)) {
            warnings.accept(message);
        }
    }
}
