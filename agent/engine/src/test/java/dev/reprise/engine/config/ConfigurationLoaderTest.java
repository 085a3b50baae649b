package dev.reprise.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

class ConfigurationLoaderTest {

    private static final String EVERYTHING = """
            mode: on
            namespace: billing
            home: /var/cache/reprise
            quiet: true
            clients: on
            tiers:
              memory: { max-size: 32MB }
              disk:   { max-size: 2GB }
            scopes:
              prompts:    { ttl: 5m, max-entries: 500 }
              responses:  { max-size: 256MB }
              chat:       { ttl: 90s }
            log: { level: debug, format: json }
            methods:
              - method: com.acme.ContextSummarizer#summarize(java.util.List, int)
                scope: summaries
                ttl: 12h
                tags: [chat, summary]
                key: { ignore: [traceId, 1, 0.metadata] }
                version: 1.10
                rollout: 25%
                per-tenant: required
                mode: observe
                allow: [com.acme.]
                admit: { unless: { metadata.finishReason: [length, filtered], error: any }, only: { state: [done] }, any-of: [text, calls] }
                temperature: [0.temperature]
                deterministic-only: true
                batch: { argument: 1 }
                replay: { pace: 50 tokens/s }
              - method: com.acme.PromptBuilder+#build*(..)
                scope: prompts
            """;

    @TempDir
    Path directory;

    private Configurations process;

    @BeforeEach
    void startProcess() {
        process = new Configurations(directory);
    }

    @Test
    void noFileIsFine() {
        Configuration configuration = process.load();

        assertThat(configuration.origin()).isEqualTo("no file");
        assertThat(configuration.mode()).isEqualTo(Mode.ON);
        assertThat(configuration.namespace()).isEqualTo("default");
        assertThat(configuration.home()).isEqualTo(new File("/home/ada/.cache/reprise"));
        assertThat(configuration.quiet()).isFalse();
        assertThat(configuration.memory()).isEqualTo(MemorySettings.DEFAULT);
        assertThat(configuration.disk()).isEqualTo(new DiskSettings(true, 1L << 30, Duration.ofMillis(20)));
        assertThat(configuration.maxEntryBytes()).isEqualTo(50L << 20);
        assertThat(configuration.store()).isEqualTo(StoreSettings.DEFAULT);
        assertThat(configuration.log()).isEqualTo(new LogSettings(Level.INFO, "text"));
        assertThat(configuration.warnings()).isEmpty();
    }

    @Test
    void thePlaceOfTheModeIsNamedOnlyWhereItIsWritten() {
        assertThat(process.load("reprise.yaml", "home: cache\nmode: on").modeAt())
                .hasToString("reprise.yaml:2:7");
        assertThat(process.load("reprise.yaml", "home: cache").modeAt()).hasToString("reprise.yaml");
        assertThat(process.load("reprise.yaml", "").modeAt()).hasToString("reprise.yaml");
        assertThat(process.load().modeAt()).isNotNull();
    }

    @Test
    void memoryTakesAnEighthOfASmallHeapUnlessMoreIsWritten() {
        assertThat(MemorySettings.byDefault(128L << 20)).isEqualTo(new MemorySettings(true, 16L << 20));
        assertThat(MemorySettings.byDefault(512L << 20)).isEqualTo(new MemorySettings(true, 64L << 20));
        assertThat(MemorySettings.byDefault(Long.MAX_VALUE)).isEqualTo(new MemorySettings(true, 64L << 20));
        assertThat(process.load("reprise.yaml", "tiers: { memory: { max-size: 900GB } }")
                        .memory()
                        .maxBytes())
                .isEqualTo(900L << 30);
    }

