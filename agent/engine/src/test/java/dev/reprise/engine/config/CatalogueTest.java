package dev.reprise.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {

    @TempDir
    Path directory;

    private Configurations process;

    @BeforeEach
    void startProcess() {
        process = new Configurations(directory);
    }

    @Test
    void clientsAreObservedByDefault() {
        Configuration configuration = process.load();

        assertThat(configuration.methods())
                .extracting(MethodRule::client, MethodRule::mode)
                .containsExactly(tuple("langchain4j", Mode.OBSERVE), tuple("openai-java", Mode.OBSERVE));
    }

    @Test
    void entryHasTheVocabularyOfAUsersFileAndItsOwn() {
        MethodRule rule = process.load().methods().get(0);

        assertThat(rule.pattern().text()).isEqualTo("com.vendor.langchain4j.Client+#chat(..): com.vendor.Answer");
        assertThat(rule.pattern().returnType()).isEqualTo("com.vendor.Answer");
        assertThat(rule.where()).isEqualTo(new SourceLocation("langchain4j.yaml", 3, 13));
        assertThat(rule.scope()).isEqualTo("responses");
        assertThat(rule.stateful()).containsExactly("0.previousResponseId");
        assertThat(rule.allow()).containsExactly("com.vendor.");
    }

    @Test
    void usersRulesComeFirst() {
        Configuration configuration = process.load("reprise.yaml", "methods: [{method: com.acme.A#b}]");

        assertThat(configuration.methods())
                .extracting(MethodRule::client)
                .containsExactly(null, "langchain4j", "openai-java");
    }

    @Test
    void clientsAreSetTogetherOrByName() {
        assertThat(process.load("reprise.yaml", "clients: on").methods())
                .extracting(MethodRule::mode)
                .containsExactly(Mode.ON, Mode.ON);
        assertThat(process.load("reprise.yaml", "clients: off").methods()).isEmpty();
        assertThat(process.load("reprise.yaml", "clients: { langchain4j: on }").methods())
                .extracting(MethodRule::client, MethodRule::mode)
                .containsExactly(tuple("langchain4j", Mode.ON), tuple("openai-java", Mode.OBSERVE));
        assertThat(process.load("reprise.yaml", "clients: { openai-java: off }").methods())
                .extracting(MethodRule::client)
                .containsExactly("langchain4j");
    }

    @Test
    void aClientThatTheUserNamedIsAskedFor() {
        assertThat(process.load("reprise.yaml", "clients: { langchain4j: observe }")
                        .methods())
                .extracting(MethodRule::client, MethodRule::asked)
                .containsExactly(tuple("langchain4j", true), tuple("openai-java", false));
        assertThat(process.load("reprise.yaml", "clients: observe").methods()).allMatch(MethodRule::asked);
        assertThat(process.load("reprise.yaml", "mode: observe").methods()).noneMatch(MethodRule::asked);
    }

    @Test
    void ruleSaysItsOwnModeWhateverTheGlobalOneIs() {
        String rest = "\nclients: on\nmethods:\n  - method: a.B#c\n  - method: a.B#d\n    mode: off\n";

        assertThat(process.load("reprise.yaml", "mode: on" + rest).methods())
                .extracting(MethodRule::mode)
                .containsExactly(Mode.ON, Mode.OFF, Mode.ON, Mode.ON);
        assertThat(process.load("reprise.yaml", "mode: observe" + rest).methods())
                .extracting(MethodRule::mode)
                .containsExactly(Mode.ON, Mode.OFF, Mode.ON, Mode.ON);
    }

    @Test
    void entryNeverGoesBeyondItsClientsMode() {
        process.catalogue = List.of(Configurations.source("a.yaml", """
                client: a
                methods:
                  - { method: a.B#on, mode: on }
                  - { method: a.B#observe, mode: observe }
                """));

        assertThat(process.load("reprise.yaml", "clients: on").methods())
                .extracting(MethodRule::mode)
                .containsExactly(Mode.ON, Mode.OBSERVE);
        assertThat(process.load("reprise.yaml", "clients: observe").methods())
                .extracting(MethodRule::mode)
                .containsExactly(Mode.OBSERVE, Mode.OBSERVE);
    }

    @Test
    void mistakeInTheCatalogueIsLocatedThere() {
        process.catalogue = List.of(
                Configurations.source("catalogue/bad.yaml", "client: bad\nmethods:\n  - method: a.B\n    tll: 1h\n"),
                Configurations.source("catalogue/none.yaml", "methods: []\n"));

        assertThat(process.problems())
                .containsExactly(
                        "catalogue/bad.yaml:3:13: methods[0].method: \"a.B\" has no '#' and method; write"
                                + " Type#method(parameters), such as com.acme.Summarizer#summarize(java.lang.String, int),"
                                + " com.acme.Summarizer#summarize(..) or com.acme.PromptBuilder+#build*(..)"
                                + " (in YAML, a space before '#' begins a comment)",
                        "catalogue/bad.yaml:4:5: unknown key \"tll\" in methods[0]; did you mean \"ttl\"? Valid keys: method,"
                                + " scope, ttl, ttl-from, tags, evicts, key, version, rollout, shadow, per-tenant, tenant, mode, allow, admit, temperature, usage, deterministic-only, single-flight, callback, batch, negative-ttl, negative-exceptions, stale-if-error, stale-while-revalidate, refresh-ahead, stale-exceptions, stateful, implementers",
                        "catalogue/none.yaml:1:1: a catalogue file needs a client and methods");
    }
}
