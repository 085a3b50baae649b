package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.MethodPattern;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.config.SourceLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What messages propose, for whomever named the method. */
class IgnoringTest {

    @TempDir
    Path folder;

    /** A service whose calls cannot be keyed at two places. */
    static final class Service {
        private final @Nullable UnaryOperator<String> style;

        Service(@Nullable UnaryOperator<String> style) {
            this.style = style;
        }

        String ask(List<String> words, Object context) {
            return style == null ? words.toString() : style.apply(words.toString());
        }
    }

    private static final SourceLocation ANNOTATION = SourceLocation.whole("@Cached on Service#ask");
    private static final SourceLocation FILE = new SourceLocation("reprise.yaml", 3, 5);
    private static final String METHOD = Service.class.getName() + "#ask(java.util.List, java.lang.Object)";

    @Test
    void aParameterOfAnAnnotatedMethodIsIgnoredByAnAnnotation() throws Exception {
        assertThat(remedy(rule(ANNOTATION, null), new Service(null), new Thread()))
                .endsWith("if it does not decide the answer, @KeyIgnored on the parameter 1");
    }

    @Test
    void anythingElseOfAnAnnotatedMethodNeedsAnEntryThatSaysAllThatTheAnnotationDoes() throws Exception {
        String remedy = remedy(rule(ANNOTATION, null), new Service(text -> text), "x");

        assertThat(remedy)
                .endsWith("`methods: [{ method: \"" + METHOD + "\", scope: prompts, ttl: 10m, version: \"2\","
                        + " rollout: 50%, key: { ignore: [this.style] } }]`");
        MethodRule pasted = pasted(remedy);
        assertThat(remedy(pasted, new Service(text -> text), "x")).isNull();
        assertThat(pasted)
                .extracting(MethodRule::scope, MethodRule::ttl, MethodRule::version, MethodRule::rollout)
                .containsExactly("prompts", Duration.ofMinutes(10), "2", 50);
    }

    @Test
    void aClientNeedsAnEntryToo() throws Exception {
        String remedy = remedy(rule(FILE, "langchain4j"), new Service(null), List.of(new Thread()));

        assertThat(remedy).endsWith("`methods: [{ method: \"" + METHOD + "\", key: { ignore: [1] } }]`");
        assertThat(remedy(pasted(remedy), new Service(null), List.of(new Thread())))
                .isNull();
    }

    @Test
    void anEntryOfTheFileNeedsALine() throws Exception {
        assertThat(remedy(rule(FILE, null), new Service(null), new Thread()))
                .endsWith("if it does not decide the answer, `key: { ignore: [1] }`");
    }

    private static MethodRule rule(SourceLocation where, @Nullable String client) {
        return new MethodRule(
                MethodPattern.parse(METHOD),
                where,
                client,
                /* catalogued= */ client,
                /* asked= */ true,
                Mode.ON,
                "prompts",
                Duration.ofMinutes(10),
                Set.of(),
                "2",
                List.of(),
                50,
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
    }

    /** Returns why a call is bypassed, and what is proposed; null if it is not. */
    private @Nullable String remedy(MethodRule rule, Service service, Object context) throws Exception {
        Configuration configuration = load("{}");
        try (Engine engine = new Engine(configuration, (module, name) -> {}, new FixedClock(), System::nanoTime)) {
            Target target = new Target(
                    Service.class.getDeclaredMethod("ask", List.class, Object.class),
                    Service.class.getName(),
                    List.of("words", "context"));
            engine.enter(engine.method(target, rule), service, new Object[] {List.of("hi"), context});
            return engine.figures().get(0).whyNone();
        }
    }

    private MethodRule pasted(String remedy) throws Exception {
        return load(remedy.substring(remedy.indexOf("`methods") + 1, remedy.length() - 1))
                .methods()
                .get(0);
    }

    private Configuration load(String line) throws Exception {
        Path file = Files.writeString(Files.createTempFile(folder, "reprise", ".yaml"), line);
        ProcessContext context = new ProcessContext(Map.of("reprise.tiers.disk", "off"), Map.of(), folder.toFile());
        return ConfigurationLoader.load(file.toString(), context, List.of());
    }
}
