package dev.reprise.weaver.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.CatalogueIndex;
import dev.reprise.engine.config.CompiledDocument;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.weaver.fixture.Bodies;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue as the agent's jar has it: read when there is a class that it may mean. */
class UnreadRulesTest {

    private static final String CATALOGUE =
            "client: acme\nmethods: [{ method: dev.reprise.weaver.fixture.Bodies#text, scope: responses }]\n";

    @TempDir
    Path directory;

    private int read;
    private RuleTable table;
    private int lastRule;

    static final class Stranger {
        String text(String given) {
            return given;
        }
    }

    static final class Caller {
        Bodies bodies = new Bodies();
    }

    private ClassMatcher matcher(String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve("reprise.yaml"), yaml);
        byte[] index = CatalogueIndex.compile(Map.of("acme", CATALOGUE));
        Configuration configuration = ConfigurationLoader.load(
                file.toString(),
                new ProcessContext(Map.of(), Map.of(), directory.toFile()),
                CatalogueIndex.read(new ByteArrayInputStream(index), client -> () -> {
                    read++;
                    return new ByteArrayInputStream(CompiledDocument.compile(client, CATALOGUE));
                }));
        table = new RuleTable(configuration.ownMethods(), configuration.catalogue());
        return new ClassMatcher(
                table,
                (name, annotation) -> {
                    throw new AssertionError(name);
                },
                warning -> {
                    throw new AssertionError(warning);
                });
    }

    private List<String> chosen(ClassMatcher matcher, Class<?> type) throws Exception {
        List<String> names = new ArrayList<>();
        try (InputStream file = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            for (ChosenMethod each : matcher.match(type.getClassLoader(), file.readAllBytes())) {
                names.add(each.method().name());
                lastRule = each.plan().rule();
            }
        }
        return names;
    }

    @Test
    void aStrangerIsNoReasonToRead() throws Exception {
        assertThat(chosen(matcher("clients: on"), Stranger.class)).isEmpty();

        assertThat(read).isZero();
    }

    @Test
    void aClassOfTheClientIsFoundAndTheCatalogueReadOnce() throws Exception {
        ClassMatcher matcher = matcher("clients: on");

        assertThat(chosen(matcher, Bodies.class)).contains("text");
        assertThat(chosen(matcher, Bodies.class)).contains("text");
        assertThat(chosen(matcher, Stranger.class)).isEmpty();

        assertThat(read).isEqualTo(1);
    }

    @Test
    void whoeverUsesTheClientIsReasonEnough() throws Exception {
        assertThat(chosen(matcher("clients: on"), Caller.class)).isEmpty();

        assertThat(read).isEqualTo(1);
    }

    @Test
    void whatTheUserNamedIsChosenWithAllThatIsKnown() throws Exception {
        ClassMatcher matcher = matcher("methods: [{ method: " + Stranger.class.getName() + "#text }]");

        assertThat(chosen(matcher, Stranger.class)).containsExactly("text");
        assertThat(read).isEqualTo(1);
    }

    @Test
    void whatAClientThatIsOffKnowsHoldsForWhatTheUserNames() throws Exception {
        ClassMatcher matcher =
                matcher("clients: off\nmethods: [{ method: " + Bodies.class.getName() + "#text, ttl: 5m }]");

        assertThat(chosen(matcher, Bodies.class)).containsExactly("text");
        assertThat(table.rule(lastRule).scope()).isEqualTo("responses");
        assertThat(table.rule(lastRule).ttl()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aClientThatIsOffIsNeverRead() throws Exception {
        assertThat(chosen(matcher("clients: off"), Bodies.class)).isEmpty();

        assertThat(read).isZero();
    }
}
