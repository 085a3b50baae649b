package dev.reprise.engine.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reprise.engine.config.CatalogueSource;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.EvictRule;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.tier.RecordingLogger;
import java.io.ByteArrayInputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far methods go, as the configuration says and as somebody said since. */
class StandingsTest {

    private static final String TYPE = Service.class.getName();
    private static final String METHODS = "\nmethods:\n  - { method: " + TYPE
            + "#answer, scope: answers }\n  - { method: " + TYPE + "#build(..), scope: prompts, rollout: 40% }\n";

    @TempDir
    Path folder;

    private final List<Boolean> gate = new ArrayList<>();
    private List<MethodRule> rules = List.of();

    interface Asked {
        String answer(String question);
    }

    /** Never called. */
    static final class Service implements Asked {
        @Override
        public String answer(String question) {
            return question;
        }

        String build(int number) {
            return "" + number;
        }
    }

    @Test
    void narrowestSettingCountsAndNothingGoesBeyondEverything() throws Exception {
        Standings standings = standings("mode: on" + METHODS);
        Standing answer = standing(standings, 0);
        Standing build = standing(standings, 1);
        Standing client = standing(standings, 2);

        standings.mode(Reach.parse("scope:answers"), Mode.OBSERVE, "me");
        assertThat(List.of(answer.mode(), build.mode(), client.mode()))
                .containsExactly(Mode.OBSERVE, Mode.ON, Mode.OBSERVE);
        standings.mode(Reach.parse("method:" + TYPE + "#answer"), Mode.ON, "me");
        assertThat(answer.mode()).isEqualTo(Mode.ON);
        standings.mode(Reach.EVERYTHING, Mode.OBSERVE, "me");
        assertThat(List.of(answer.mode(), build.mode())).containsOnly(Mode.OBSERVE);
        assertThat(answer.modeFrom()).isEqualTo("set for everything by me");
        standings.mode(Reach.EVERYTHING, null, "me");
        standings.mode(Reach.parse("method:" + TYPE + "#answer"), null, "me");
        assertThat(List.of(answer.mode(), build.mode())).containsExactly(Mode.OBSERVE, Mode.ON);
        standings.mode(Reach.parse("scope:answers"), null, "me");
        assertThat(answer.mode()).isEqualTo(Mode.ON);
        assertThat(standings.said()).isEmpty();
    }

    @Test
    void clientThatIsObservedByDefaultCanBeServedAndIsNotByTheModeOfEverything() throws Exception {
        Standings standings = standings("mode: observe");
        Standing client = standing(standings, 0);

        standings.mode(Reach.EVERYTHING, Mode.ON, "me");
        assertThat(client.mode()).isEqualTo(Mode.OBSERVE);

        standings.mode(Reach.parse("client:vendor"), Mode.ON, "me");
        assertThat(client.mode()).isEqualTo(Mode.ON);
    }

    @Test
    void methodsAreNamedByTheirTypesSupertypesAndThePatternOfTheFile() throws Exception {
        Standings standings = standings("mode: on" + METHODS);
        Standing answer = standing(standings, 0);

        for (String pattern : List.of(
                TYPE + "#answer",
                "*Service#answer(String)",
                "dev.reprise.*#*",
                Asked.class.getName() + "+#answer(..)")) {
            standings.mode(Reach.parse("method:" + pattern), Mode.OBSERVE, "me");
            assertThat(answer.mode()).as(pattern).isEqualTo(Mode.OBSERVE);
            standings.mode(Reach.parse("method:" + pattern), null, "me");
        }
        for (String pattern : List.of("*Service#answer(int)", "*Service#ask", Asked.class.getName() + "#answer")) {
            standings.mode(Reach.parse("method:" + pattern), Mode.OBSERVE, "me");
            assertThat(answer.mode()).as(pattern).isEqualTo(Mode.ON);
            standings.mode(Reach.parse("method:" + pattern), null, "me");
        }
    }

