package dev.reprise.engine.config;

import java.io.File;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The directory of the disk tier where the file names none: {@code reprise} in the user's cache directory. */
final class HomeDirectory {

    private final ProcessContext context;

    HomeDirectory(ProcessContext context) {
        this.context = context;
    }

    /** Returns the directory, which need not exist, or null if the user has none, as in many containers. */
    @Nullable
    File byDefault() {
        String system = context.systemProperties().getOrDefault("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            String local = context.environment().getOrDefault("LOCALAPPDATA", "");
            return !local.isBlank() ? new File(local, "reprise") : inUserHome("AppData/Local/reprise");
        }
        if (system.startsWith("mac")) {
            return inUserHome("Library/Caches/reprise");
        }
        String cache = context.environment().getOrDefault("XDG_CACHE_HOME", "");
        // The XDG specification wants a relative path ignored.
        return new File(cache).isAbsolute() ? new File(cache, "reprise") : inUserHome(".cache/reprise");
    }

    private @Nullable File inUserHome(String path) {
        String home = context.systemProperties().getOrDefault("user.home", "");
        // "?" is what the JVM says for a user without an entry in the password file.
        return !home.isBlank() && !home.equals("?") && !home.equals("/") ? new File(home, path) : null;
    }
}
