package dev.reprise.engine.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads JSON by Jackson's tokens; its tree would cost three times as much at start-up. */
final class JsonReader {

    private final Document document;
    private final Nodes nodes;

    JsonReader(Document document, Nodes nodes) {
        this.document = document;
        this.nodes = nodes;
    }

    /** Returns the root, or null if the document is empty. */
    @Nullable
    Node root() throws BrokenDocument, IOException {
        // Without the pool that recycles buffers in a thread-local: the thread is the host's.
        JsonFactory factory = JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .build();
        try (JsonParser tokens = factory.createParser(document.text())) {
            if (tokens.nextToken() == null) {
                return null;
            }
            Node root = node(tokens, 1);
            if (tokens.nextToken() != null) {
                nodes.secondDocument(here(tokens));
            }
            return root;
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            throw new BrokenDocument(
                    location == null ? nodes.whole() : nodes.at(location.getLineNr(), location.getColumnNr()),
                    "is not valid JSON: " + firstLine(e.getOriginalMessage()));
        }
    }

    private Node node(JsonParser tokens, int depth) throws BrokenDocument, IOException {
        SourceLocation where = here(tokens);
        nodes.checkDepth(depth, where);
        JsonToken token = tokens.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Node.Mapping mapping = new Node.Mapping(where);
            while (tokens.nextToken() != JsonToken.END_OBJECT) {
                SourceLocation key = here(tokens);
                String name = tokens.currentName();
                tokens.nextToken();
                nodes.put(mapping, name, key, node(tokens, depth + 1));
            }
            return mapping;
        }
        if (token == JsonToken.START_ARRAY) {
            Node.Sequence sequence = new Node.Sequence(where);
            while (tokens.nextToken() != JsonToken.END_ARRAY) {
                sequence.items().add(node(tokens, depth + 1));
            }
            return sequence;
        }
        return token == JsonToken.VALUE_NULL ? new Node.Nothing(where) : new Node.Scalar(where, tokens.getText());
    }

    private SourceLocation here(JsonParser tokens) {
        JsonLocation location = tokens.currentTokenLocation();
        return nodes.at(location.getLineNr(), location.getColumnNr());
    }

    private static String firstLine(@Nullable String message) {
        String text = message == null ? "" : message;
        int noise = text.indexOf(" (start marker at");
        int line = text.indexOf('\n');
        return text.substring(0, Math.min(noise < 0 ? text.length() : noise, line < 0 ? text.length() : line));
    }
}
