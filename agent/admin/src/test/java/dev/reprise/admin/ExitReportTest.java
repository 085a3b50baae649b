package dev.reprise.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Engine.MethodFigures;
import dev.reprise.engine.Figures;
import dev.reprise.engine.Reasons;
import dev.reprise.engine.audit.Clue;
import dev.reprise.engine.audit.Findings;
import dev.reprise.engine.config.MethodPattern;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.SourceLocation;
import dev.reprise.engine.worth.ModelUse;
import dev.reprise.engine.worth.Price;
import dev.reprise.engine.worth.Prices;
import dev.reprise.engine.worth.Worth;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExitReportTest {

    private static final Worth NOTHING = Worth.NOTHING;
    static final Prices PRICES = new Prices(Map.of());

    @Test
    void totalsOfAllMethodsAreOneLine() {
        List<String> lines = ExitReport.of(
                List.of(
                        figures(null, new Figures("a.A#a", "default", 3, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0)),
                        figures(null, new Figures("a.B#b", "prompts", 0, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0))),
                Mode.ON,
                PRICES);

        assertThat(lines)
                .containsExactly("Reprise served 3 of 5 calls from cache (60.0 %); 2 missed, 1 stored, 2 bypassed");
    }

    @Test
    void saysWhereHitsCameFromUnlessAllCameFromMemory() {
        Figures some = new Figures("a.A#a", "default", 1204, 104, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        Figures more = new Figures("a.B#b", "default", 10, 0, 10, 0, 6, 0, 0, 0, 0, 0, 0);

        assertThat(ExitReport.of(List.of(figures(null, some)), Mode.ON, PRICES))
                .containsExactly(
                        "Reprise served 1204 of 1204 calls from cache (100.0 %: 1100 memory, 104 disk); 0 missed, 0 stored,"
                                + " 0 bypassed");
        assertThat(ExitReport.of(List.of(figures(null, more)), Mode.ON, PRICES).get(0))
                .startsWith("Reprise served 10 of 16 calls from cache (62.5 %: 10 redis); 6 missed");
    }

    @Test
    void noCallHasNoShare() {
        assertThat(ExitReport.of(List.of(), Mode.ON, PRICES))
                .containsExactly("Reprise served 0 of 0 calls from cache; 0 missed, 0 stored, 0 bypassed");
    }

    @Test
    void observedCallsSayWhatACacheWouldHaveSavedAndHowToGetIt() {
        List<String> lines = ExitReport.of(
                List.of(
                        figures(
                                "openai-java",
                                new Figures("c.C#c", "responses", 0, 0, 0, 0, 0, 0, 0, 0, 5, 2, 1_260_000_000L)),
                        figures(
                                "langchain4j",
                                new Figures("d.D#d", "responses", 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 800_000_000L))),
                Mode.ON,
                PRICES);

        assertThat(lines)
                .last()
                .isEqualTo("Reprise observed 6 calls; 3 were repeated, and a cache would have saved them 2.1 s;"
                        + " to serve them: clients: {langchain4j: on, openai-java: on}");
    }

    @Test
    void whatHitsSavedIsALineOfItsOwn() {
        Prices prices = new Prices(Map.of("ours", new Price(2, 10, 1, 2)));
        Worth hour = new Worth(3_600_000_000_000L, 0, List.of());
        ModelUse priced = new ModelUse("ours", 12, 12, 1_234_567, 67_800, 0, 0);
        ModelUse unknown = new ModelUse("theirs", 3, 3, 1_000, 10, 0, 0);

        assertThat(saved(hour, prices)).isEqualTo("Reprise saved 3600.0 s");
        assertThat(saved(new Worth(3_600_000_000L, 0, List.of(priced)), prices))
                .isEqualTo("Reprise saved 3.6 s, 12 provider calls, 1,234,567 input and 67,800 output tokens, $3.15");
        assertThat(saved(new Worth(3_600_000_000L, 0, List.of(priced, unknown)), prices))
                .isEqualTo("Reprise saved 3.6 s, 15 provider calls, 1,235,567 input and 67,810 output tokens, $3.15"
                        + " (3 calls have no known price)");
        assertThat(saved(new Worth(3_600_000_000L, 0, List.of(unknown)), prices))
                .isEqualTo("Reprise saved 3.6 s, 3 provider calls, 1,000 input and 10 output tokens"
                        + " (3 calls have no known price)");
    }

    @Test
    void whatAProvidersOwnCacheHadIsToldApart() {
        Prices prices = new Prices(Map.of("ours", new Price(2, 10, 1, 2)));
        ModelUse cached = new ModelUse("ours", 1, 1, 2_006, 300, 1_920, 0);

        assertThat(saved(new Worth(12_000_000, 2_500_000, List.of(cached)), prices))
                .isEqualTo(
                        "Reprise saved 12 ms (2.5 ms of CPU time), 1 provider call, 2,006 input (1,920 in the provider's"
                                + " cache) and 300 output tokens, $0.0051");
    }

    @Test
    void whatTheCacheItselfCostIsToldWithIt() {
        Worth saved = new Worth(3_600_000_000L, 0, List.of());
        Figures figures = new Figures(
                "a.A#a",
                "default",
                1,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                saved,
                Worth.NOTHING,
                1_230_000,
                70_000,
                0,
                0,
                Map.of());

        assertThat(ExitReport.of(List.of(figures(null, figures)), Mode.ON, PRICES)
                        .get(1))
                .isEqualTo("Reprise saved 3.6 s; its own work took about 1.2 ms, its new entries 68 KB");
    }

    private static String saved(Worth saved, Prices prices) {
        Figures figures = new Figures(
                "a.A#a", "default", 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, saved, Worth.NOTHING, 0, 0, 0, 0, Map.of());
        return ExitReport.of(List.of(figures(null, figures)), Mode.ON, prices).get(1);
    }

    @Test
    void oneCallIsSpokenOfAsOne() {
        assertThat(ExitReport.of(
                        List.of(figures(null, new Figures("a.A#a", "default", 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))),
                        Mode.ON,
                        PRICES))
                .containsExactly("Reprise served 1 of 1 call from cache (100.0 %); 0 missed, 0 stored, 0 bypassed");
        assertThat(observed(1, 0, 0)).isEqualTo("Reprise observed 1 call; none was repeated");
        assertThat(observed(2, 1, 5_000_000_000L))
                .startsWith("Reprise observed 2 calls; 1 was repeated, and a cache would have saved it 5.0 s;"
                        + " to serve it: ");
    }

    @Test
    void aTimeBelowASecondIsInMilliseconds() {
        assertThat(observed(3, 2, 999_000_000L)).contains("saved them 999 ms;");
        assertThat(observed(3, 2, 45_400_000L)).contains("saved them 45 ms;");
        assertThat(observed(3, 2, 1_230_000L)).contains("saved them 1.2 ms;");
    }

    @Test
    void theRemedyIsTheLineThatKeepsCallsFromBeingServed() {
        MethodFigures own = figures(null, new Figures("a.A#a", "default", 0, 0, 0, 0, 0, 0, 0, 0, 3, 2, 1));
        MethodFigures client =
                figures("langchain4j", new Figures("b.B#b", "responses", 0, 0, 0, 0, 0, 0, 0, 0, 3, 2, 1));

        assertThat(ExitReport.of(List.of(own), Mode.OBSERVE, PRICES))
                .last()
                .asString()
                .endsWith("to serve them: mode: on");
        assertThat(ExitReport.of(List.of(own, client), Mode.OBSERVE, PRICES))
                .last()
                .asString()
                .endsWith("to serve them: mode: on and clients: {langchain4j: on}");
        assertThat(ExitReport.of(List.of(own, client), Mode.ON, PRICES))
                .last()
                .asString()
                .endsWith("to serve them: clients: {langchain4j: on}, and mode: on at reprise.yaml");
    }

    @Test
    void whatTheFileSaysAlreadyIsNotAdvised() {
        MethodFigures byHand = now("a.A#a", Mode.OBSERVE);
        MethodFigures served = now("b.B#b", Mode.ON);
        MethodFigures client =
                figures("langchain4j", new Figures("b.B#b", "responses", 0, 0, 0, 0, 0, 0, 0, 0, 3, 2, 1));

        assertThat(ExitReport.of(List.of(byHand), Mode.ON, PRICES))
                .last()
                .asString()
                .endsWith("to serve them: take back what was set by hand, which `mode` shows");
        assertThat(ExitReport.of(List.of(byHand, served, client), Mode.ON, PRICES))
                .last()
                .asString()
                .endsWith("to serve them: clients: {langchain4j: on}, and take back what was set by hand, which"
                        + " `mode` shows");
        assertThat(ExitReport.of(List.of(served), Mode.ON, PRICES))
                .last()
                .asString()
                .endsWith("saved them 0.0 ms; by now they are served");
        assertThat(ExitReport.of(List.of(served), Mode.OBSERVE, PRICES))
                .last()
                .asString()
                .endsWith("to serve them: mode: on");
    }

    private static MethodFigures now(String name, Mode mode) {
        MethodFigures figures = figures(null, new Figures(name, "default", 0, 0, 0, 0, 0, 0, 0, 0, 3, 2, 1));
        return new MethodFigures(
                figures.rule(), figures.figures(), /* reasons= */ null, Findings.NONE, null, name, Mode.ON, mode);
    }

    @Test
    void whatReprisePutBackItselfIsNotAdvisedToBeServedAgain() {
        MethodFigures demoted = demoted("a.A#a", null);

        List<String> lines = ExitReport.of(List.of(demoted), Mode.ON, PRICES);

        assertThat(lines)
                .element(1)
                .isEqualTo(
                        "Reprise observed 3 calls; 2 were repeated, and a cache would have saved them 0.0 ms; no method of"
                                + " them is fit to be served");
        assertThat(lines)
                .last()
                .isEqualTo(
                        "a.A#a is not served: Reprise only observes it, because 20 of the last 20 calls were answered"
                                + " otherwise; equal calls were answered otherwise, 20 of 20 times. What to do: let its key count"
                                + " what decides its answers, as an argument, a tenant or a field that is not ignored, or do not cache it;"
                                + " `mode on --of method:a.A#a` or a new start serves it again");
        assertThat(ExitReport.of(List.of(demoted("b.B#b", "langchain4j")), Mode.ON, PRICES))
                .last()
                .asString()
                .contains("raise audit.demote");
    }

    @Test
    void theRemedyLeavesOutWhatIsUnfit() {
        MethodFigures fit = figures(null, new Figures("a.A#a", "default", 0, 0, 0, 0, 0, 0, 0, 0, 3, 2, 1));
        MethodFigures unfit = unfit("a.B#b", null);
        MethodFigures other = figures("koog", new Figures("c.C#c", "default", 0, 0, 0, 0, 0, 0, 0, 0, 3, 2, 1));

        assertThat(ExitReport.of(List.of(unfit), Mode.OBSERVE, PRICES))
                .anyMatch(line -> line.endsWith("; no method of them is fit to be served"))
                .last()
                .isEqualTo(
                        "a.B#b is unfit: its code writes to a file (Files.writeString in B.b). What to do: do not cache"
                                + " it, but a method that it calls and that only makes the answer");
        assertThat(ExitReport.of(List.of(fit, unfit), Mode.OBSERVE, PRICES))
                .anyMatch(line -> line.endsWith(
                        "; to serve those of methods that are fit: mode: on, but mode: observe for a.B#b"));
        assertThat(ExitReport.of(List.of(other, unfit), Mode.ON, PRICES))
                .anyMatch(line -> line.endsWith("; to serve those of methods that are fit: clients: {koog: on}"));
        assertThat(ExitReport.of(Collections.nCopies(12, unfit), Mode.ON, PRICES))
                .last()
                .isEqualTo("2 more observed methods are unfit or doubtful, as a report says (report: FILE)");
    }

    private static MethodFigures demoted(String name, @Nullable String client) {
        MethodFigures figures = figures(client, new Figures(name, "default", 0, 0, 0, 0, 0, 0, 0, 0, 3, 2, 1));
        Findings findings = new Findings(20, 0, 20, List.of(), List.of(), List.of(), List.of(), /* model= */ null);
        return new MethodFigures(
                figures.rule(),
                figures.figures(),
                figures.reasons(),
                findings,
                "20 of the last 20 calls were answered otherwise",
                name,
                Mode.ON,
                Mode.OBSERVE);
    }

    private static MethodFigures unfit(String name, @Nullable String client) {
        MethodFigures figures = figures(client, new Figures(name, "default", 0, 0, 0, 0, 0, 0, 0, 0, 3, 2, 1));
        Clue writes = new Clue(Clue.Kind.WRITES_FILE, "Files.writeString", "B.b");
        Findings findings = new Findings(3, 0, 0, List.of(), List.of(), List.of(writes), List.of(), /* model= */ null);
        return new MethodFigures(
                figures.rule(),
                figures.figures(),
                figures.reasons(),
                findings,
                /* demoted= */ null,
                name,
                Mode.OBSERVE,
                Mode.OBSERVE);
    }

    @Test
    void aMethodThatWasNeverCachedIsNamedWithItsReason() {
        Figures all = new Figures("a.A#a", "default", 0, 0, 0, 0, 5, 0, 7, 0, 0, 0, 0);
        Figures one = new Figures("a.B#b", "default", 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0);

        assertThat(ExitReport.of(
                        List.of(figures(null, all, "0 is a thread"), figures(null, one, "why not")), Mode.ON, PRICES))
                .containsExactly(
                        "Reprise served 0 of 5 calls from cache (0.0 %); 5 missed, 0 stored, 8 bypassed",
                        "a.A#a was not cached for any of its 12 calls: 0 is a thread",
                        "a.B#b was not cached for its only call: why not");
        assertThat(ExitReport.of(List.of(figures("openai-java", /* asked= */ true, all, "stateful")), Mode.ON, PRICES))
                .last()
                .isEqualTo("a.A#a was not cached for any of its 12 calls: stateful");
        assertThat(ExitReport.of(Collections.nCopies(13, figures(null, all, "why")), Mode.ON, PRICES))
                .hasSize(12)
                .last()
                .isEqualTo(
                        "3 more methods were not cached for any of their calls; the log says why, of clients that nobody"
                                + " named with log.level: debug");
    }

    @Test
    void ofSeveralReasonsTheMostFrequentIsNamed() {
        Figures all = new Figures("a.A#a", "default", 0, 0, 0, 0, 5, 0, 7, 0, 0, 0, 0);

        assertThat(ExitReport.of(
                        List.of(figures(null, true, all, new Reasons("0 is a thread", 8, 3))), Mode.ON, PRICES))
                .last()
                .isEqualTo(
                        "a.A#a was not cached for any of its 12 calls, for 3 reasons; that of 8 of them: 0 is a thread");
    }

    @Test
    void whyCallsOfAClientThatNobodyNamedAreBypassedIsSaidAtTheEnd() {
        Figures none = new Figures("a.A#a", "responses", 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0);
        Figures some = new Figures("a.B#b", "responses", 0, 0, 0, 0, 0, 0, 1, 0, 9, 0, 0);
        Reasons reason = new Reasons("0.store is set", 1, 1);

        assertThat(ExitReport.of(
                        List.of(
                                figures("openai-java", false, none, new Reasons("0.store is set", 4, 1)),
                                figures("openai-java", false, some, reason)),
                        Mode.ON,
                        PRICES))
                .contains(
                        "a.A#a (openai-java, observed) could not be cached for any of its 4 calls: 0.store is set",
                        "a.B#b (openai-java, observed) could not be cached for 1 of its 10 calls: 0.store is set");
        assertThat(ExitReport.of(List.of(figures("openai-java", true, some, reason)), Mode.ON, PRICES))
                .as("was said when it happened")
                .hasSize(2);
    }

    @Test
    void aMethodWhoseAnswersNeverEndedIsNamed() {
        Figures all = new Figures("a.A#a", "default", 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0);

        assertThat(ExitReport.of(List.of(figures(null, all)), Mode.ON, PRICES))
                .last()
                .isEqualTo("a.A#a was not cached for any of its 2 calls: no answer of it came to its end");
        Figures leftOut = new Figures("a.A#a", "default", 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0);
        assertThat(ExitReport.of(List.of(figures(null, leftOut)), Mode.ON, PRICES))
                .as("what was asked for needs no reason")
                .hasSize(1);
    }

    private static String observed(int calls, int repeated, long nanos) {
        Figures figures = new Figures("a.A#a", "default", 0, 0, 0, 0, 0, 0, 0, 0, calls, repeated, nanos);
        return ExitReport.of(List.of(figures(null, figures)), Mode.OBSERVE, PRICES)
                .get(1);
    }

    @Test
    void staleAnswersAreToldIfThereWereAny() {
        Figures figures = new Figures(
                "a.A#a", "default", 4, 0, 0, 0, 3, 0, 0, 1, 0, 0, Worth.NOTHING, Worth.NOTHING, 0, 0, 3, 2, Map.of());

        assertThat(ExitReport.of(List.of(figures(null, figures)), Mode.ON, PRICES))
                .first()
                .isEqualTo("Reprise served 4 of 7 calls from cache (57.1 %); 3 missed, 1 stored, 0 bypassed;"
                        + " 3 got stale answers, 2 of them because the provider failed");
    }

    @Test
    void staleAnswersAreToldOfEachMethodWhichIsNotSaidToBeUncachedThen() {
        Figures stale = new Figures(
                "a.A#a", "default", 0, 0, 0, 0, 61, 0, 0, 0, 0, 0, NOTHING, NOTHING, 0, 0, 21, 21, Map.of());
        Figures other = new Figures("a.B#b", "default", 3, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0);

        assertThat(ExitReport.of(
                        List.of(figures(null, stale, "it threw a.Failure"), figures(null, other)), Mode.ON, PRICES))
                .containsExactly(
                        "Reprise served 3 of 65 calls from cache (4.6 %); 62 missed, 1 stored, 0 bypassed;"
                                + " 21 got stale answers, 21 of them because the provider failed",
                        "a.A#a: of its 61 calls 21 got stale answers, 21 of them because the provider failed");
    }

    @Test
    void whyCallsWereBypassedIsToldTheMostFrequentReasonFirst() {
        Figures one = bypassed("a.A#a", Map.of("out of it", 7L));
        Figures many = bypassed("a.B#b", Map.of("out of it", 1L, "b", 2L, "c", 5L, "d", 3L, "e", 1L));

        assertThat(ExitReport.of(List.of(figures(null, one)), Mode.ON, PRICES))
                .first()
                .asString()
                .endsWith(" 0 stored, 7 bypassed (out of it)");
        assertThat(ExitReport.of(List.of(figures(null, one), figures(null, many)), Mode.ON, PRICES))
                .first()
                .asString()
                .endsWith(" 19 bypassed (8: out of it; 5: c; 3: d; 3 for 2 other reasons)");
    }

    /** Of very many reasons some are not kept. */
    @Test
    void aReasonThatIsToldOfSomeBypassedCallsIsNotToldOfAll() {
        Figures some = bypassed("a.A#a", 100, Map.of("out of it", 7L));

        assertThat(ExitReport.of(List.of(figures(null, some)), Mode.ON, PRICES))
                .first()
                .asString()
                .endsWith(" 100 bypassed (7: out of it)");
    }

    private static Figures bypassed(String name, Map<String, Long> why) {
        return bypassed(name, why.values().stream().mapToLong(Long::longValue).sum(), why);
    }

    private static Figures bypassed(String name, long bypasses, Map<String, Long> why) {
        return new Figures(name, "default", 0, 0, 0, 0, 0, 0, bypasses, 0, 0, 0, NOTHING, NOTHING, 0, 0, 0, 0, why);
    }

    private static MethodFigures figures(@Nullable String client, Figures figures) {
        return figures(client, figures, (String) null);
    }

    private static MethodFigures figures(@Nullable String client, Figures figures, @Nullable String reason) {
        return figures(client, /* asked= */ client == null, figures, reason);
    }

    private static MethodFigures figures(
            @Nullable String client, boolean asked, Figures figures, @Nullable String reason) {
        return figures(client, asked, figures, reason == null ? null : new Reasons(reason, figures.calls(), 1));
    }

    private static MethodFigures figures(
            @Nullable String client, boolean asked, Figures figures, @Nullable Reasons reasons) {
        MethodRule rule = new MethodRule(
                MethodPattern.parse("a.A#a"),
                SourceLocation.whole("reprise.yaml"),
                client,
                /* catalogued= */ client,
                asked,
                Mode.ON,
                "default",
                null,
                Set.of(),
                null,
                List.of(),
                100,
                /* perTenant= */ false,
                /* tenant= */ null,
                List.of(),
                List.of(),
                /* admit= */ null,
                /* temperature= */ List.of(),
                /* deterministicOnly= */ null,
                List.of(),
                /* callback= */ null,
                /* batch= */ null,
                /* pace= */ null,
                /* ttlFrom= */ null,
                /* usage= */ null,
                /* singleFlight= */ null,
                /* evicts= */ null,
                /* shadow= */ null,
                /* stale= */ null,
                /* negative= */ null);
        return new MethodFigures(
                rule,
                figures,
                reasons,
                Findings.NONE,
                /* demoted= */ null,
                figures.method(),
                Mode.OBSERVE,
                Mode.OBSERVE);
    }
}
