package dev.reprise.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private enum Style {
        SHORT
    }

    private record Request(String question, List<String> tags, Style style, Optional<Double> temperature) {}

    @SuppressWarnings("unused") // Read by the key.
    private static final class Service {
        private final String model = "gpt-4o";
        private final int maxTokens = 500;
        private final String apiKey = "sk-very-secret";
        private final Map<String, Object> headers = new LinkedHashMap<>();
        private final Executor executor = java.util.concurrent.ForkJoinPool.commonPool();
        private long counter = 7;
        private UnaryOperator<String> transform;

        Service() {
            headers.put("Authorization", "Bearer abc");
            headers.put("x-team", "search");
        }
    }

    private static final Request REQUEST =
            new Request("Where is\nmy \"order\"?" + " please".repeat(20), List.of("a"), Style.SHORT, Optional.of(0.5));

    @Test
    void everythingInTheKeyIsShownAndNoSecret() {
        KeyPlan plan = KeyFixture.KEYS.plan(KeyFixture.ignoring("this.counter", "traceId"));

        Explanation explained = plan.explain("acme", new Service(), new Object[] {REQUEST, "trace-1"});

        assertThat(explained.lines())
                .containsExactly(
                        "com.acme.A#m()V",
                        "  namespace: ns",
                        "  tenant: acme",
                        "  version: none",
                        "  this: " + Service.class.getName(),
                        "    apiKey: ***",
                        "    counter: ignored, as configured",
                        "    executor: passed over: java.util.concurrent.ForkJoinPool has no content",
                        "    headers: java.util.LinkedHashMap",
                        "      Authorization: ***",
                        "      x-team: \"search\"",
                        "    maxTokens: 500",
                        "    model: \"gpt-4o\"",
                        "    transform: null",
                        "  0 (request): " + Request.class.getName(),
                        "    question: \"Where is\\nmy \\\"order\\\"? please please please please please plea...\""
                                + " (160 characters)",
                        "    style: SHORT",
                        "    tags: java.util.ImmutableCollections$List12",
                        "      [0]: \"a\"",
                        "    temperature: java.util.Optional",
                        "      value: 0.5",
                        "  1 (traceId): ignored, as configured",
                        "  key: " + explained.key());
    }

    @Test
    void theKeyExplainedIsTheKeyOfTheCall() throws Unkeyable {
        KeyPlan plan = KeyFixture.KEYS.plan(KeyFixture.ignoring());
        Service service = new Service();
        Object[] arguments = {REQUEST, 'c', (byte) 1, 2.5f, new double[] {1, 2}, Map.of(1, true), null};

        assertThat(plan.explain("acme", service, arguments).key()).isEqualTo(plan.key("acme", service, arguments));
    }

    @Test
    void aCallThatCannotBeKeyedSaysWhyAndWhatWasReadBefore() {
        Service service = new Service();
        service.transform = text -> text;

        Explanation explained =
                KeyFixture.KEYS.plan(KeyFixture.ignoring()).explain(null, service, new Object[] {REQUEST});

        assertThat(explained.key()).isNull();
        assertThat(explained.lines()).contains("    model: \"gpt-4o\"", "  key: none");
        assertThat(explained.lines().get(explained.lines().size() - 1))
                .startsWith("  not keyed: this.transform is a lambda of ")
                .endsWith("`key: { ignore: [this.transform] }`");
    }

    @Test
    void parametersThatSoundLikeASecretAndAddressesWithOneAreMasked() {
        KeySpec spec = new KeySpec(
                "", "com.acme.A#m()V", "", false, List.of("password", "address", "when"), List.of(), List.of());
        Object[] arguments = {"P1", "https://u:p@example.org/?q=1", java.time.LocalDate.of(2026, 11, 23)};

        Explanation explained = KeyFixture.KEYS.plan(spec).explain(null, null, arguments);

        assertThat(explained.lines())
                .contains(
                        "  0 (password): ***",
                        "  1 (address): \"https://***@example.org/?q=1\"",
                        "  2 (when): 2026-11-23");
    }
}
