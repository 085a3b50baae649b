package dev.reprise.agent;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.weaver.classfile.CachedAnnotation;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotatedRulesTest {

    @TempDir
    File folder;

    @Test
    void allMistakesOfOneAnnotationAreTold() throws Exception {
        ProcessContext context = new ProcessContext(Map.of(), Map.of(), folder);
        AnnotatedRules rules = new AnnotatedRules(ConfigurationLoader.load(null, context, List.of()));

        assertThatThrownBy(() -> rules.rule("a.A#a()", new CachedAnnotation("a b", "10x", List.of(), "", 200)))
                .hasMessageContaining("scope: \"a b\" is not")
                .hasMessageContaining("; ttl: \"10x\" is not a duration")
                .hasMessageContaining("; rollout = 200 is not");
    }
}
