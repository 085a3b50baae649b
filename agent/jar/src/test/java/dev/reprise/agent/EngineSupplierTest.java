package dev.reprise.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.log.AgentLog;
import dev.reprise.engine.standing.Reach;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is there beside calls begins with them, or not. */
class EngineSupplierTest {

    @TempDir
    Path folder;

    @Test
    void whoSwitchesOnHasWhatHeWantedThoughNothingElseCanBegin() throws Exception {
        ProcessContext context = new ProcessContext(
                Map.of("reprise.mode", "off", "reprise.home", folder.toString(), "reprise.jmx", "false"),
                Map.of(),
                folder.toFile());
        Configuration configuration = ConfigurationLoader.load(null, context, List.of());
        EngineSupplier supplier = new EngineSupplier(
                null,
                new ProcessContext(new Unreadable(), Map.of(), folder.toFile()),
                configuration,
                none(),
                /* earlier= */ null);
        supplier.engine();

        supplier.standings().mode(Reach.EVERYTHING, Mode.ON, "me");

        assertThat(supplier.standings().mode()).isEqualTo(Mode.ON);
        assertThat(AgentLog.last()).anyMatch(line -> line.contains("cannot be begun before the next start: "));
    }

    /** As a class would be that is not there. */
    private static final class Unreadable extends AbstractMap<String, String> {

        @Override
        public Set<Entry<String, String>> entrySet() {
            throw new NoClassDefFoundError("as told");
        }
    }

    private static Instrumentation none() {
        return (Instrumentation) Proxy.newProxyInstance(
                EngineSupplierTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> null);
    }
}
