package dev.reprise.admin;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.MemorySettings;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.RedisSettings;
import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in one line what is on. */
public final class StartLine {

    private StartLine() {}

    /**
     * Returns the line that a service prints when the agent has started.
     *
     * @param version the agent's version
     * @param configuration what is in force
     */
    public static String of(String version, Configuration configuration) {
        int own = configuration.ownMethods().size();
        StringBuilder line = new StringBuilder("Reprise ");
        line.append(version).append(" is ").append(word(configuration.mode()));
        line.append(" (").append(configuration.origin()).append("): ");
        line.append(own)
                .append(own == 1 ? " configured method" : " configured methods")
                .append(", @Cached methods");
        clients(line, "served", configuration.catalogue().clients(Mode.ON));
        clients(line, "observed", configuration.catalogue().clients(Mode.OBSERVE));
        line.append("; memory ")
                .append(
                        configuration.memory().enabled()
                                ? size(configuration.memory().maxBytes())
                                : "off");
        line.append(", disk ")
                .append(
                        configuration.disk().enabled()
                                ? size(configuration.disk().maxBytes())
                                : "off");
        File home = configuration.home();
        if (configuration.disk().enabled() && home != null) {
            line.append(" in ").append(home.getPath());
        }
        RedisSettings redis = configuration.redis();
        if (redis != null) {
            line.append(", redis ").append(redis.address());
        }
        return line.toString();
    }

    /**
     * Returns what a service is warned of whose heap is small for what the configuration gives to the memory tier, or null.
     *
     * @param configuration what is in force
     * @param heapBytes how large the service's heap may become
     */
    public static @Nullable String warning(Configuration configuration, long heapBytes) {
        MemorySettings memory = configuration.memory();
        return memory.isMostOf(heapBytes)
                ? "tiers.memory.max-size lets entries take " + size(memory.maxBytes()) + " of a heap of "
                        + size(heapBytes)
                        + "; write a smaller one, or leave it out: it is an eighth of a small heap then"
                : null;
    }

    private static void clients(StringBuilder line, String how, List<String> names) {
        if (!names.isEmpty()) {
            line.append("; clients ").append(how).append(':');
            for (String name : names) {
                line.append(' ').append(name);
            }
        }
    }

    private static String word(Mode mode) {
        return switch (mode) {
            case OFF -> "off";
            case OBSERVE -> "observing";
            case ON -> "on";
        };
    }

    /** Writes a size in the largest unit that divides it, as the configuration would. */
    static String size(long bytes) {
        if (bytes >= 1L << 30 && bytes % (1L << 30) == 0) {
            return (bytes >> 30) + " GB";
        }
        if (bytes >= 1L << 20) {
            return (bytes >> 20) + " MB";
        }
        return bytes >= 1L << 10 ? (bytes >> 10) + " KB" : bytes + " B";
    }
}
