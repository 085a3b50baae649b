package dev.reprise.engine.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads and writes JSON without a limit but that of the heap: an entry may be large. */
final class Json {

    /** What is written as JSON because it is some. */
    private static final JsonFactory VALUES = factory(/* depth= */ 1_000);

    /** The lines around them. */
    private static final JsonFactory LINES = factory(/* depth= */ 2_000);

    private Json() {}

    /** Without the pool that recycles buffers in a thread-local: the thread may be the host's. */
    private static JsonFactory factory(int depth) {
        return JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    /** What writes. */
    interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    static byte[] write(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = LINES.createGenerator(bytes)) {
            writing.to(json);
        }
        return bytes.toByteArray();
    }

    static JsonParser read(byte[] json) throws IOException {
        return LINES.createParser(json);
    }

    /** Returns whether a text is JSON that reading and writing gives back to the byte. */
    static boolean isExact(String text) {
        try (JsonParser parser = VALUES.createParser(text)) {
            return parser.nextToken() != null
                    && parser.currentToken().isStructStart()
                    && new String(compact(parser), StandardCharsets.UTF_8).equals(text)
                    && parser.nextToken() == null;
        } catch (IOException | RuntimeException other) {
            return false;
        }
    }

    /** Returns the value that begins at the parser's token, with nothing between its tokens. */
    static byte[] compact(JsonParser from) throws IOException {
        return write(json -> json.copyCurrentStructureExact(from));
    }
}
