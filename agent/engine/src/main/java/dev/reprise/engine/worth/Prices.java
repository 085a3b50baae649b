package dev.reprise.engine.worth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prices of models: those of the user, and for models that he did not name some that the providers' lists had at a
 * certain day. Of other models nothing is guessed. Thread-safe.
 */
public final class Prices {

    private final Map<String, Price> own;
    private volatile @Nullable Map<String, Price> lists;

    /**
     * @param own prices by the names of models; one that ends with a star means all that begin so
     */
    public Prices(Map<String, Price> own) {
        this.own = Map.copyOf(own);
    }

    /** Returns whether the user names the same prices. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Prices prices && own.equals(prices.own);
    }

    @Override
    public int hashCode() {
        return own.hashCode();
    }

    /** Returns what is known to cost what of some calls. */
    public Dollars of(Worth worth) {
        double dollars = 0;
        long priced = 0;
        long unpriced = 0;
        for (ModelUse use : worth.uses()) {
            Price price = use.counted() == 0 && use.input() + use.output() == 0 ? null : of(use.model());
            if (price == null) {
                unpriced += use.calls();
            } else {
                dollars += price.of(use);
                priced += use.counted();
                unpriced += use.calls() - use.counted();
            }
        }
        return new Dollars(dollars, priced, unpriced);
    }

    /** Returns the price of a model; null if nobody knows. */
    public @Nullable Price of(String model) {
        Price price = longest(model, own);
        return price == null ? longest(model, lists()) : price;
    }

    private static @Nullable Price longest(String model, Map<String, Price> prices) {
        Price exact = prices.get(model);
        if (exact != null) {
            return exact;
        }
        Price found = null;
        int length = -1;
        for (Map.Entry<String, Price> entry : prices.entrySet()) {
            String name = entry.getKey();
            boolean isBeginning = name.endsWith("*");
            String begin = isBeginning ? name.substring(0, name.length() - 1) : name;
            if (begin.length() > length
                    && model.startsWith(begin)
                    && (isBeginning || isVersion(model, begin.length()))) {
                found = entry.getValue();
                length = begin.length();
            }
        }
        return found;
    }

    /** Returns whether what follows a name tells no more than its version: a date, a number of three digits, or latest. */
    private static boolean isVersion(String model, int from) {
        String rest = model.substring(from);
        return rest.matches("-latest|[-@](\\d{8}|\\d{4}-\\d{2}-\\d{2}|\\d{3})");
    }

    private Map<String, Price> lists() {
        Map<String, Price> read = lists;
        if (read == null) {
            read = read();
            lists = read;
        }
        return read;
    }

    private static Map<String, Price> read() {
        Map<String, Price> prices = new HashMap<>();
        try (InputStream file = Prices.class.getResourceAsStream("prices.txt")) {
            if (file == null) {
                return Map.of();
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(file, UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    List<String> words = List.of(line.split(" "));
                    double input = Double.parseDouble(words.get(1));
                    prices.put(
                            words.get(0),
                            new Price(
                                    input,
                                    number(words.get(2), 0),
                                    number(words.get(3), input),
                                    number(words.get(4), input)));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Map.copyOf(prices);
    }

    private static double number(String word, double otherwise) {
        return word.equals("-") ? otherwise : Double.parseDouble(word);
    }

    /**
     * What calls cost.
     *
     * @param dollars the dollars, of those calls of which it is known
     * @param priced how many these are
     * @param unpriced the calls whose tokens or whose model's price nobody knows
     */
    public record Dollars(double dollars, long priced, long unpriced) {}
}
