package dev.reprise.engine.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.Stored;
import dev.reprise.engine.value.Content;
import dev.reprise.engine.worth.Worth;
import dev.reprise.engine.worth.WorthBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry as a line of a file.
 *
 * @param scope its scope
 * @param key its key
 * @param blob what it holds
 * @param after the subjects after whose evictions it was made, besides its namespace and scope
 */
public record EntryLine(String scope, CacheKey key, Blob blob, List<Subject> after) {

    /** Returns what lies in a store as a line, if it can be used. */
    public static @Nullable EntryLine of(Stored stored) {
        Blob blob = stored.blob();
        return blob == null ? null : new EntryLine(stored.scope(), stored.key(), blob, stored.after());
    }

    /** Writes subjects, if there are some. */
    static void write(String name, List<Subject> subjects, JsonGenerator json) throws IOException {
        if (!subjects.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (Subject subject : subjects) {
                json.writeString(subject.hex());
            }
            json.writeEndArray();
        }
    }

    /** Reads subjects, at the beginning of whose array the parser is. */
    static List<Subject> subjects(JsonParser json) throws IOException {
        List<Subject> subjects = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Subject subject = json.currentToken() == JsonToken.VALUE_STRING ? Subject.parse(json.getText()) : null;
            if (subject == null) {
                throw new IOException("it names no subject");
            }
            subjects.add(subject);
        }
        return List.copyOf(subjects);
    }

    /** Writes it as an object. */
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeFields(json);
        json.writeEndObject();
    }

    /** Writes what there is to say of it into an object. */
    public void writeFields(JsonGenerator json) throws IOException {
        json.writeStringField("scope", scope);
        json.writeStringField("key", key.hex());
        json.writeStringField("codec", blob.codec());
        json.writeStringField("shape", HexFormat.of().toHexDigits(blob.shape()));
        json.writeStringField(
                "created", Instant.ofEpochMilli(blob.createdAtMillis()).toString());
        json.writeStringField(
                "expires", Instant.ofEpochMilli(blob.expiresAtMillis()).toString());
        write("after", after, json);
        if (blob.worth() != null) {
            json.writeStringField("worth", HexFormat.of().formatHex(WorthBytes.of(blob.worth())));
        }
        json.writeFieldName("value");
        ContentJson.write(Content.of(blob.codec(), blob.content()), json);
    }

    /**
     * Returns this entry with another value, made now.
     *
     * @param json the value as {@link #writeFields} writes it, such as {@code {"text":"a"}}
     * @throws IOException if it is none, or one of another kind, or this entry's kind says nothing without its classes
     */
    public EntryLine withValue(String json, long nowMillis) throws IOException {
        Content old = Content.of(blob.codec(), blob.content());
        if (!(old instanceof Content.Text) && !(old instanceof Content.Utf8)) {
            throw new IOException(
                    "only what is shown as \"text\" or as \"json\" can be set; its codec is " + blob.codec());
        }
        Content content;
        try (JsonParser parser = Json.read(json.getBytes(StandardCharsets.UTF_8))) {
            parser.nextToken();
            content = ContentJson.read(parser);
        } catch (JsonProcessingException broken) {
            throw new IOException("the value is no JSON: " + broken.getOriginalMessage(), broken);
        }
        if (content.getClass() != old.getClass()) {
            throw new IOException("the value is to be as the one that it replaces: {\""
                    + (old instanceof Content.Text ? "text" : "json") + "\": ...}");
        }
        Blob replaced = new Blob(
                blob.codec(),
                blob.shape(),
                nowMillis,
                blob.expiresAtMillis(),
                /* home= */ 0,
                /* shared= */ 0,
                blob.worth(),
                blob.tenant(),
                content.bytes());
        return new EntryLine(scope, key, replaced, after);
    }

    /** Reads an object, at whose beginning the parser is. */
    static EntryLine read(JsonParser json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        Content content = null;
        List<Subject> after = List.of();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.START_OBJECT && name.equals("value")) {
                content = ContentJson.read(json);
            } else if (json.currentToken() == JsonToken.START_ARRAY && name.equals("after")) {
                after = subjects(json);
            } else if (json.currentToken() == JsonToken.VALUE_STRING) {
                texts.put(name, json.getText());
            } else {
                throw new IOException("\"" + name + "\" is not what it should be");
            }
        }
        if (content == null) {
            throw new IOException("it has no value");
        }
        try {
            return entry(texts, content, after);
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static EntryLine entry(Map<String, String> texts, Content content, List<Subject> after) throws IOException {
        String scope = text(texts, "scope");
        ScopeSettings.checkName(scope);
        CacheKey key = CacheKey.parse(text(texts, "key"));
        if (key == null) {
            throw new IOException("its key is not 64 hexadecimal digits");
        }
        Blob blob = new Blob(
                text(texts, "codec"),
                HexFormat.fromHexDigitsToLong(text(texts, "shape")),
                Instant.parse(text(texts, "created")).toEpochMilli(),
                Instant.parse(text(texts, "expires")).toEpochMilli(),
                /* home= */ 0,
                /* shared= */ 0,
                worth(texts.get("worth")),
                content.bytes());
        return new EntryLine(scope, key, blob, after);
    }

    private static @Nullable Worth worth(@Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : HexFormat.of().parseHex(text);
        return WorthBytes.read(bytes, 0, bytes.length);
    }

    private static String text(Map<String, String> texts, String name) throws IOException {
        @Nullable String text = texts.get(name);
        if (text == null) {
            throw new IOException("it has no " + name);
        }
        return text;
    }
}
