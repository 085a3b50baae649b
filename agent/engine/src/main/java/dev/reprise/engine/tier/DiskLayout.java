package dev.reprise.engine.tier;

import dev.reprise.engine.key.CacheKey;
import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where what lies below {@code home}. Thread-safe.
 *
 * <pre>
 * mac.key                          the key of the entries' codes
 * v1/SCOPE/2 hex/2 hex/60 hex      one entry, named by its key
 * tmp/                             entries and keys that are being written
 * run/                             a file for each process that writes, locked while it lives
 * sweep.lock                       held by the JVM that sweeps
 * epochs                           what was evicted, see EpochLog
 * epochs.lock                      held by the JVM that writes to it
 * </pre>
 */
final class DiskLayout {

    final Path home;
    final Path scopes;
    final Path temporary;
    final Path macKey;
    final Path sweepLock;
    final Path runs;
    final Path epochs;
    final Path epochsLock;

    /** What tells this process and home from others; the names of its temporary files begin with it. */
    final String run = Long.toHexString(System.currentTimeMillis()) + "-" + Long.toHexString(System.nanoTime());

    private final String prefix;
    private final AtomicLong counter = new AtomicLong();

    DiskLayout(Path home) {
        this.home = home;
        this.scopes = home.resolve("v1");
        this.temporary = home.resolve("tmp");
        this.macKey = home.resolve("mac.key");
        this.sweepLock = home.resolve("sweep.lock");
        this.runs = home.resolve("run");
        this.epochs = home.resolve("epochs");
        this.epochsLock = home.resolve("epochs.lock");
        this.prefix = scopes + File.separator;
    }

    Path scope(String scope) {
        return scopes.resolve(scope);
    }

    File entry(String scope, CacheKey key) {
        String hex = key.hex();
        return new File(new StringBuilder(prefix.length() + scope.length() + hex.length() + 3)
                .append(prefix)
                .append(scope)
                .append(File.separatorChar)
                .append(hex, 0, 2)
                .append(File.separatorChar)
                .append(hex, 2, 4)
                .append(File.separatorChar)
                .append(hex, 4, hex.length())
                .toString());
    }

    /**
     * Returns a name that no other process and no other call uses: two processes of one machine do not begin in the same
     * nanosecond. Not by process id: {@code ProcessHandle} sets up the host's common pool, and containers share ids.
     */
    String uniqueName() {
        return run + "-" + counter.getAndIncrement();
    }

    /** Returns the run that made such a name; the name itself if none did. */
    static String runOf(String uniqueName) {
        int end = uniqueName.lastIndexOf('-');
        return end < 0 ? uniqueName : uniqueName.substring(0, end);
    }

    /**
     * Returns whether a name can be a directory of entries. The configuration has the same rule; here it is what stands
     * between a name and {@code ../../}.
     */
    static boolean validScope(String name) {
        if (name.isEmpty() || name.length() > 64 || name.charAt(0) == '.') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }
}