    @Test
    void whatWasSetHoldsForMethodsThatAreCalledLater() throws Exception {
        Standings standings = standings("mode: on" + METHODS);

        standings.mode(Reach.parse("scope:answers"), Mode.OFF, "me");
        standings.rollout(Reach.EVERYTHING, 30, "me");

        assertThat(standing(standings, 0).mode()).isEqualTo(Mode.OFF);
        assertThat(standing(standings, 1).rollout()).isEqualTo(30);
    }

    @Test
    void leastOfTheSharesOfMethodScopeAndEverythingCounts() throws Exception {
        Standings standings = standings("rollout: 90%\nscopes: { answers: { rollout: 70% } }" + METHODS);
        Standing answer = standing(standings, 0);
        Standing build = standing(standings, 1);

        assertThat(List.of(answer.rollout(), build.rollout())).containsExactly(70, 40);
        standings.rollout(Reach.parse("scope:answers"), 80, "me");
        standings.rollout(Reach.parse("method:" + TYPE + "#build"), 100, "me");
        assertThat(List.of(answer.rollout(), build.rollout())).containsExactly(80, 90);
        standings.rollout(Reach.EVERYTHING, 10, "me");
        assertThat(List.of(answer.rollout(), build.rollout())).containsOnly(10);
    }

    @Test
    void aFileThatSwitchesOffTakesBackAlsoTheShareThatWasSetForEverything() throws Exception {
        Standings standings = standings("mode: on\nrollout: 50%");
        standings.rollout(Reach.EVERYTHING, 100, "me");
        standings.mode(Reach.EVERYTHING, Mode.OBSERVE, "me");
        standings.mode(Reach.parse("scope:answers"), Mode.OBSERVE, "her");

        List<String> off = standings.configure(load("mode: off\nrollout: 50%"));
        standings.configure(load("mode: on\nrollout: 1%"));

        assertThat(off).contains("mode: off takes back what was set since the start: everything observe 100% by me");
        assertThat(off).last().isEqualTo("what was set since the start goes before it: scope:answers observe by her");
        assertThat(standings.mode()).isEqualTo(Mode.ON);
        assertThat(standings.rollout()).isEqualTo(1);
        assertThat(standings.said()).hasSize(1);
    }

    @Test
    void gateIsClosedWhileTheModeOfEverythingIsOff() throws Exception {
        Standings standings = standings("mode: on");

        standings.mode(Reach.EVERYTHING, Mode.OFF, "me");
        standings.mode(Reach.parse("scope:answers"), Mode.ON, "me");
        standings.mode(Reach.EVERYTHING, Mode.OBSERVE, "me");
        standings.configure(load("mode: off"));
        standings.mode(Reach.EVERYTHING, null, "me");

        assertThat(gate).containsExactly(false, true, false);
    }

