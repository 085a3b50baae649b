package dev.reprise.clients.matrix;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The table of a client as agent/README.md has it, between two comments that name it. */
final class KeptTable {

    private static final Path FILE = Path.of("..", "..", "README.md");
    private static final String END = "<!-- end -->";

    private KeptTable() {}

    /** Whether the kept table is to be replaced: {@code mvn verify -Dreprise.matrix=write}. */
    static boolean isToBeWritten() {
        return "write".equals(System.getProperty("reprise.matrix"));
    }

    /** Returns the table; empty if there is none. */
    static String read(String title) throws IOException {
        String all = Files.readString(FILE);
        int start = start(all, title);
        return start < 0 ? "" : all.substring(start, all.indexOf(END, start));
    }

    /** Replaces the table, while the build may replace that of another client in another process. */
    static void write(String title, String table) throws IOException {
        Path lock = Path.of(System.getProperty("java.io.tmpdir"), "reprise-matrix.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            String all = Files.readString(FILE);
            int start = start(all, title);
            if (start < 0) {
                throw new IllegalStateException("agent/README.md has no place for " + title);
            }
            Path whole = FILE.resolveSibling("README.md.new");
            Files.writeString(whole, all.substring(0, start) + table + all.substring(all.indexOf(END, start)));
            Files.move(whole, FILE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static int start(String all, String title) {
        String mark = "<!-- matrix of " + title + " -->\n";
        int found = all.indexOf(mark);
        return found < 0 ? -1 : found + mark.length();
    }
}
