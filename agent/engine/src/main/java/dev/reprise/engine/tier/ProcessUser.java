package dev.reprise.engine.tier;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The user whose rights this process has.
 *
 * @param id the number that files of his carry, or {@link #UNKNOWN}
 */
record ProcessUser(int id) {

    static final int ROOT = 0;
    static final int UNKNOWN = -1;

    /** Asks the system. Not by name: in a container a user often has none. */
    static ProcessUser current() {
        try {
            return new ProcessUser(owner(Path.of("/proc/self")));
        } catch (IOException | RuntimeException e) {
            return byOwnFile(); // No Linux.
        }
    }

    private static ProcessUser byOwnFile() {
        try {
            Path own = File.createTempFile("reprise", null).toPath();
            try {
                return new ProcessUser(owner(own));
            } finally {
                Files.delete(own);
            }
        } catch (IOException | RuntimeException e) {
            return new ProcessUser(UNKNOWN);
        }
    }

    /**
     * Returns whether a file's owner may choose this process's answers. Root can in any case; and a process of root's, as in
     * many containers, works in directories that their users gave it.
     */
    boolean trusts(int owner) {
        return owner == id || owner == ROOT || id == ROOT || id == UNKNOWN;
    }

    private static int owner(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }
}
