package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a call was answered, or not. */
class ExplainedCallsTest {

    @TempDir
    Path folder;

    private Engine engine;
    private CachedMethod ask;

    /** A service that counts. */
    static final class Counting {
        final String model = "small";
        int counter;
        final Map<String, Integer> callers = new HashMap<>();

        String ask(String question, Object context) {
            return question;
        }
    }

    /** A request with what only traces need. */
    record Context(String tenant, String traceId, Instant at) {}

    @BeforeEach
    void start() throws Exception {
        Path file = Files.writeString(
                folder.resolve("reprise.yaml"),
                "home: " + folder.resolve("home") + "\ntiers: { disk: off }\nmethods:\n  - method: "
                        + Counting.class.getName() + "#ask(..)\n");
        ProcessContext context = new ProcessContext(Map.of(), Map.of(), folder.toFile());
        Configuration configuration = ConfigurationLoader.load(file.toString(), context, List.of());
        engine = new Engine(configuration, (module, name) -> {}, new FixedClock(), System::nanoTime);
        ask = engine.method(
                new Target(
                        Counting.class.getDeclaredMethod("ask", String.class, Object.class),
                        Counting.class.getName(),
                        List.of("question", "context")),
                configuration.methods().get(0));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void callsOfAThreadThatAskedAreExplainedWithTheirOutcome() {
        Counting service = new Counting();
        call(service, "before", null);

        engine.beginExplaining();
        call(service, "hi", null);
        call(service, "hi", null);
        List<String> explained = engine.endExplaining();
        call(service, "after", null);

        assertThat(explained)
                .contains(
                        "    model: \"small\"",
                        "  0 (question): \"hi\"",
                        "  outcome: miss",
                        "  outcome: hit, scope default, source memory");
        assertThat(explained).filteredOn(line -> line.startsWith("  key: ")).hasSize(2);
        assertThat(engine.endExplaining()).isEmpty();
    }

    @Test
    void aBypassIsExplainedByItsReason() {
        engine.beginExplaining();
        call(new Counting(), "hi", new Thread());

        assertThat(engine.endExplaining())
                .anyMatch(line -> line.startsWith("  not keyed: 1 is a java.lang.Thread"))
                .contains("  outcome: bypass");
    }

    @Test
    void everyCallHasAnOutcomeOfItsOwn() {
        call(new Counting(), "hi", null);

        engine.beginExplaining();
        call(new Counting(), "hi", null);
        Runnable blank = engine.beginTenant(" ");
        call(new Counting(), "hi", null);
        blank.run();
        call(new Counting(), "hi", null);

        assertThat(engine.endExplaining())
                .filteredOn(line -> line.startsWith("  outcome: "))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("  outcome: hit, scope default, source memory"),
                        second -> assertThat(second).startsWith("  outcome: bypass: the tenant in force is blank"),
                        third -> assertThat(third).isEqualTo("  outcome: hit, scope default, source memory"));
    }

    @Test
    void aCounterInTheReceiverIsFound() {
        Counting service = new Counting();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            service.counter++;
            found.add(watched(service, "hi", null));
        }

        assertThat(found)
                .contains("this.counter")
                .filteredOn(path -> path != null)
                .hasSize(1);
    }

    @Test
    void aReadingOfTheMonotonicClockIsFound() {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            found.add(watched(new Counting(), "hi", System.nanoTime()));
        }

        assertThat(found).contains("1");
    }

    @Test
    void aRandomNameInAnArgumentIsFoundAndOtherQuestionsAreNot() {
        Counting service = new Counting();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            found.add(
                    watched(service, "hi", new Context("acme", UUID.randomUUID().toString(), Instant.EPOCH)));
            found.add(watched(service, "question " + i, new Context("acme", "t", Instant.EPOCH)));
        }

        assertThat(found).filteredOn(path -> path != null).containsExactly("1.traceId");
    }

    @Test
    void whatIsProposedEndsBeforeASecret() {
        Counting service = new Counting();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            service.callers.merge("sk-live-4711", 1, Integer::sum);
            found.add(watched(service, "hi", null));
        }

        assertThat(found).filteredOn(path -> path != null).containsExactly("this.callers");
    }

    @Test
    void whatLooksLikeAMemoryIsTakenForWhatDecides() {
        assertThat(Deciding.looks("this.h.context.chatMemoryService.chatMemories"))
                .isTrue();
        assertThat(Deciding.looks("this.contentRetriever.found")).isTrue();
        assertThat(Deciding.looks("this.counter")).isFalse();
        assertThat(Deciding.looks("0.timestamp")).isFalse();
    }

    @Test
    void servicesThatDifferAreNoReasonToIgnoreTheDifference() {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Counting service = new Counting();
            service.counter = i;
            found.add(watched(service, "hi", null));
        }

        assertThat(found).containsOnlyNulls();
    }

    private void call(Counting service, String question, Object context) {
        Lookup found = engine.enter(ask, service, new Object[] {question, context});
        if (found instanceof Lookup.Miss miss) {
            engine.exit(miss, question, null);
        }
    }

    private String watched(Counting service, String question, Object context) {
        Object[] arguments = {question, context};
        return ask.watch().missed(() -> ask.plan().explain(null, service, arguments), service);
    }
}
