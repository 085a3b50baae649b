package dev.reprise.clients.matrix;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the provider answers.
 *
 * @param status the HTTP status
 * @param type the content type
 * @param parts the body: one part, or those of a stream
 * @param canBeCut whether such an answer can end because of the limit of tokens
 */
public record Reply(int status, String type, List<byte[]> parts, boolean canBeCut) {

    /** Returns an answer in JSON that the limit of tokens can end. */
    public static Reply json(String json) {
        return new Reply(200, "application/json", List.of(bytes(json)), true);
    }

    /** Returns an answer in JSON that is whole, or none. */
    public static Reply wholeJson(String json) {
        return new Reply(200, "application/json", List.of(bytes(json)), false);
    }

    /** Returns an answer of text that is whole, or none. */
    public static Reply wholeText(String text) {
        return new Reply(200, "text/plain", List.of(bytes(text)), false);
    }

    /** Returns sound, in parts, whose length is said, so that everybody sees if it breaks off. */
    static Reply sound(String... parts) {
        return new Reply(
                200, "audio/mpeg", Arrays.stream(parts).map(Reply::bytes).toList(), false);
    }

    /** Returns an error. */
    static Reply error(String json) {
        return new Reply(400, "application/json", List.of(bytes(json)), false);
    }

    /** Returns a stream of events of the given data. */
    static Reply events(List<String> data) {
        List<byte[]> parts = new ArrayList<>();
        for (String each : data) {
            parts.add(bytes("data: " + each.replace("\n", "") + "\n\n"));
        }
        return new Reply(200, "text/event-stream", parts, true);
    }

    /** Returns a stream of events that have names, each the type in its data. */
    static Reply namedEvents(List<String> data) {
        List<byte[]> parts = new ArrayList<>();
        for (String each : data) {
            String name = each.replaceFirst("(?s).*?\"type\":\"([^\"]+)\".*", "$1");
            parts.add(bytes("event: " + name + "\ndata: " + each.replace("\n", "") + "\n\n"));
        }
        return new Reply(200, "text/event-stream", parts, true);
    }

    /** Returns a stream of JSON, one object a line. */
    static Reply lines(List<String> lines) {
        List<byte[]> parts = new ArrayList<>();
        for (String each : lines) {
            parts.add(bytes(each.replace("\n", "") + "\n"));
        }
        return new Reply(200, "application/x-ndjson", parts, true);
    }

    /** Returns what is said of the length; 0 if nothing is. */
    long length() {
        return type.startsWith("audio/")
                ? parts.stream().mapToLong(part -> part.length).sum()
                : 0;
    }

    boolean isStream() {
        return parts.size() > 1;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
