package dev.reprise.engine.audit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What methods did beside answering while they were observed, as far as somebody has seen who did it. Holds nothing of the
 * host; safe for use by any number of threads.
 */
public final class SeenEffects {

    private static final Logger log = LoggerFactory.getLogger(SeenEffects.class);

    /** Whoever these act for: a log is no effect, nor is what the agent does on the caller's thread. */
    private static final List<String> OTHERS = List.of(
            "dev.reprise.agent.",
            "dev.reprise.engine.",
            "dev.reprise.weaver.",
            "dev.reprise.admin.",
            "java.lang.RepriseGate",
            "java.util.logging.",
            "org.slf4j.",
            "org.apache.logging.",
            "ch.qos.logback.");

    private static final List<String> PROVIDERS = List.of(
            "openai.com",
            "anthropic.com",
            "openai.azure.com",
            "services.ai.azure.com",
            "generativelanguage.googleapis.com",
            "aiplatform.googleapis.com",
            "mistral.ai",
            "cohere.com",
            "cohere.ai",
            "deepseek.com",
            "groq.com",
            "openrouter.ai");

    private static final int OLLAMA = 11434;

    private final Map<String, Watched> watched = new ConcurrentHashMap<>();

    private record Watched(String name, Audit audit, BooleanSupplier isObserved) {}

    /**
     * Watches a method from now on.
     *
     * @param frame how it is called on a stack: its class, {@code #}, its name, and its descriptor, by which it is told
     *     from others of that name
     * @param name how users know it
     * @param isObserved whether what it does counts
     */
    public void watch(String frame, String name, Audit audit, BooleanSupplier isObserved) {
        watched.put(frame, new Watched(name, audit, isObserved));
    }

    /**
     * Takes that a file was written.
     *
     * @param frames who did it, the innermost first
     */
    public void wroteFile(List<String> frames, String file) {
        did(frames, "wrote to the file " + file);
    }

    /**
     * Takes that something was sent. What is sent to a provider of models is no effect.
     *
     * @param frames as above
     */
    public void sent(List<String> frames, String host, int port) {
        if (port != OLLAMA && !isProvider(host)) {
            did(frames, "sent something to " + host + ":" + port);
        }
    }

    private static boolean isProvider(String host) {
        for (String provider : PROVIDERS) {
            if (host.equals(provider) || host.endsWith("." + provider)) {
                return true;
            }
        }
        return host.startsWith("bedrock-runtime.");
    }

    private void did(List<String> frames, String what) {
        for (String frame : frames) {
            Watched method = watched.get(frame);
            if (method != null) {
                if (method.isObserved.getAsBoolean() && method.audit.did(what)) {
                    log.warn("{}: while it was observed it {}, which a hit leaves undone", method.name, what);
                }
                return;
            }
            if (isOthers(frame)) {
                return;
            }
        }
    }

    private static boolean isOthers(String frame) {
        for (String other : OTHERS) {
            if (frame.startsWith(other)) {
                return true;
            }
        }
        return ProviderDetails.isOfLibrary(frame);
    }
}
