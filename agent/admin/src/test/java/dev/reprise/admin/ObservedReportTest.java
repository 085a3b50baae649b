package dev.reprise.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Engine.MethodFigures;
import dev.reprise.engine.Figures;
import dev.reprise.engine.audit.Clue;
import dev.reprise.engine.audit.Findings;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.config.TenantRule;
import dev.reprise.engine.worth.Worth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservedReportTest {

    @TempDir
    Path folder;

    @Test
    void whatIsFitIsProposedAndWhatIsInDoubtIsAComment() throws Exception {
        List<MethodRule> rules = rules("a.A#a\n    scope: prompts", "a.B#b\n    ttl: 5m", "a.C#c", "a.D#d", "a.E#e");
        Clue counts = new Clue(Clue.Kind.WRITES_STATIC, "C.count", "C.c");
        Clue writes = new Clue(Clue.Kind.WRITES_FILE, "Files.writeString", "D.d");

        List<String> lines = report(
                method("a.A#a", "prompts", rules.get(0), 3, findings()),
                method("a.B#b", "default", rules.get(1), 1, findings()),
                method("a.C#c", "default", rules.get(2), 2, findings(counts)),
                method("a.D#d", "default", rules.get(3), 2, findings(writes)),
                method("a.E#e", "default", rules.get(4), 0, Findings.NONE));

        assertThat(lines)
                .contains("a.A#a (" + rules.get(0).place() + ", scope prompts): fit")
                .contains("a.C#c (" + rules.get(2).place() + ", scope default): doubtful")
                .contains("a.D#d (" + rules.get(3).place() + ", scope default): unfit")
                .contains("  its code writes to a file (Files.writeString in D.d)")
                .contains("a.E#e (" + rules.get(4).place() + ", scope default): unknown")
                .contains(
                        "  answers compared with earlier ones: 3; alike 3, alike but for a provider's ids, times, usage and chunks 0,"
                                + " different 0");
        assertThat(lines.subList(lines.indexOf("# for reprise.yaml"), lines.size()))
                .containsExactly(
                        "# for reprise.yaml",
                        "mode: on",
                        "methods:",
                        "  - method: a.A#a",
                        "    scope: prompts",
                        "  - method: a.B#b",
                        "    scope: default",
                        "    ttl: 5m",
                        "  # its code changes a static field (C.count in C.c)",
                        "# - method: a.C#c",
                        "#   scope: default");
    }

    @Test
    void aReasonOfSeveralLinesIsOneCommentInThePieceOfConfiguration() throws Exception {
        List<MethodRule> rules = rules("a.A#a");
        Clue odd = new Clue(Clue.Kind.WRITES_STATIC, "A.a\nclients: on\u001b[2J", "A.a");

        List<String> lines = report(method("a.A#a", "default", rules.get(0), 2, findings(odd)));

        assertThat(lines.subList(lines.indexOf("# for reprise.yaml"), lines.size()))
                .contains("  # its code changes a static field (A.a\\nclients: on\\u001b[2J in A.a)")
                .allMatch(line -> line.indexOf('\n') < 0);
    }

    /** Whoever puts the piece in place of the whole file would serve one tenant's answers to another without it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenant: { argument: 0.user.id }",
                "tenant: { mdc: 'odd: \"#\\', optional: true }",
                "tenant: { thread-local: 'com.acme.Tenants#CURRENT' }",
                "tenant: { method: com.acme.Tenants#current() }",
                "tenant: { spring-security: name }",
                "tenant: { reactor: tenant }",
                "tenant: { coroutine: com.acme.TenantElement#tenant }",
                "tenant: off",
                "per-tenant: required"
            })
    void thePieceSaysAgainWhoseAnswersAreWhose(String said) throws Exception {
        Configuration observed = load("namespace: n2\n" + (said.startsWith("tenant") ? said : "")
                + "\nscopes:\n  mine: { " + said + " }\n  prompts: { " + said + " }"
                + "\nmethods:\n  - method: a.A#a\n    scope: mine\n    " + said + "\n  - method: a.B#b\n    " + said);

        List<String> lines = report(
                observed, method("a.A#a(int)", "mine", observed.ownMethods().get(0), 3, findings()));
        Configuration again = load(piece(lines));

        assertThat(lines).noneMatch(line -> line.contains("with what else"));
        assertThat(again.namespace()).isEqualTo("n2");
        assertSame(again.tenant(), observed.tenant());
        for (String scope : List.of("mine", "prompts", "default")) {
            assertSame(again.scope(scope).tenant(), observed.scope(scope).tenant());
            assertThat(again.scope(scope).perTenant())
                    .isEqualTo(observed.scope(scope).perTenant());
        }
        assertThat(again.ownMethods()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            MethodRule rule = observed.ownMethods().get(i);
            assertSame(again.ownMethods().get(i).tenant(), rule.tenant());
            assertThat(again.ownMethods().get(i).perTenant()).isEqualTo(rule.perTenant());
        }
    }

    /** Otherwise a client that is switched on, or an annotation, has its methods served without the tenant. */
    @Test
    void anEntryWithATenantThatIsNotServedStaysAnEntryThatIsObserved() throws Exception {
        Configuration observed = load(
                "methods:\n  - method: a.A#a(int)\n    per-tenant: required\n  - method: a.B#b\n"
                        + "    mode: off\n    tenant: { mdc: t }\n  - method: a.C#c\n    tenant: { mdc: t }\n  - method: a.D#d");
        Clue counts = new Clue(Clue.Kind.WRITES_STATIC, "C.count", "C.c");

        List<String> lines = report(
                observed,
                method("a.A#a(int)", "default", observed.ownMethods().get(0), 3, findings()),
                method("a.C#c", "default", observed.ownMethods().get(2), 3, findings(counts)));

        assertThat(piece(lines)).isEqualTo("""
                        # for reprise.yaml
                        mode: on
                        methods:
                          - method: a.A#a(int)
                            scope: default
                            per-tenant: required
                          # its code changes a static field (C.count in C.c)
                        # - method: a.C#c
                        #   scope: default
                        #   tenant: { mdc: "t" }
                          - method: "a.B#b"
                            mode: off
                            tenant: { mdc: "t" }
                          - method: "a.C#c"
                            mode: observe
                            tenant: { mdc: "t" }""");
        assertThat(load(piece(lines)).ownMethods()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ttl-from: last-use",
                "deterministic-only: true",
                "usage: { input: tokens }",
                "single-flight: off",
                "negative-ttl: 5s\n    negative-exceptions: [com.acme.Refused]",
                "replay: { pace: original }"
            })
    void whatAnEntrySaysBesideItsMethodIsNotForgotten(String more) throws Exception {
        List<MethodRule> rules = rules("a.A#a\n    " + more);

        List<String> lines = report(method("a.A#a", "default", rules.get(0), 3, findings()));

        assertThat(lines).containsSequence("  # with what else " + rules.get(0).place() + " says", "  - method: a.A#a");
    }

    @Test
    void theProposedEntrySaysAgainWhatTheObservedOneDid() throws Exception {
        MethodRule rule = rules("a.A$B#a(java.lang.String[], int)\n    ttl: 36h\n    tags: [one, \"two: \\\"2\\\"\"]"
                        + "\n    version: \"3\"\n    key: { ignore: [this.style, 0.id] }\n    batch: { argument: 0 }"
                        + "\n    temperature: [0.temperature]\n    rollout: 50%\n    shadow: 5%\n    scope: mine"
                        + "\n    tenant: { mdc: tenant }\n    per-tenant: required")
                .get(0);

        List<String> lines = report(method("a.A$B#a(java.lang.String[], int)", "mine", rule, 3, findings()));
        MethodRule again = load(piece(lines)).ownMethods().get(0);

        assertThat(piece(lines)).doesNotContain("with what else");
        assertThat(again)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes("where", "ignore\\.where", "tenant\\.where")
                .isEqualTo(rule);
    }

    @Test
    void aPieceWithoutAnEntryThatIsFitLoads() throws Exception {
        Clue counts = new Clue(Clue.Kind.WRITES_STATIC, "C.count", "C.c");

        List<String> lines = report(method("a.C#c", "default", rules("a.C#c").get(0), 2, findings(counts)));

        assertThat(load(piece(lines)).ownMethods()).isEmpty();
    }

    @Test
    void whereNothingWasObservedNothingIsProposed() throws Exception {
        assertThat(ObservedReport.of(List.of(), Mode.ON, load("")))
                .singleElement()
                .asString()
                .startsWith("Reprise observed 0 calls of 0 methods; 0 were repeated");
    }

    private List<String> report(MethodFigures... methods) throws Exception {
        return report(load(), methods);
    }

    private static List<String> report(Configuration configuration, MethodFigures... methods) {
        return ObservedReport.of(List.of(methods), Mode.OBSERVE, configuration);
    }

    private static String piece(List<String> report) {
        return String.join("\n", report.subList(report.indexOf("# for reprise.yaml"), report.size()));
    }

    private static void assertSame(@Nullable TenantRule tenant, @Nullable TenantRule expected) {
        assertThat(tenant)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes("where")
                .isEqualTo(expected);
    }

    private static MethodFigures method(String name, String scope, MethodRule rule, int repeated, Findings findings) {
        Figures figures = new Figures(name, scope, 0, 0, 0, 0, 0, 0, 0, 0, repeated + 1, repeated, 0);
        return new MethodFigures(
                rule, figures, /* reasons= */ null, findings, /* demoted= */ null, name, Mode.OBSERVE, Mode.OBSERVE);
    }

    @Test
    void whatBecameOfCallsThatWereNotObservedIsTold() throws Exception {
        Figures figures = new Figures(
                "a.A#a",
                "default",
                0,
                0,
                0,
                0,
                0,
                0,
                5,
                0,
                5,
                4,
                Worth.NOTHING,
                Worth.NOTHING,
                0,
                0,
                0,
                0,
                Map.of("it threw a.NoSuchDocument", 5L));
        MethodFigures half = new MethodFigures(
                rules("a.A#a").get(0),
                figures,
                /* reasons= */ null,
                Findings.NONE,
                /* demoted= */ null,
                "a.A#a",
                Mode.OBSERVE,
                Mode.OBSERVE);

        assertThat(report(half)).contains("  5 bypassed (it threw a.NoSuchDocument)");
        assertThat(report(method("a.B#b", "default", rules("a.B#b").get(0), 3, Findings.NONE)))
                .noneMatch(line -> line.contains("bypassed"));
    }

    private static Findings findings(Clue... effects) {
        return new Findings(3, 0, 0, List.of(), List.of(), List.of(effects), List.of(), /* model= */ null);
    }

    private List<MethodRule> rules(String... methods) throws Exception {
        return load("methods:\n  - method: " + String.join("\n  - method: ", methods) + "\n")
                .ownMethods();
    }

    private Configuration load(String text) throws Exception {
        Files.writeString(folder.resolve("reprise.yaml"), text);
        return load();
    }

    private Configuration load() throws Exception {
        return ConfigurationLoader.load(
                folder.resolve("reprise.yaml").toString(),
                new ProcessContext(Map.of(), Map.of(), folder.toFile()),
                List.of());
    }
}
