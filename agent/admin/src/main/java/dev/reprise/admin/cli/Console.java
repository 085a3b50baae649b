package dev.reprise.admin.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where a command says what there is to say.
 *
 * @param terminal whether somebody looks at it
 * @param colours whether he wants colours
 */
record Console(PrintStream out, PrintStream err, boolean terminal, boolean colours) {

    Console {
        out = LineStream.of(out);
        err = LineStream.of(err);
    }

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

    /** Writes which process it is about: a number, but on a JVM whose attach API has names of its own. */
    static void pid(String pid, JsonGenerator json) throws IOException {
        if (LiveJvm.isNumber(pid)) {
            json.writeNumberField("pid", Long.parseLong(pid));
        } else {
            json.writeStringField("pid", pid);
        }
    }

    /** Writes a list of texts as a field. */
    static void strings(String name, List<String> values, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /** Prints a line that begins with a verdict. */
    void println(Verdict verdict, String text) {
        out.print(word(verdict));
        out.println(" " + text);
    }

    /** Returns a verdict as a word of four letters, in its colour if there are colours. */
    String word(Verdict verdict) {
        String word = (verdict.word() + "  ").substring(0, 4);
        return colours ? "\u001b[" + verdict.colour() + "m" + word + "\u001b[0m" : word;
    }
}
