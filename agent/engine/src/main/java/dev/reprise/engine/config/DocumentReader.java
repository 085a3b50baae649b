package dev.reprise.engine.config;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads YAML or JSON as a tree of nodes with locations.
 *
 * <p>From the stream of tokens, because this runs before the host's main method and Jackson's own tree costs three times
 * as much at start-up. Aliases are refused, not followed, so no document grows while it is read.
 */
final class DocumentReader {

    private static final int DEEPEST = 32;

    private final String file;
    private final Problems problems;
    private final JsonParser tokens;

    private DocumentReader(String file, Problems problems, JsonParser tokens) {
        this.file = file;
        this.problems = problems;
        this.tokens = tokens;
    }

    /** Returns the root of the document, or null if it is empty or its syntax is broken; the latter is a problem. */
    static Node.@Nullable Mapping read(Document document, Problems problems) {
        try (JsonParser tokens = tokens(document)) {
            return new DocumentReader(document.name(), problems, tokens).root();
        } catch (JsonProcessingException e) {
            problems.error(where(document.name(), e), message(document, e));
        } catch (IOException e) {
            problems.error(SourceLocation.whole(document.name()), "cannot be read: " + e.getMessage());
        }
        return null;
    }

    private static JsonParser tokens(Document document) throws IOException {
        StringReader text = new StringReader(document.text());
        return document.json() ? json(text) : yaml(text);
    }

    private static JsonParser json(Reader text) throws IOException {
        // Without the pool that recycles buffers in a thread-local: the thread is the host's.
        return JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .build()
                .createParser(text);
    }

    /** As YAMLFactory would, which takes along the generators and all of JSON: a fifth of the time at start-up. */
    private static JsonParser yaml(Reader text) {
        IOContext context = new IOContext(
                StreamReadConstraints.defaults(),
                StreamWriteConstraints.defaults(),
                ErrorReportConfiguration.defaults(),
                new BufferRecycler(),
                ContentReference.unknown(),
                /* managedResource= */ true);
        int features = YAMLParser.Feature.EMPTY_STRING_AS_NULL.getMask();
        return new YAMLParser(context, 0, features, new LoaderOptions(), null, text);
    }

    private Node.@Nullable Mapping root() throws IOException {
        if (tokens.nextToken() == null) {
            return null;
        }
        Node root = node(1);
        if (tokens.nextToken() != null) {
            problems.error(here(), "begins a second document; write one document only");
        }
        if (root instanceof Node.Mapping mapping) {
            return mapping;
        }
        if (!(root instanceof Node.Nothing)) {
            problems.error(
                    root.where(),
                    "holds " + root.kind() + ", but a configuration is keys and values, such as mode: on");
        }
        return null;
    }

    private Node node(int depth) throws IOException {
        SourceLocation where = here();
        JsonToken token = tokens.currentToken();
        if (depth > DEEPEST) {
            throw new TooDeep(tokens);
        }
        if (token == JsonToken.START_OBJECT) {
            return mapping(where, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            Node.Sequence sequence = new Node.Sequence(where);
            while (tokens.nextToken() != JsonToken.END_ARRAY) {
                sequence.items().add(node(depth + 1));
            }
            return sequence;
        }
        if (token == JsonToken.VALUE_NULL) {
            return new Node.Nothing(where);
        }
        if (tokens instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            String text = tokens.getText();
            problems.error(
                    where,
                    "\"*" + text + "\" refers to another place of the document, which is not supported; a text that"
                            + " begins with '*' needs quotes: \"*" + text + "\"");
            return new Node.Nothing(where);
        }
        return new Node.Scalar(where, tokens.getText());
    }

    private Node mapping(SourceLocation where, int depth) throws IOException {
        Node.Mapping mapping = new Node.Mapping(where);
        while (tokens.nextToken() != JsonToken.END_OBJECT) {
            SourceLocation key = here();
            String name = tokens.currentName();
            tokens.nextToken();
            Node.Entry first = mapping.entries().get(name);
            Node.Entry entry = new Node.Entry(key, node(depth + 1));
            if (first == null) {
                mapping.entries().put(name, entry);
            } else {
                SourceLocation at = first.key();
                problems.error(key, "\"" + name + "\" is already there in line " + at.line() + "; write it once");
            }
        }
        return mapping;
    }

    private SourceLocation here() {
        JsonLocation location = tokens.currentTokenLocation();
        return new SourceLocation(file, Math.max(location.getLineNr(), 1), Math.max(location.getColumnNr(), 1));
    }

    private static SourceLocation where(String file, JsonProcessingException e) {
        if (e.getCause() instanceof MarkedYAMLException yaml) {
            Mark mark = yaml.getProblemMark();
            if (mark != null) {
                return new SourceLocation(file, mark.getLine() + 1, mark.getColumn() + 1);
            }
        }
        JsonLocation location = e.getLocation();
        if (location == null || location.getLineNr() < 1) {
            return SourceLocation.whole(file);
        }
        return new SourceLocation(file, location.getLineNr(), Math.max(location.getColumnNr(), 1));
    }

    private static String message(Document document, JsonProcessingException e) {
        if (e instanceof TooDeep) {
            return "is nested more than " + DEEPEST + " levels deep; a configuration needs five";
        }
        String what = e.getCause() instanceof MarkedYAMLException yaml ? yaml.getProblem() : e.getOriginalMessage();
        if (what == null) {
            what = "";
        }
        if (what.contains("(TAB)")) {
            what = "a tab cannot indent; write spaces";
        }
        int noise = what.indexOf(" (start marker at");
        int line = what.indexOf('\n');
        int end = Math.min(noise < 0 ? what.length() : noise, line < 0 ? what.length() : line);
        return "is not valid " + (document.json() ? "JSON" : "YAML") + ": " + what.substring(0, end);
    }

    private static final class TooDeep extends JsonProcessingException {
        private static final long serialVersionUID = 1L;

        TooDeep(JsonParser tokens) {
            super("too deep", tokens.currentTokenLocation());
        }
    }
}
