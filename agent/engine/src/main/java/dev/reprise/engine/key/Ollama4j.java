package dev.reprise.engine.key;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** ollama4j. */
record Ollama4j(String declaring) implements KeyAdapter {

    static final String LIBRARY = "io.github.ollama4j.";

    @Override
    public boolean leavesOut(Field field) {
        if (!declaring.equals(LIBRARY + "Ollama") && !declaring.endsWith(".OllamaEndpointCaller")) {
            return false;
        }
        return switch (field.getName()) {
            // How long a call may take; one that takes longer throws.
            case "requestTimeoutSeconds", "imageURLReadTimeoutSeconds", "imageURLConnectTimeoutSeconds" -> true;
            // Of fetching models, and of counting calls.
            case "numberOfRetriesForModelPull", "metricsEnabled" -> true;
            default -> false;
        };
    }

    @Override
    public @Nullable Object content(Field field, @Nullable Object content, Walk walk) throws Unkeyable {
        boolean takesTokens =
                field.getName().equals("tokenHandler") || field.getName().equals("responseStreamObserver");
        if (content != null && takesTokens && declaring.endsWith("EndpointCaller")) {
            throw walk.refuse("takes the tokens while they come, which an entry does not repeat");
        }
        return content;
    }
}
