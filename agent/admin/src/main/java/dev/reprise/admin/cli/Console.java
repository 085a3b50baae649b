package dev.reprise.admin.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command says what there is to say.
 *
 * @param terminal whether somebody looks at it
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {

    /** What writes an object of JSON. */
    interface Fields {
        void to(JsonGenerator json) throws IOException;
    }

    /** Writes an object in one line. */
    void json(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            fields.to(json);
            json.writeEndObject();
        }
        out.println(bytes.toString(StandardCharsets.UTF_8));
    }

    /** Begins to count something that takes long. */
    Counter count(String what) {
        return new Counter(err, terminal, what);
    }
}
