package dev.reprise.engine.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client library whose answers carry themselves as JSON, exactly, by a mapper of its own.
 *
 * @param modelPackage the package of its answers, with the closing dot
 * @param mappers the class that makes the mapper
 */
record SdkJson(String id, String modelPackage, String mappers) {

    private static final List<SdkJson> ALL = List.of(
            new SdkJson("openai-json-1", "com.openai.models.", "com.openai.core.ObjectMappers"),
            new SdkJson("anthropic-json-1", "com.anthropic.models.", "com.anthropic.core.ObjectMappers"));

    /** Returns the library that a class belongs to, or null. */
    static @Nullable SdkJson of(Class<?> type) {
        if (type.getClassLoader() == null) {
            return null;
        }
        for (SdkJson sdk : ALL) {
            if (type.getName().startsWith(sdk.modelPackage)) {
                return sdk;
            }
        }
        return null;
    }
}
