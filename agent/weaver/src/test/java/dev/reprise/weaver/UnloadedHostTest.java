package dev.reprise.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.gate.RepriseGate;
import dev.reprise.weaver.match.RuleTable;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnloadedHostTest {

    @AfterEach
    void closeGate() {
        RepriseGate.install(null);
    }

    @Test
    void aLoaderWhoseMethodsWereCalledIsCollected() throws Exception {
        WeakReference<ClassLoader> dropped = callInLoaderOfItsOwn();

        for (int i = 0; i < 50 && dropped.get() != null; i++) {
            System.gc();
            byte[][] pressure = new byte[64][];
            for (int j = 0; j < pressure.length; j++) {
                pressure[j] = new byte[64 * 1024];
            }
        }

        assertThat(dropped.get()).isNull();
    }

    private static WeakReference<ClassLoader> callInLoaderOfItsOwn() throws Exception {
        HostLoader host = new HostLoader("dev.reprise.weaver.fixture.Bodies#text");
        RuleTable rules =
                new RuleTable(List.of(HostLoader.rule("dev.reprise.weaver.fixture.Bodies#text", (String) null)));
        RecordingHandler handler = new RecordingHandler();
        RepriseGate.install(new EngineGate(rules, () -> handler));
        Class<?> bodies = host.fixture("Bodies");

        WovenBodiesTest.invoke(bodies, bodies.getConstructor().newInstance(), "text", "a", 1);

        assertThat(handler.methods).hasSize(1);
        handler.methods.clear();
        handler.receivers.clear();
        return new WeakReference<>(host);
    }
}
