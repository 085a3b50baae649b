package dev.reprise.engine.config;

import dev.reprise.engine.worth.Price;
import dev.reprise.engine.worth.Prices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the tokens of models cost. */
final class PricesBinder {

    private static final List<String> KEYS = List.of("input", "output", "cached-input", "cache-write");

    private PricesBinder() {}

    static Prices bind(@Nullable Node node, Problems problems) {
        Map<String, Price> prices = new LinkedHashMap<>();
        if (node instanceof Node.Mapping models) {
            for (Map.Entry<String, Node.Entry> model : models.entries().entrySet()) {
                price(model.getKey(), model.getValue().value(), prices, problems);
            }
        } else if (node != null && !(node instanceof Node.Nothing)) {
            problems.error(
                    node.where(),
                    "prices: needs models and their prices, such as { gpt-4o: { input: 2.50, output: 10 } }, not "
                            + node.kind());
        }
        return new Prices(prices);
    }

    private static void price(String model, Node node, Map<String, Price> prices, Problems problems) {
        int star = model.indexOf('*');
        if (star >= 0 && star < model.length() - 1) {
            problems.error(
                    node.where(), "prices: \"" + model + "\" has a * that is not at its end; write the beginning only");
        }
        Fields fields = Fields.of(node, "prices.".concat(model), KEYS, problems);
        if (!(node instanceof Node.Mapping)) {
            return;
        }
        double input = dollars(fields, "input", -1);
        double output = dollars(fields, "output", -1);
        if (input < 0 && output < 0 && fields.node("input") == null && fields.node("output") == null) {
            problems.error(
                    node.where(),
                    fields.path("input") + ": is missing; write the dollars for a million tokens, such as"
                            + " { input: 2.50, output: 10 }");
        }
        double in = Math.max(0, input);
        prices.put(
                model,
                new Price(
                        in,
                        Math.max(0, output),
                        dollars(fields, "cached-input", in),
                        dollars(fields, "cache-write", in)));
    }

    private static double dollars(Fields fields, String key, double otherwise) {
        String text = fields.text(key);
        if (text == null) {
            return otherwise;
        }
        try {
            double dollars = Double.parseDouble(text.startsWith("$") ? text.substring(1) : text);
            if (dollars >= 0 && dollars < 1e9) {
                return dollars;
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        fields.problem(key, "\"" + text + "\" is not a price; write the dollars for a million tokens, such as 2.50");
        return otherwise;
    }
}
