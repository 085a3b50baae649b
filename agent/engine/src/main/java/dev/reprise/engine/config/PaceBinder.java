package dev.reprise.engine.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code replay}, of all methods or of some. */
final class PaceBinder {

    private PaceBinder() {}

    /**
     * Returns the pace, or null if there is none or it is a problem.
     *
     * @param fields what {@code replay} is a key of
     */
    static @Nullable Pace bind(Fields fields, Problems problems) {
        Node node = fields.node("replay");
        if (node == null) {
            return null;
        }
        Fields replay = Fields.of(node, fields.path("replay"), List.of("pace"), problems);
        String text = replay.text("pace");
        try {
            return text == null ? null : Pace.parse(text);
        } catch (IllegalArgumentException e) {
            replay.problem("pace", Fields.message(e));
            return null;
        }
    }
}
