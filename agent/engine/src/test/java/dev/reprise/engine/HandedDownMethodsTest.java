package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Bypass;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.MethodPattern;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.config.SourceLocation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client's methods that classes of the service inherit, as LangChain4j's {@code EmbeddingModel} hands one down. */
class HandedDownMethodsTest {

    interface Model {
        String ask(String question);

        default String doAsk(String question) {
            return ask(question);
        }
    }

    static final class OfLibrary implements Model {
        @Override
        public String ask(String question) {
            return "";
        }
    }

    /** What it answers by, nobody can know. */
    static final class OfService implements Model {
        @Override
        public String ask(String question) {
            return "" + System.nanoTime();
        }
    }

    @TempDir
    Path folder;

    @Test
    void aMethodOfALibraryIsNotCachedForAClassOfTheServiceThatInheritsIt() throws Exception {
        ProcessContext nothing = new ProcessContext(
                Map.of("reprise.home", folder.resolve("home").toString()), Map.of(), folder.toFile());
        FixedClock clock = new FixedClock();
        try (Engine engine = new Engine(
                ConfigurationLoader.load(null, nothing, List.of()), (module, name) -> {}, clock, clock::nanos)) {
            CachedMethod ask = engine.method(
                    new Target(
                            Model.class.getMethod("doAsk", String.class), Model.class.getName(), List.of("question")),
                    rule(OfLibrary.class.getName()));
            Object[] arguments = {"x"};

            engine.exit((Miss) engine.enter(ask, new OfLibrary(), arguments), "answer", null);

            assertThat(engine.enter(ask, new OfLibrary(), arguments)).isInstanceOf(Hit.class);
            assertThat(engine.enter(ask, new OfService(), arguments)).isInstanceOf(Bypass.class);
            assertThat(engine.enter(ask, new OfService(), arguments)).isInstanceOf(Bypass.class);
            assertThat(engine.enter(ask, new OfLibrary(), arguments)).isInstanceOf(Hit.class);
        }
    }

    private static MethodRule rule(String implementer) {
        return new MethodRule(
                MethodPattern.parse(Model.class.getName() + "+#doAsk(String)"),
                new SourceLocation("library.yaml", 1, 1),
                "library",
                /* catalogued= */ "library",
                /* asked= */ true,
                Mode.ON,
                "responses",
                /* ttl= */ null,
                Set.of(),
                /* version= */ null,
                List.of(),
                100,
                /* perTenant= */ false,
                /* tenant= */ null,
                List.of(),
                List.of(),
                /* admit= */ null,
                /* temperature= */ List.of(),
                /* deterministicOnly= */ null,
                List.of(implementer),
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
}