    /** It may log, and the log may keep it waiting. */
    @Test
    void nothingIsLockedWhileThatBeginsWhichIsThereForCalls() throws Exception {
        List<String> seen = new ArrayList<>();
        Standings[] standings = new Standings[1];
        standings[0] = new Standings(load("mode: off"), new Switch() {
            @Override
            public void open(boolean open) {
                seen.add("open: " + open);
            }

            @Override
            public void opened() {
                seen.add("opened, locked: " + Thread.holdsLock(standings[0]));
            }
        });

        standings[0].mode(Reach.EVERYTHING, Mode.ON, "me");
        standings[0].mode(Reach.EVERYTHING, Mode.OFF, "me");

        assertThat(seen).containsExactly("open: true", "opened, locked: false", "open: false");
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void nobodyWaitsToSwitchOffForWhatIsEvictedBeforeItIsOnAgain() throws Exception {
        CountDownLatch evicting = new CountDownLatch(1);
        CountDownLatch evicted = new CountDownLatch(1);
        Standings standings = new Standings(load("mode: off"), new Evicting(gate, evicting, evicted));

        Thread kept = new Thread(() -> standings.mode(Reach.EVERYTHING, Mode.ON, "one"));
        kept.start();
        evicting.await();
        assertThat(gate).isEmpty();
        standings.mode(Reach.EVERYTHING, Mode.OFF, "another");
        evicted.countDown();
        kept.join();

        assertThat(gate).containsExactly(false);
        assertThat(standings.mode()).isEqualTo(Mode.OFF);
        standings.mode(Reach.EVERYTHING, Mode.ON, "one");
        assertThat(gate).containsExactly(false, true);
    }

    /** Lets everybody wait who evicts. */
    private record Evicting(List<Boolean> gate, CountDownLatch begun, CountDownLatch end) implements Switch {

        @Override
        public void open(boolean open) {
            gate.add(open);
        }

        @Override
        public List<EvictRule> unheard() {
            return List.of(new EvictRule(List.of(), List.of("news")));
        }

        @Override
        public Set<String> evict(List<EvictRule> stale) {
            begun.countDown();
            await(end);
            return Set.of("tag news");
        }
    }

    @Test
    void whatAMethodMadeStaleThatTheFileHadOffIsEvictedWhenItIsOnAgain() throws Exception {
        String evicts = "mode: on\nmethods: [{ method: " + TYPE + "#answer, evicts: { tags: [news] }";
        List<EvictRule> stale = new ArrayList<>();
        Configuration first = load(evicts + ", mode: off }]");
        rules = first.methods();
        Standings standings = new Standings(first, new Switch() {
            @Override
            public void open(boolean open) {}

            @Override
            public Set<String> evict(List<EvictRule> rules) {
                stale.addAll(rules);
                return Set.of("tag news");
            }
        });
        Standing answer = standing(standings, 0);
        assertThat(answer.isConfiguredOff()).isTrue();

        standings.mode(Reach.parse("method:" + TYPE + "#answer"), Mode.ON, "me");
        assertThat(answer.isConfiguredOff()).isTrue();
        standings.configure(load(evicts + " }]"));

        assertThat(answer.isConfiguredOff()).isFalse();
        assertThat(stale).containsExactly(new EvictRule(List.of(), List.of("news")));
        standings.configure(load(evicts + " }]\nrollout: 50%"));
        assertThat(stale).hasSize(1);
    }

    @Test
    void lineSaysTheOldAndTheNewValueAndTheOrigin() throws Exception {
        Standings standings = standings("mode: on" + METHODS);
        standing(standings, 0);
        standing(standings, 1);

        assertThat(standings.mode(Reach.EVERYTHING, Mode.OFF, "the command line"))
                .isEqualTo(
                        "mode of everything: on -> off (by the command line); of 2 methods called so far 2 go another"
                                + " way");
        assertThat(standings.rollout(Reach.parse("scope:answers"), 5, "jmx"))
                .isEqualTo("rollout of scope:answers: as configured -> 5% (by jmx); of 2 methods called so far 1 goes"
                        + " another way");
    }

    @Test
    void whatWasSaidLastOfTheSameMethodCounts() throws Exception {
        Standings standings = standings("mode: on" + METHODS);
        Standing answer = standing(standings, 0);

        standings.mode(Reach.parse("method:" + TYPE + "#answer"), Mode.ON, "me");
        standings.demote(answer, "the audit");
        assertThat(answer.mode()).isEqualTo(Mode.OBSERVE);
        standings.mode(Reach.parse("method:" + TYPE + "#answer"), Mode.OFF, "me");
        assertThat(answer.mode()).isEqualTo(Mode.OFF);
        standings.mode(Reach.parse("method:dev.reprise.*#*"), Mode.ON, "me");
        assertThat(answer.mode()).isEqualTo(Mode.ON);
        assertThat(standings.said()).hasSize(3);
        standings.mode(Reach.parse("method:" + answer.name()), null, "me");
        assertThat(standings.said()).hasSize(2);
    }

    @Test
    void nameThatIsNoPatternKeepsNothingFromBeingSwitchedOff() throws Exception {
        Standings standings = standings("mode: on" + METHODS);
        Standing answer = standing(standings, 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> standings.mode(new Reach(Reach.Kind.METHOD, "a.B#ask me(X)"), Mode.OFF, "me"));
        assertThat(standings.said()).isEmpty();
        Standing spaced = new Standing(rules.get(0), "a.B#ask me", Service.class.getDeclaredMethod("build", int.class));
        standings.demote(spaced, "the audit");
        standings.mode(Reach.EVERYTHING, Mode.OFF, "me");

        assertThat(answer.mode()).isEqualTo(Mode.OFF);
        assertThat(gate).last().isEqualTo(false);
        assertThat(standings.configure(load("mode: on" + METHODS))).isEmpty();
    }

    @Test
    void lineSaysThatNothingIsMeantSoFar() throws Exception {
        Standings standings = standings("mode: on" + METHODS);
        standing(standings, 0);

        assertThat(standings.mode(Reach.parse("scope:answer"), Mode.OFF, "me"))
                .endsWith("of 1 method called so far 0 go another way; none of those called is in scope:answer;"
                        + " did you mean scope:answers?");
        assertThat(standings.mode(Reach.parse("scope:zzz"), Mode.OFF, "me"))
                .contains("; none of those called is in scope:zzz; scopes known so far: answers, ", "prompts");
        assertThat(standings.rollout(Reach.parse("method:com.acme.Typo#x"), 10, "me"))
                .endsWith("; none of those called is in method:com.acme.Typo#x; methods known so far: " + TYPE
                        + "#answer, " + TYPE + "#build(..)");
        assertThat(standings.mode(Reach.parse("method:" + TYPE + "#bulid"), Mode.OFF, "me"))
                .endsWith("; did you mean method:" + TYPE + "#build(..)?");
        assertThat(standings.mode(Reach.parse("scope:prompts"), Mode.OFF, "me"))
                .endsWith("; none of those called is in scope:prompts");
        assertThat(standings.mode(Reach.parse("scope:answers"), Mode.OFF, "me"))
                .endsWith("of 1 method called so far 1 goes another way");
    }

    @Test
    void whatTheConfigurationSpeaksOfIsKnownBeforeItIsCalled() throws Exception {
        Standings standings = standings("scopes: { mine: { ttl: 1h } }" + METHODS);

        for (String known : List.of(
                "everything",
                "client:vendor",
                "scope:mine",
                "scope:answers",
                "method:" + TYPE + "#build",
                "method:" + TYPE + "#b*(int)",
                "method:*Service#answer")) {
            assertThat(standings.isKnown(Reach.parse(known))).as(known).isTrue();
        }
        for (String unknown : List.of("scope:answer", "method:" + TYPE + "#ask", "method:a.B#answer")) {
            assertThat(standings.isKnown(Reach.parse(unknown))).as(unknown).isFalse();
        }
    }

    @Test
    void lineSaysWhatNarrowerSettingsStay() throws Exception {
        Standings standings = standings("mode: on" + METHODS);
        standing(standings, 0);
        standing(standings, 1);
        standings.mode(Reach.EVERYTHING, Mode.OFF, "me");
        standings.mode(Reach.parse("scope:answers"), Mode.OBSERVE, "me");
        standings.mode(Reach.parse("method:" + TYPE + "#build"), Mode.OFF, "her");
        standings.rollout(Reach.parse("scope:answers"), 5, "him");

        assertThat(standings.mode(Reach.EVERYTHING, null, "me"))
                .endsWith("; what was set for parts of it stays: scope:answers observe by him, method:" + TYPE
                        + "#build off by her");
        assertThat(standings.rollout(Reach.EVERYTHING, 50, "me"))
                .endsWith("; what was set for parts of it stays: scope:answers 5% by him");
        assertThat(standings.mode(Reach.parse("scope:prompts"), null, "me"))
                .endsWith("; what was set for parts of it stays: method:" + TYPE + "#build off by her");
        assertThat(standings.mode(Reach.parse("scope:answers"), null, "me")).endsWith(" another way");
        assertThat(standings.mode(Reach.EVERYTHING, Mode.OFF, "me")).endsWith(" another way");
    }

    @Test
    void whatCannotBeThereIsRefused() throws Exception {
        Standings standings = standings("clients: { vendor: off }");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> standings.mode(Reach.parse("client:vendor"), Mode.ON, "me"))
                .withMessageContaining("at the next start");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> standings.rollout(Reach.EVERYTHING, 101, "me"))
                .withMessageContaining("0 to 100");
        assertThatIllegalArgumentException().isThrownBy(() -> Reach.parse("scopes:answers"));
        assertThatIllegalArgumentException().isThrownBy(() -> Reach.parse("method:"));
        assertThatIllegalArgumentException() // A variable of a shell that is not set, say.
                .isThrownBy(() -> Reach.parse(""))
                .withMessageContaining("names nothing; write everything");
    }

    @Test
    void fileThatIsReadAgainChangesModesAndShares() throws Exception {
        Standings standings = standings("mode: on" + METHODS);
        Standing answer = standing(standings, 0);
        Standing build = standing(standings, 1);
        Standing client = standing(standings, 2);

        List<String> lines = standings.configure(load("""
                # one line more
                mode: on
                clients: on
                scopes: { answers: { rollout: 5%% } }
                methods:
                  - { method: %1$s#answer, scope: answers, mode: observe }
                  - { method: %1$s#build(..), scope: prompts, rollout: 60%% }
                """.formatted(TYPE)));

        assertThat(List.of(answer.mode(), build.mode(), client.mode())).containsExactly(Mode.OBSERVE, Mode.ON, Mode.ON);
        assertThat(List.of(answer.rollout(), build.rollout())).containsExactly(5, 60);
        assertThat(lines)
                .containsExactly("reprise.yaml was read again: clients.vendor: observe -> on, scopes.answers.rollout:"
                        + " 100% -> 5%, mode of " + TYPE + "#answer: on -> observe, rollout of " + TYPE
                        + "#build(..): 40% -> 60%; of 3 methods called so far 3 go another way");
    }

    @Test
    void fileInWhichAllIsALineFurtherDownChangesNothing() throws Exception {
        String text = """
                tenant: { mdc: customer }
                store: { mac-key: env:KEY }
                scopes: { answers: { ttl: 2h, ttl-from: last-use, per-tenant: required } }
                methods:
                  - method: com.acme.A+#b*(java.lang.String, *)
                    key: { ignore: [0.id] }
                    tags: [c, b, a]
                    admit: { unless: { status: [incomplete] } }
                    temperature: [0.temperature]
                    tenant: { argument: 0.customer }
                    callback: { argument: 1, ends: [onEnd] }
                """;
        Standings standings = standings(text);

        assertThat(standings.configure(load("# one line more\n" + text))).isEmpty();
    }

    /** Whoever adds one has to tell {@link Differences} of it. */
    @Test
    void differencesAreKnownOfAllSettings() {
        assertThat(Configuration.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .containsExactlyInAnyOrder(
                        "mode",
                        "rollout",
                        "namespace",
                        "home",
                        "warm",
                        "quiet",
                        "reload",
                        "jmx",
                        "deterministicOnly",
                        "tenant",
                        "memory",
                        "disk",
                        "redis",
                        "maxEntryBytes",
                        "recording",
                        "pace",
                        "singleFlight",
                        "audit",
                        "report",
                        "prices",
                        "store",
                        "scopes",
                        "ownMethods",
                        "catalogue",
                        "log",
                        // These set nothing.
                        "modeAt",
                        "origin",
                        "warnings",
                        "overridden");
    }

    @Test
    void methodThatTheFileNamesNoMoreIsOff() throws Exception {
        Standings standings = standings("mode: on" + METHODS);
        Standing answer = standing(standings, 0);

        standings.configure(load("mode: on"));

        assertThat(answer.mode()).isEqualTo(Mode.OFF);
        assertThat(answer.modeFrom()).isEqualTo("no longer named in reprise.yaml");
        assertThat(standings.configure(load("mode: on" + METHODS)))
                .singleElement()
                .asString()
                .contains("mode of " + TYPE + "#answer: off -> on", "1 goes another way");
        assertThat(answer.mode()).isEqualTo(Mode.ON);
    }

    @Test
    void whatCannotChangeIsSaidOnceAndNotWhenItIsTakenBack() throws Exception {
        Standings standings = standings("mode: on");

        assertThat(standings.configure(load("mode: on\nnamespace: other\ntiers: { memory: { max-size: 1MB } }")))
                .containsExactly(
                        "reprise.yaml: what it says now of namespace, tiers.memory takes effect at the next start");
        assertThat(standings.configure(load("mode: observe\nnamespace: other\ntiers: { memory: { max-size: 1MB } }")))
                .hasSize(1)
                .allMatch(line -> line.contains("mode: on -> observe"));
        assertThat(standings.configure(load("mode: observe"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uri: redis://cache, timeout: 20ms",
                "uri: redis://cache, prefix: other",
                "uri: redis://cache, pool-size: 3",
                "uri: 'redis://:secret@cache'",
                "uri: 'redis://ada:secret@cache'"
            })
    void whatRedisDoesNotSayOfItselfIsNamedWhenItChanges(String redis) throws Exception {
        String store = "mode: on\nstore: { mac-key: env:MAC }\ntiers: { redis: { %s } }";
        Standings standings = standings(store.formatted("uri: redis://cache"));

        assertThat(standings.configure(load(store.formatted(redis))))
                .containsExactly("reprise.yaml: what it says now of tiers.redis takes effect at the next start");
    }

    @Test
    void aLineMoreAboveASettingIsNoChangeWhateverTheFileIsCalled() throws Exception {
        String settings = "mode: on\ntenant: { mdc: tenant }\nstore: { mac-key: env:MAC }\nmethods: [{ method: " + TYPE
                + "#answer, key: { ignore: [0] }, admit: { unless: { length: [a] } } }]\n";
        Standings standings = new Standings(load(settings, "a, [b].yaml"), gate::add);

        assertThat(standings.configure(load("# above\n" + settings, "a, [b].yaml")))
                .isEmpty();
    }

    @Test
    void settingsThatCannotChangeAreNamedAsTheFileHasThem() throws Exception {
        Standings standings = standings("mode: on" + METHODS);

        List<String> lines = standings.configure(load("""
                mode: on
                scopes:
                  answers: { shadow: 5%%, max-entries: 5, max-size: 1MB, per-tenant: required, ttl-from: last-use,
                    stale-if-error: 1h, refresh-ahead: 20%%, stale-exceptions: [a.B], max-entries-per-tenant: 3 }
                methods:
                  - { method: %1$s#answer, scope: others, shadow: 10%%, key: { ignore: [0] }, tags: [t],
                      replay: { pace: original }, stale-if-error: 1h, single-flight: off, deterministic-only: true }
                  - { method: %1$s#build(..), scope: prompts, rollout: 40%% }
                """.formatted(TYPE)));

        assertThat(lines).singleElement().asString().startsWith("reprise.yaml: what it says now of ");
        String named = lines.get(0).substring("reprise.yaml: what it says now of ".length());
        assertThat(named.substring(0, named.indexOf(" takes effect at the next start"))
                        .split(", "))
                .containsExactlyInAnyOrder(
                        "scopes.answers.shadow",
                        "scopes.answers.max-entries",
                        "scopes.answers.max-size",
                        "scopes.answers.per-tenant",
                        "scopes.answers.ttl-from",
                        "scopes.answers.stale-if-error",
                        "scopes.answers.refresh-ahead",
                        "scopes.answers.stale-exceptions",
                        "scopes.answers.max-entries-per-tenant",
                        "scope of " + TYPE + "#answer",
                        "shadow of " + TYPE + "#answer",
                        "key.ignore of " + TYPE + "#answer",
                        "tags of " + TYPE + "#answer",
                        "replay.pace of " + TYPE + "#answer",
                        "stale-if-error of " + TYPE + "#answer",
                        "single-flight of " + TYPE + "#answer",
                        "deterministic-only of " + TYPE + "#answer");
    }

    @Test
    void whatWasSetGoesBeforeTheFile() throws Exception {
        Standings standings = standings("mode: on" + METHODS);
        Standing answer = standing(standings, 0);
        standings.mode(Reach.EVERYTHING, Mode.OFF, "me");

        List<String> lines = standings.configure(load("mode: observe" + METHODS));

        assertThat(answer.mode()).isEqualTo(Mode.OFF);
        assertThat(lines).last().isEqualTo("what was set since the start goes before it: everything off by me");
        standings.mode(Reach.EVERYTHING, null, "me");
        assertThat(answer.mode()).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void whyItWasDemotedIsKnownUntilItsModeIsSaid() throws Exception {
        Standings standings = standings("mode: on" + METHODS);
        Standing answer = standing(standings, 0);

        standings.demote(answer, "of its answers");
        assertThat(answer.demoted()).isEqualTo("of its answers");
        assertThat(answer.modeFrom()).endsWith(" by Reprise, because of its answers");
        standings.rollout(Reach.parse("method:" + answer.name()), 50, "me");
        assertThat(answer.demoted()).isEqualTo("of its answers");
        standings.mode(Reach.parse("method:" + TYPE + "#answer"), Mode.ON, "me");
        assertThat(answer.demoted()).isNull();
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aLogThatKeepsOneWaitingKeepsNobodyElseWaitingAndTellsInOrder() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        List<String> told = new CopyOnWriteArrayList<>();
        Standings standings = standings("mode: on" + METHODS, line -> {
            told.add(line);
            asked.countDown();
            await(answers);
        });
        Standing answer = standing(standings, 0);

        Thread kept = new Thread(() -> standings.mode(Reach.EVERYTHING, Mode.OBSERVE, "one"));
        kept.start();
        asked.await();
        standings.mode(Reach.EVERYTHING, Mode.OFF, "another");
        standings.turnOff("it fails");
        assertThat(answer.mode()).isEqualTo(Mode.OFF);
        assertThat(standing(standings, 1).mode()).isEqualTo(Mode.OFF);
        answers.countDown();
        kept.join();

        assertThat(told).hasSize(4);
        assertThat(told.get(0)).contains("on -> observe (by one)");
        assertThat(told.get(1)).contains("observe -> off (by another)");
        assertThat(told.get(2)).contains("off -> off (by itself)");
        assertThat(told.get(3)).startsWith("Reprise has turned itself off, because it fails;");
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aLogMayWaitForAThreadThatAsksForAMethodOrChangesAMode() throws Exception {
        Standings[] standings = new Standings[1];
        List<String> told = new CopyOnWriteArrayList<>();
        standings[0] = standings("mode: on" + METHODS, line -> {
            told.add(line);
            if (told.size() == 1) {
                Thread other = new Thread(() -> {
                    standings[0].mode();
                    standings[0].mode(Reach.EVERYTHING, Mode.OFF, "the log");
                });
                other.start();
                join(other);
            }
        });

        standings[0].mode(Reach.EVERYTHING, Mode.OBSERVE, "me");

        assertThat(standings[0].mode()).isEqualTo(Mode.OFF);
        assertThat(told).hasSize(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private Standings standings(String text, Consumer<String> appender) throws Exception {
        Configuration configuration = load(text);
        rules = configuration.methods();
        return new Standings(configuration, gate::add, new RecordingLogger(appender));
    }

    private Standings standings(String text) throws Exception {
        Configuration configuration = load(text);
        rules = configuration.methods();
        return new Standings(configuration, gate::add);
    }

    private Configuration load(String text) throws Exception {
        return load(text, "reprise.yaml");
    }

    private Configuration load(String text, String file) throws Exception {
        Files.writeString(folder.resolve(file), text);
        ProcessContext process = new ProcessContext(
                Map.of("reprise.home", folder.resolve("home").toString()), Map.of(), folder.toFile());
        return ConfigurationLoader.load(
                file, process, List.of(CatalogueSource.yaml("vendor.yaml", StandingsTest::vendor)));
    }

    private static ByteArrayInputStream vendor() {
        return new ByteArrayInputStream("client: vendor\nmethods: [{ method: com.vendor.A#b, scope: answers }]\n"
                .getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the standing of the method of a rule. */
    private Standing standing(Standings standings, int rule) throws Exception {
        MethodRule chosen = rules.get(rule);
        String name = chosen.pattern().methodName().equals("build") ? "build" : "answer";
        Class<?> parameter = name.equals("build") ? int.class : String.class;
        return standings.standing(
                chosen.pattern().text(), TYPE, Service.class.getDeclaredMethod(name, parameter), chosen);
    }
}
