package dev.reprise.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.EvictRule;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.weaver.classfile.MethodAnnotation;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotatedRulesTest {

    @TempDir
    File folder;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void allMistakesOfOneAnnotationAreTold() throws Exception {
        AnnotatedRules rules = rules();

        assertThatThrownBy(() -> rules.rule("a.A#a()", new MethodAnnotation("a b", "10x", List.of(), "", 200, null)))
                .hasMessageContaining("scope: \"a b\" is not")
                .hasMessageContaining("; ttl: \"10x\" is not a duration")
                .hasMessageContaining("; rollout = 200 is not");
    }

    @Test
    void aScopeThatIsNearToOneWithSettingsIsToldOnce() throws Exception {
        AnnotatedRules rules = rules();

        assertThat(rules.rule("a.A#a()", annotation("prompt")).scope()).isEqualTo("prompt");
        rules.rule("a.A#a()", annotation("prompt"));
        rules.rule("a.A#b()", annotation("prompts"));
        rules.rule("a.A#c()", annotation("wombat"));
        rules.rule("a.A#d()", annotation("default"));

        assertThat(warnings)
                .containsExactly(
                        "@Cached on a.A#a(): scope \"prompt\" has no settings, and gets those of \"default\"; did you"
                                + " mean \"prompts\"?");
    }

    @Test
    void whatEvictsNamesSomethingAndIsNotCachedAsWell() throws Exception {
        AnnotatedRules rules = rules();

        assertThat(rules.rule("a.A#a()", evicting(List.of("prompts"), false)).evicts())
                .isEqualTo(new EvictRule(List.of("prompts"), List.of()));
        assertThatThrownBy(() -> rules.rule("a.A#b()", evicting(List.of(), false)))
                .hasMessage("it names nothing; write scope or tags");
        assertThatThrownBy(() -> rules.rule("a.A#c()", evicting(List.of("prompts"), true)))
                .hasMessageContaining("cannot be @Cached as well");
        rules.rule("a.A#d()", evicting(List.of("prompt"), false));
        assertThat(warnings)
                .containsExactly(
                        "@Evicts on a.A#d(): scope \"prompt\" has no settings, and gets those of \"default\"; did"
                                + " you mean \"prompts\"?");
    }

    private static MethodAnnotation evicting(List<String> scopes, boolean cached) {
        return new MethodAnnotation(
                "default", "", List.of(), "", 100, new MethodAnnotation.Evicted(scopes, List.of(), cached));
    }

    private AnnotatedRules rules() throws Exception {
        ProcessContext context = new ProcessContext(Map.of(), Map.of(), folder);
        return new AnnotatedRules(ConfigurationLoader.load(null, context, List.of()), warnings::add);
    }

    private static MethodAnnotation annotation(String scope) {
        return new MethodAnnotation(scope, "", List.of(), "", 100, null);
    }
}