    @Test
    void singleFlightIsOnUnlessSwitchedOffAndItsWaitCanBeSaid() {
        assertThat(process.load("reprise.yaml", "mode: on").singleFlight())
                .isEqualTo(new SingleFlight(
                        Duration.ofSeconds(30),
                        Duration.ofMillis(200),
                        /* shared= */ false,
                        /* sharesFailures= */ false));
        assertThat(process.load("reprise.yaml", "single-flight: off").singleFlight())
                .isEqualTo(SingleFlight.OFF);
        assertThat(process.load("reprise.yaml", "single-flight: { wait: 5s }").singleFlight())
                .isEqualTo(SingleFlight.DEFAULT.with(Duration.ofSeconds(5)));
        assertThat(process.load("reprise.yaml", "single-flight: { pause: 1s }")
                        .singleFlight()
                        .pause())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void timeoutOfTheDiskIsReadWhetherOrNotASizeIsSaid() {
        assertThat(process.load("reprise.yaml", "tiers: { disk: { timeout: 150ms } }")
                        .disk())
                .isEqualTo(new DiskSettings(true, 1L << 30, Duration.ofMillis(150)));
    }

    @Test
    void builtInScopesHaveTheirTimesToLive() {
        Configuration configuration = process.load();

        assertThat(configuration.scope("prompts").ttl()).isEqualTo(Duration.ofMinutes(10));
        assertThat(configuration.scope("summaries").ttl()).isEqualTo(Duration.ofHours(24));
        assertThat(configuration.scope("responses").ttl()).isEqualTo(Duration.ofHours(1));
        assertThat(configuration.scope("embeddings").ttl()).isEqualTo(Duration.ofDays(7));
        assertThat(configuration.scope("default").ttl()).isEqualTo(Duration.ofHours(1));
        assertThat(configuration.scope("prompts").maxEntries()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void everyKeyIsRead() {
        Configuration configuration = process.load("reprise.yaml", EVERYTHING);

        assertThat(configuration.origin()).isEqualTo("reprise.yaml");
        assertThat(configuration.mode()).isEqualTo(Mode.ON);
        assertThat(configuration.namespace()).isEqualTo("billing");
        assertThat(configuration.home()).isEqualTo(new File("/var/cache/reprise"));
        assertThat(configuration.quiet()).isTrue();
        assertThat(configuration.memory().maxBytes()).isEqualTo(32L << 20);
        assertThat(configuration.disk().maxBytes()).isEqualTo(2L << 30);
        assertThat(configuration.scope("prompts"))
                .isEqualTo(new ScopeSettings("prompts", Duration.ofMinutes(5), 500, Long.MAX_VALUE));
        assertThat(configuration.scope("responses"))
                .isEqualTo(new ScopeSettings("responses", Duration.ofHours(1), Long.MAX_VALUE, 256L << 20));
        assertThat(configuration.scope("chat").ttl()).isEqualTo(Duration.ofSeconds(90));
        assertThat(configuration.log()).isEqualTo(new LogSettings(Level.DEBUG, "json"));
        assertThat(configuration.methods().get(0))
                .isEqualTo(new MethodRule(
                        MethodPattern.parse("com.acme.ContextSummarizer#summarize(java.util.List, int)"),
                        new SourceLocation("reprise.yaml", 15, 13),
                        null,
                        /* catalogued= */ null,
                        /* asked= */ true,
                        Mode.OBSERVE,
                        "summaries",
                        Duration.ofHours(12),
                        Set.of("chat", "summary"),
                        "1.10",
                        List.of(ignored("traceId", 21), ignored("1", 30), ignored("0.metadata", 33)),
                        25,
                        /* perTenant= */ true,
                        /* tenant= */ null,
                        List.of(),
                        List.of("com.acme."),
                        new AdmitRule(
                                List.of(
                                        new AdmitRule.Condition("metadata.finishReason", List.of("length", "filtered")),
                                        new AdmitRule.Condition("error", List.of())),
                                List.of(new AdmitRule.Condition("state", List.of("done"))),
                                List.of("text", "calls"),
                                new SourceLocation("reprise.yaml", 25, 12)),
                        List.of("0.temperature"),
                        true,
                        List.of(),
                        /* callback= */ null,
                        new BatchRule(1),
                        new Pace.PerSecond(50),
                        /* ttlFrom= */ null,
                        /* usage= */ null,
                        /* singleFlight= */ null,
                        /* evicts= */ null,
                        /* shadow= */ null,
                        /* stale= */ null,
                        /* negative= */ null));
        assertThat(configuration.methods().get(1).mode()).isEqualTo(Mode.ON);
        assertThat(configuration.methods().get(1).rollout()).isEqualTo(100);
        assertThat(configuration.methods().get(1).ttl()).isNull();
        assertThat(configuration.methods().get(1).pace()).isNull();
    }

    @Test
    void anEntryCanBeAboutSeveralMethods() {
        List<MethodRule> rules = process.load("reprise.yaml", """
                        methods:
                          - method: [a.B#c, "a.B#d(..)"]
                            ttl: 5m
                          - method: a.B#e
                        """).ownMethods();

        assertThat(rules)
                .extracting(rule -> rule.pattern().text(), rule -> rule.where().toString(), MethodRule::ttl)
                .containsExactly(
                        tuple("a.B#c", "reprise.yaml:2:14", Duration.ofMinutes(5)),
                        tuple("a.B#d(..)", "reprise.yaml:2:21", Duration.ofMinutes(5)),
                        tuple("a.B#e", "reprise.yaml:4:13", null));
    }

    @Test
    void jsonIsReadAsYamlIs() {
        Configuration configuration = process.load("reprise.json", """
                {
                \t"mode": true,
                \t"tiers": { "disk": false, "memory": { "max-size": "1MB" } },
                \t"methods": [ { "method": "com.acme.A#b", "rollout": 25, "version": 2 } ]
                }
                """);

        assertThat(configuration.origin()).isEqualTo("reprise.json");
        assertThat(configuration.mode()).isEqualTo(Mode.ON);
        assertThat(configuration.disk().enabled()).isFalse();
        assertThat(configuration.memory().maxBytes()).isEqualTo(1 << 20);
        assertThat(configuration.methods().get(0).where()).isEqualTo(new SourceLocation("reprise.json", 4, 27));
        assertThat(configuration.methods().get(0).rollout()).isEqualTo(25);
        assertThat(configuration.methods().get(0).version()).isEqualTo("2");
    }

    @Test
    void jsonInAYamlFileIsReadAsWell() {
        assertThat(process.load("reprise.yaml", "{\"mode\": \"observe\", \"quiet\": true}")
                        .mode())
                .isEqualTo(Mode.OBSERVE);
    }

    @Test
    void agentArgumentComesFirstThenPropertyThenVariableThenDefaults() {
        process.file("a.yaml", "namespace: argument")
                .file("b.yaml", "namespace: property")
                .file("c.yaml", "namespace: variable")
                .file("reprise.yaml", "namespace: first")
                .file("reprise.yml", "namespace: second");

        assertThat(process.load().namespace()).isEqualTo("first");
        assertThat(process.variable("REPRISE_CONFIG", "c.yaml").load().namespace())
                .isEqualTo("variable");
        assertThat(process.property("reprise.config", "b.yaml").load().namespace())
                .isEqualTo("property");
        assertThat(process.load("a.yaml").namespace()).isEqualTo("argument");
        assertThat(process.load("a.yaml").warnings()).isEmpty();
    }

    @Test
    void blankAgentArgumentIsNone() {
        assertThat(process.load(" ").origin()).isEqualTo("no file");
    }

    @Test
    void failuresThatNoEntryAnswersAreNamedInVain() {
        assertThat(process.load("reprise.yaml", """
                scopes: { kept: { stale-if-error: 24h } }
                methods:
                  - { method: a.B#c, stale-exceptions: [a.Failure] }
                  - { method: a.B#d, scope: kept, stale-exceptions: [a.Failure] }
                  - { method: a.B#e, stale-if-error: 1h, stale-exceptions: [a.Failure] }
                  - { method: a.B#f, stale-exceptions: [] }
                """).warnings())
                .singleElement()
                .asString()
                .startsWith("reprise.yaml:3:15: stale-exceptions is without effect")
                .endsWith("write stale-if-error: 24h");
    }

    @Test
    void namedFileMustExist() {
        assertThat(process.problems("conf/reprise.yaml"))
                .containsExactly(
                        "conf/reprise.yaml: does not exist; it is named by the agent's argument and looked for in"
                                + " the working directory " + directory);
        assertThat(process.variable("REPRISE_CONFIG", "/no/such/file").problems())
                .containsExactly(
                        "/no/such/file: does not exist; it is named by the environment variable REPRISE_CONFIG");
        assertThat(process.property("reprise.config", directory.toString()).problems())
                .containsExactly(
                        directory + ": is a directory, not a file; it is named by the system property reprise.config");
    }

    @Test
    void homeIsFoundWhereTheSystemWantsIt() {
        assertThat(process.load().home()).isEqualTo(new File("/home/ada/.cache/reprise"));
        assertThat(process.variable("XDG_CACHE_HOME", "relative").load().home())
                .isEqualTo(new File("/home/ada/.cache/reprise"));
        assertThat(process.variable("XDG_CACHE_HOME", "/xdg").load().home()).isEqualTo(new File("/xdg/reprise"));
        assertThat(process.property("os.name", "Mac OS X").load().home())
                .isEqualTo(new File("/home/ada/Library/Caches/reprise"));
        assertThat(process.property("os.name", "Windows 11")
                        .variable("LOCALAPPDATA", "/local")
                        .load()
                        .home())
                .isEqualTo(new File("/local/reprise"));
    }

    @Test
    void userWithoutHomeHasNoDiskTierButAWarning() {
        Configuration configuration = process.property("user.home", "?").load();

        assertThat(configuration.home()).isNull();
        assertThat(configuration.disk().enabled()).isFalse();
        assertThat(configuration.warnings())
                .singleElement()
                .hasToString(
                        "no file: home: this user has no cache directory, so there is no disk tier; name a directory"
                                + " with home, or write disk: off");
    }

    @Test
    void userWithoutHomeIsNotWarnedWhenTheDiskIsOff() {
        process.property("user.home", "?").property("reprise.tiers.disk", "off");

        assertThat(process.load().warnings()).isEmpty();
    }

    @Test
    void relativeHomeIsInTheWorkingDirectoryAndTildeIsTheUsersDirectory() {
        assertThat(process.load("reprise.yaml", "home: cache").home())
                .isEqualTo(directory.resolve("cache").toFile());
        assertThat(process.load("reprise.yaml", "home: ~/cache").home()).isEqualTo(new File("/home/ada/cache"));
    }

    @Test
    void modeCanBeWrittenInEveryWay() {
        assertThat(process.load("reprise.yaml", "mode: off").mode()).isEqualTo(Mode.OFF);
        assertThat(process.load("reprise.yaml", "mode: false").mode()).isEqualTo(Mode.OFF);
        assertThat(process.load("reprise.yaml", "mode: \"off\"").mode()).isEqualTo(Mode.OFF);
        assertThat(process.load("reprise.yaml", "mode: Observe").mode()).isEqualTo(Mode.OBSERVE);
        assertThat(process.load("reprise.yaml", "mode: true").mode()).isEqualTo(Mode.ON);
    }

    @Test
    void tiersCanBeSwitchedOffAndOn() {
        Configuration configuration = process.load("reprise.yaml", "tiers: { memory: off, disk: on }");

        assertThat(configuration.memory()).isEqualTo(new MemorySettings(false, 0));
        assertThat(configuration.disk()).isEqualTo(DiskSettings.DEFAULT);
    }

    @Test
    void keysWithNothingBehindThemAreAsIfLeftOut() {
        Configuration configuration = process.load("reprise.yaml", "tiers:\nscopes:\nmethods:\nlog:\n");

        assertThat(configuration.memory()).isEqualTo(MemorySettings.DEFAULT);
    }

    @Test
    void emptyFileIsFine() {
        assertThat(process.load("reprise.yaml", "# nothing yet\n").mode()).isEqualTo(Mode.ON);
        assertThat(process.load("reprise.yaml", "").mode()).isEqualTo(Mode.ON);
    }

    @Test
    void byteOrderMarkIsPassedOver() {
        assertThat(process.load("reprise.yaml", "\uFEFFmode: off").mode()).isEqualTo(Mode.OFF);
    }

    @Test
    void logHasAShorthand() {
        assertThat(process.load("reprise.yaml", "log: warn").log()).isEqualTo(new LogSettings(Level.WARN, "text"));
    }

    @Test
    void defaultScopeIsTheDefaultOfTheOthers() {
        Configuration configuration =
                process.load("reprise.yaml", "scopes: { mine: { max-entries: 5 }, default: { ttl: 2h } }");

        assertThat(configuration.scope("mine").ttl()).isEqualTo(Duration.ofHours(2));
        assertThat(configuration.scope("other").ttl()).isEqualTo(Duration.ofHours(2));
        assertThat(configuration.scope("prompts").ttl()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void misspeltScopeOfARuleIsAWarning() {
        Configuration configuration = process.load(
                "reprise.yaml", "methods:\n  - method: a.B#c\n    scope: sumaries\n  - method: a.B#d\n    scope: x");

        assertThat(configuration.warnings())
                .singleElement()
                .hasToString("reprise.yaml:2:13: scope \"sumaries\" has no settings, and gets those of \"default\";"
                        + " did you mean \"summaries\"?");
    }

    private static IgnoredPath ignored(String text, int column) {
        return new IgnoredPath(text, new SourceLocation("reprise.yaml", 19, column));
    }
}
