package dev.reprise.engine.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.reprise.engine.value.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encoded values as JSON, an object for each: {@code text} of the JDK's, {@code json} and {@code utf8} as they are, {@code
 * parts}, what has a {@code head}, what was {@code sent} or {@code called}, and {@code base64} of what says nothing without
 * its classes.
 */
final class ContentJson {

    private ContentJson() {}

    static void write(Content content, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (content instanceof Content.Text text) {
            json.writeStringField("text", text.text());
        } else if (content instanceof Content.Utf8 utf8) {
            write(utf8, json);
        } else if (content instanceof Content.Sent sent) {
            json.writeStringField("head", base64(sent.head()));
            json.writeStringField("sent", sent.text());
        } else if (content instanceof Content.Headed headed) {
            json.writeStringField("head", base64(headed.head()));
            json.writeFieldName("value");
            write(headed.rest(), json);
        } else if (content instanceof Content.Parts parts) {
            json.writeArrayFieldStart("parts");
            for (Content.Part part : parts.parts()) {
                json.writeStartObject();
                json.writeNumberField("after", part.millis());
                json.writeFieldName("value");
                write(part.content(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
        } else if (content instanceof Content.Call call) {
            write(call, json);
        } else {
            json.writeStringField("base64", base64(content.bytes()));
        }
        json.writeEndObject();
    }

    private static void write(Content.Utf8 utf8, JsonGenerator json) throws IOException {
        if (Json.isExact(utf8.text())) {
            json.writeFieldName("json");
            json.writeRawValue(utf8.text());
        } else {
            json.writeStringField("utf8", utf8.text());
        }
    }

    private static void write(Content.Call call, JsonGenerator json) throws IOException {
        json.writeStringField("head", base64(call.head()));
        json.writeArrayFieldStart("called");
        for (Content.Argument argument : call.arguments()) {
            json.writeStartObject();
            json.writeNumberField("kind", argument.kind());
            Content content = argument.content();
            if (content != null) {
                json.writeFieldName("value");
                write(content, json);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Reads an object, at whose beginning the parser is. */
    static Content read(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.START_OBJECT);
        byte[] head = {};
        Content content = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("head")) {
                head = bytes(json);
            } else {
                expect(content == null);
                content = read(name, head, json);
            }
        }
        if (content == null) {
            throw noValue();
        }
        return content;
    }

    private static Content read(String name, byte[] head, JsonParser json) throws IOException {
        return switch (name) {
            case "text" -> new Content.Text(text(json));
            case "utf8" -> new Content.Utf8(text(json));
            case "json" -> new Content.Utf8(new String(Json.compact(json), UTF_8));
            case "sent" -> new Content.Sent(head, text(json));
            case "value" -> new Content.Headed(head, read(json));
            case "parts" -> parts(json);
            case "called" -> new Content.Call(head, arguments(json));
            case "base64" -> new Content.Opaque(bytes(json));
            default -> throw new IOException("\"" + name + "\" is no value");
        };
    }

    private static Content parts(JsonParser json) throws IOException {
        List<Content.Part> parts = new ArrayList<>();
        expect(json.currentToken() == JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Numbered part = numbered("after", json);
            Content content = part.content;
            if (content == null) {
                throw noValue();
            }
            parts.add(new Content.Part(part.number, content));
        }
        return new Content.Parts(parts);
    }

    private static List<Content.Argument> arguments(JsonParser json) throws IOException {
        List<Content.Argument> arguments = new ArrayList<>();
        expect(json.currentToken() == JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Numbered argument = numbered("kind", json);
            arguments.add(new Content.Argument(argument.number, argument.content));
        }
        return arguments;
    }

    private record Numbered(int number, @Nullable Content content) {}

    private static Numbered numbered(String name, JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.START_OBJECT);
        int number = 0;
        Content content = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            if (field.equals(name)) {
                number = json.getIntValue();
            } else {
                expect(field.equals("value"));
                content = read(json);
            }
        }
        return new Numbered(number, content);
    }

    private static String text(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.VALUE_STRING);
        return json.getText();
    }

    private static byte[] bytes(JsonParser json) throws IOException {
        return Base64.getDecoder().decode(text(json));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void expect(boolean right) throws IOException {
        if (!right) {
            throw noValue();
        }
    }

    private static IOException noValue() {
        return new IOException("not the value of an entry");
    }
}
