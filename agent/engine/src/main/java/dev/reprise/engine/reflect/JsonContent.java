package dev.reprise.engine.reflect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON in an answer that its client hands over as bytes. */
final class JsonContent {

    /** Images are longer than what Jackson takes by default, and what is not read is not checked. */
    private static final StreamReadConstraints UNBOUNDED =
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build();

    private JsonContent() {}

    /** Returns maps, lists, texts, also of numbers, and truth values; null if the bytes are no JSON. */
    static @Nullable Object of(byte[] bytes) {
        // Without the pool that recycles buffers in a thread-local: the thread is the host's.
        JsonFactory factory = JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .streamReadConstraints(UNBOUNDED)
                .build();
        try (JsonParser tokens = factory.createParser(bytes)) {
            tokens.nextToken();
            return value(tokens);
        } catch (IOException noJson) {
            return null;
        }
    }

    private static @Nullable Object value(JsonParser tokens) throws IOException {
        JsonToken token = tokens.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> entries = new HashMap<>();
            while (tokens.nextToken() != JsonToken.END_OBJECT) {
                String name = tokens.currentName();
                tokens.nextToken();
                entries.put(name, value(tokens));
            }
            return entries;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> elements = new ArrayList<>();
            while (tokens.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(tokens));
            }
            return elements;
        }
        if (token == null || token == JsonToken.VALUE_NULL) {
            return null;
        }
        return token.isBoolean() ? tokens.getBooleanValue() : tokens.getText();
    }
}
