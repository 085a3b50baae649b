package dev.reprise.engine.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.engine.value.CallbackPart.Called;
import dev.reprise.engine.value.CallbackPart.Ended;
import dev.reprise.engine.value.SentPart;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer that came in parts, as what can be compared: of calls of a callback their name and arguments, of what was sent
 * what it says. When the parts came does not count.
 */
final class PlainParts {

    private final List<Object> parts = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean isOfClient;

    /** Reads the parts of an answer. */
    static PlainParts of(List<?> recorded) {
        PlainParts plain = new PlainParts();
        for (Object part : recorded) {
            plain.add(part);
        }
        plain.endBody();
        return plain;
    }

    /** Returns the parts, in their order. */
    List<Object> parts() {
        return parts;
    }

    /** Returns whether a part is of a class of a client of language models. */
    boolean isOfClient() {
        return isOfClient;
    }

    private void add(@Nullable Object part) {
        if (part instanceof Called called) {
            for (Object argument : called.arguments()) {
                see(argument);
            }
            parts.add(Map.of(called.method().getName(), Arrays.asList(called.arguments())));
        } else if (part instanceof Ended ended) {
            if (ended.result() != null) {
                see(ended.result());
                parts.add(ended.result());
            }
        } else if (part instanceof SentPart sent) {
            isOfClient = true;
            add(sent);
        } else if (part != null) {
            see(part);
            parts.add(part);
        }
    }

    private void see(@Nullable Object value) {
        isOfClient |=
                value != null && ProviderDetails.isOfLibrary(value.getClass().getName());
    }

    private void add(SentPart part) {
        if (part instanceof SentPart.Event event) {
            parts.add(PlainJson.of(event.text()));
        } else if (part instanceof SentPart.Answer answer) {
            parts.add(Map.of("status", answer.status(), "headers", headers(answer.headers())));
        } else if (part instanceof SentPart.Piece piece) {
            body.write(piece.content(), 0, piece.content().length);
        } else if (part instanceof SentPart.Head head && head.headers() != null) {
            parts.add(Map.of("headers", headers(head.headers())));
        }
    }

    private static Map<String, String> headers(List<String> each) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i + 1 < each.size(); i += 2) {
            headers.put(each.get(i), each.get(i + 1));
        }
        return headers;
    }

    /** The pieces of a body are cut as the network likes. */
    private void endBody() {
        if (body.size() == 0) {
            return;
        }
        String text = body.toString(UTF_8);
        List<Object> events = new ArrayList<>();
        for (String line : text.split("\r\n|\n|\r", -1)) {
            if (line.startsWith("data:")) {
                events.add(PlainJson.of(line.substring("data:".length()).trim()));
            }
        }
        if (events.isEmpty()) {
            parts.add(PlainJson.of(text));
        } else {
            parts.addAll(events);
        }
    }
}
