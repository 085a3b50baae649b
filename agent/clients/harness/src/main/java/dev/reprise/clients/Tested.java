package dev.reprise.clients;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions that a file of the catalogue says it was tested with. */
public final class Tested {

    private static final Pattern LINE = Pattern.compile("(?m)^tested: \\[(.+)]$");

    private Tested() {}

    /** Returns the ends of the ranges that are written there. */
    public static List<String> versions(String client) {
        try (InputStream content = Tested.class.getResourceAsStream("/reprise/catalogue/" + client + ".yaml")) {
            Matcher line = LINE.matcher(new String(content.readAllBytes(), StandardCharsets.UTF_8));
            if (!line.find()) {
                throw new IllegalStateException(client + " names no versions that it was tested with");
            }
            return List.of(line.group(1).split(", | to ", -1));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
