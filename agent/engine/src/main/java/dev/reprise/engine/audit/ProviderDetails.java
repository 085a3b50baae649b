package dev.reprise.engine.audit;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells what a provider says of each answer anew from what it answers: ids, times, fingerprints, what the call took. */
final class ProviderDetails {

    private static final Set<String> NAMES = Set.of(
            "id",
            "created",
            "createdat",
            "createtime",
            "completedat",
            "date",
            "timestamp",
            "systemfingerprint",
            "fingerprint",
            "requestid",
            "xrequestid",
            "responseid",
            "itemid",
            "sequencenumber",
            "obfuscation",
            "servicetier",
            "latencyms",
            "responsetime");

    private static final List<String> PARTS =
            List.of("usage", "duration", "latency", "ratelimit", "headers", "tokencount", "rawhttp", "rawserversent");

    private static final List<String> LIBRARIES = List.of(
            "dev.langchain4j.",
            "com.openai.",
            "com.anthropic.",
            "org.springframework.ai.",
            "io.github.ollama4j.",
            "com.google.genai.",
            "software.amazon.awssdk.",
            "com.azure.ai.",
            "ai.koog.");

    /** Where some libraries have what a field of theirs holds. */
    private static final String WRAPPED = "value";

    private ProviderDetails() {}

    /** Returns whether a class is one of a client's, by its name. */
    static boolean isOfLibrary(String className) {
        for (String library : LIBRARIES) {
            if (className.startsWith(library)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether what stands at a path of a provider's answer is such a thing. */
    static boolean isDetail(String path) {
        String last = "";
        for (String name : path.split("\\.", -1)) {
            int index = name.indexOf('[');
            String own = plain(index < 0 ? name : name.substring(0, index));
            last = own.equals(WRAPPED) ? last : own;
            for (String part : PARTS) {
                if (last.contains(part)) {
                    return true;
                }
            }
        }
        return NAMES.contains(last);
    }

    /** The libraries write one name in several ways. */
    private static String plain(String name) {
        return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }
}
