package dev.reprise.engine.key;

import dev.reprise.engine.reflect.JdkClasses;

/**
 * Code that behaves as its version says, whoever uses it: the JDK and well-known libraries. What such a class keeps for
 * itself, a cache or a lambda of its own, need not count. What the host hands to it does.
 */
final class KnownCode {

    /**
     * Packages, each with what is below it. No library whose classes merely carry what others put into them, such as
     * tuples, collections and suppliers: what they hold is the host's.
     *
     * <p>One text, as in {@link NoContent}, because the build renames strings that begin with some of these names.
     */
    private static final String[] PACKAGES = """
            dev.langchain4j. com.openai. com.anthropic. okhttp3. okio. kotlinx.coroutines.
            com.fasterxml.jackson. tools.jackson. com.google.gson. com.github.victools.
            org.springframework. org.slf4j. ch.qos.logback. org.apache.logging. org.apache.commons.logging. org.jboss.logging.
            org.apache.http. org.apache.hc. io.netty. reactor.netty. io.opentelemetry. io.micrometer.
            org.hibernate. com.zaxxer.hikari. com.github.benmanes.caffeine. io.github.resilience4j. io.grpc.
            software.amazon.awssdk. com.azure. com.google.cloud. com.google.api. com.google.auth. com.google.genai.
            ai.koog. io.ktor.
            """.strip().split("\\s+");

    private KnownCode() {}

    /** Returns whether a class, hidden or not, comes with the JDK or a well-known library. */
    static boolean includes(Class<?> type) {
        if (JdkClasses.contains(type)) {
            return true;
        }
        String name = type.getName();
        for (String known : PACKAGES) {
            if (name.startsWith(known)) {
                return true;
            }
        }
        return false;
    }
}
