package dev.reprise.admin.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.reprise.engine.tier.Stored.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What lies in stores and is of no use, and why. */
final class Unusable {

    private Unusable() {}

    static void write(Map<State, Long> numbers, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("unusable");
        for (Map.Entry<State, Long> each : numbers.entrySet()) {
            json.writeNumberField(each.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-'), each.getValue());
        }
        json.writeEndObject();
    }

    /** Returns it as people read it; empty if there is nothing. */
    static String words(Map<State, Long> numbers) {
        List<String> words = new ArrayList<>();
        numbers.forEach((state, number) -> words.add(number + " " + state));
        return String.join(", ", words);
    }
}
