package dev.reprise.engine.config;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads YAML or JSON as a tree of nodes with locations. What is wrong becomes a problem. */
final class DocumentReader {

    private DocumentReader() {}

    /** Returns the root of the document, or null if it is empty or its syntax is broken; the latter is a problem. */
    static Node.@Nullable Mapping read(Document document, Problems problems) {
        Nodes nodes = new Nodes(document.name(), problems);
        try {
            Node root =
                    document.json() ? new JsonReader(document, nodes).root() : new YamlReader(document, nodes).root();
            if (root instanceof Node.Mapping mapping) {
                return mapping;
            }
            if (root != null && !(root instanceof Node.Nothing)) {
                problems.error(
                        root.where(),
                        "holds " + (root instanceof Node.Scalar ? "a single value" : root.kind())
                                + ", but a configuration is keys and values, such as mode: on");
            }
        } catch (BrokenDocument broken) {
            problems.error(broken.where(), broken.reason());
        } catch (IOException e) {
            problems.error(SourceLocation.whole(document.name()), "cannot be read: " + e.getMessage());
        }
        return null;
    }
}
