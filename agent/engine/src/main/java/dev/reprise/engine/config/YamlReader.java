package dev.reprise.engine.config;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads YAML by the events of SnakeYAML, the parser below Jackson's YAML module. Jackson's own tokens over them would
 * cost the host's start as much again: they bring along regular expressions, big numbers and {@code java.sql}. Aliases
 * are refused, not followed, so no document grows while it is read.
 */
final class YamlReader {

    private final Document document;
    private final Nodes nodes;
    private final ParserImpl events;

    YamlReader(Document document, Nodes nodes) {
        this.document = document;
        this.nodes = nodes;
        this.events = new ParserImpl(new StreamReader(document.text()), new LoaderOptions());
    }

    /** Returns the root, or null if the document is empty. */
    @Nullable
    Node root() throws BrokenDocument {
        try {
            events.getEvent(); // The stream begins.
            if (!(events.getEvent() instanceof DocumentStartEvent)) {
                return null;
            }
            Node root = node(events.getEvent(), 1);
            events.getEvent(); // The document ends.
            Event next = events.getEvent();
            if (!(next instanceof StreamEndEvent)) {
                nodes.secondDocument(where(next.getStartMark()));
            }
            return root;
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            throw new BrokenDocument(mark == null ? nodes.whole() : where(mark), new YamlMistake(document).of(e));
        } catch (YAMLException e) {
            throw new BrokenDocument(nodes.whole(), YamlMistake.message(e.getMessage()));
        }
    }

    private Node node(Event event, int depth) throws BrokenDocument {
        SourceLocation where = where(event.getStartMark());
        nodes.checkDepth(depth, where);
        if (event instanceof MappingStartEvent) {
            return mapping(where, depth);
        }
        if (event instanceof SequenceStartEvent) {
            Node.Sequence sequence = new Node.Sequence(where);
            for (Event item = events.getEvent(); !(item instanceof SequenceEndEvent); item = events.getEvent()) {
                sequence.items().add(node(item, depth + 1));
            }
            return sequence;
        }
        if (event instanceof AliasEvent alias) {
            String text = alias.getAnchor();
            nodes.problem(
                    where,
                    "\"*" + text + "\" refers to another place of the document, which is not supported; a text that"
                            + " begins with '*' needs quotes: \"*" + text + "\"");
            return new Node.Nothing(where);
        }
        ScalarEvent scalar = (ScalarEvent) event;
        boolean nothing = scalar.isPlain() && isNothing(scalar.getValue());
        return nothing ? new Node.Nothing(where) : new Node.Scalar(where, scalar.getValue());
    }

    private Node mapping(SourceLocation where, int depth) throws BrokenDocument {
        Node.Mapping mapping = new Node.Mapping(where);
        for (Event key = events.getEvent(); !(key instanceof MappingEndEvent); key = events.getEvent()) {
            SourceLocation at = where(key.getStartMark());
            if (!(key instanceof ScalarEvent name)) {
                throw new BrokenDocument(
                        at, YamlMistake.message("a key must be a word, not a list, a mapping or a reference"));
            }
            nodes.put(mapping, name.getValue(), at, node(events.getEvent(), depth + 1));
        }
        return mapping;
    }

    /** The ways of YAML's core schema to write nothing. */
    private static boolean isNothing(String text) {
        return text.isEmpty() || text.equals("~") || text.equals("null") || text.equals("Null") || text.equals("NULL");
    }

    private SourceLocation where(Mark mark) {
        return nodes.at(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
