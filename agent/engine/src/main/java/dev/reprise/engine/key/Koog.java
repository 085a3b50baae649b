package dev.reprise.engine.key;

import java.lang.reflect.Field;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The clients of Koog: what they are set up with, and the HTTP client that has the address, the headers and the key. */
record Koog(String declaring) implements KeyAdapter {

    static final String LIBRARY = "ai.koog.";

    private static final Set<String> HTTP_CLIENTS = Set.of(LIBRARY + "http.client.ktor.KtorKoogHttpClient");

    @Override
    public boolean leavesOut(Field field) {
        return switch (field.getType().getName()) {
            // Derived from the other fields at the first need.
            case "kotlin.Lazy" -> true;
            // How long something may take, when it was, and what is written down of it.
            case "io.github.oshai.kotlinlogging.KLogger",
                    LIBRARY + "utils.time.KoogClock",
                    LIBRARY + "prompt.executor.clients.ConnectionTimeoutConfig" -> true;
            // The library's own way of reading and writing, which no service can set.
            case "kotlinx.serialization.json.Json" -> declaring.startsWith(LIBRARY + "prompt.executor.");
            default -> false;
        };
    }

    @Override
    public @Nullable Object content(Field field, @Nullable Object content, Walk walk) throws Unkeyable {
        boolean isHttpClient = field.getType().getName().equals(LIBRARY + "http.client.KoogHttpClient");
        if (content != null
                && isHttpClient
                && !HTTP_CLIENTS.contains(content.getClass().getName())) {
            throw walk.refuseUnlessIgnored(
                    "is a " + LambdaShape.said(content.getClass()) + ", an HTTP client that may ask anybody");
        }
        return content;
    }
}
