package dev.reprise.engine;

import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.HexFormat;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The version of a method that is part of its keys: what the configuration or the annotation says or, if that is {@code
 * code}, the digest of the class file that the method was compiled to, so that entries end with a deploy that changes it.
 */
final class CodeVersion {

    private static final Logger log = LoggerFactory.getLogger(CodeVersion.class);
    private static final String CODE = "code";

    private CodeVersion() {}

    /** Returns the version; empty if none was asked for. */
    static String of(MethodRule rule, Method method) {
        String version = rule.version();
        if (version == null) {
            return "";
        }
        return version.equalsIgnoreCase(CODE) ? "code " + digest(rule, method.getDeclaringClass()) : version;
    }

    private static String digest(MethodRule rule, Class<?> type) {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        // Through the class, so that a named module that encapsulates the package is no obstacle.
        try (InputStream content = type.getResourceAsStream(file)) {
            if (content != null) {
                return HexFormat.of().formatHex(Sha256.of(content.readAllBytes()));
            }
        } catch (IOException unreadable) {
            // As if there were none.
        }
        log.warn(
                "{}: version: code: the class file of {} cannot be read, so its entries end with this JVM; write a version"
                        + " of your own",
                rule.where(),
                type.getName());
        return UUID.randomUUID().toString();
    }
}
