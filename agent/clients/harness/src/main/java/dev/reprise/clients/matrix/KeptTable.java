package dev.reprise.clients.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

    static void write(String title, String table) throws IOException {
        String all = Files.readString(FILE);
        int start = start(all, title);
        if (start < 0) {
            throw new IllegalStateException("agent/README.md has no place for " + title);
        }
        Files.writeString(FILE, all.substring(0, start) + table + all.substring(all.indexOf(END, start)));
    }

    private static int start(String all, String title) {
        String mark = "<!-- matrix of " + title + " -->\n";
        int found = all.indexOf(mark);
        return found < 0 ? -1 : found + mark.length();
    }
}
