package dev.reprise.engine.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SumsTest {

    private final Map<Subject, Long> numbers = new HashMap<>();
    private final List<Subject> names = new ArrayList<>();

    private long sum(int all, int parts) {
        for (int i = 0; i < all; i++) {
            Subject name = Subject.of("n", Subject.Kind.TENANT, "t" + i);
            names.add(name);
            numbers.put(name, Mix.of(name.a(), name.b(), i));
        }
        return names.subList(0, parts).stream()
                .mapToLong(name -> numbers.getOrDefault(name, 0L))
                .reduce(0, (one, other) -> one ^ other);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 0", "5, 1", "5, 5", "30, 8", "300, 1", "300, 2", "300, 3", "5000, 1", "5000, 2"})
    void tellsOfWhichNumbersASumIs(int all, int parts) {
        long sum = sum(all, parts);

        assertThat(Sums.parts(sum, numbers)).containsExactlyInAnyOrderElementsOf(names.subList(0, parts));
    }

    @Test
    void tellsNothingOfWhatIsNoSumOrOfTooMany() {
        long sum = sum(70, 5);

        assertThat(Sums.parts(sum, numbers)).isNull();
        assertThat(Sums.parts(42, Map.of(names.get(0), 7L))).isNull();
    }
}
