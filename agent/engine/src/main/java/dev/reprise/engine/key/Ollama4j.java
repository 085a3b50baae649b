package dev.reprise.engine.key;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** ollama4j. */
record Ollama4j(String declaring) implements KeyAdapter {

    static final String LIBRARY = "io.github.ollama4j.";

    /** Returns whether a class of the service's own extends one that the client writes by its getters, whatever they say. */
    static boolean isExtendedMessage(Class<?> type) {
        if (type.getName().startsWith(LIBRARY)) {
            return false;
        }
        for (Class<?> base = type.getSuperclass(); base != null; base = base.getSuperclass()) {
            if (base.getName().startsWith(LIBRARY + "models.")) {
                return true;
            }
        }
        return false;
    }

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
        if (content != null && declaring.endsWith("EndpointCaller")) {
            if (field.getName().equals("tokenHandler")) {
                throw walk.refuse(
                        "takes the tokens while they come, which an entry of `call` repeats, and none of this one");
            }
            if (field.getName().equals("responseStreamObserver")) {
                throw walk.refuse("takes the tokens while they come, which an entry does not repeat");
            }
        }
        return content;
    }
}
