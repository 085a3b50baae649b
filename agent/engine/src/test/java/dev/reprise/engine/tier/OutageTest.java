package dev.reprise.engine.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.slf4j.Logger;

class OutageTest {

    private final List<String> said = new ArrayList<>();

    /** Done while the log keeps whoever has something to say. */
    private Runnable meanwhile = () -> {};

    private final Logger log = (Logger) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                said.add(method.getName());
                Thread other = new Thread(meanwhile);
                other.start();
                other.join();
                return null;
            });

    private final Outage outage = new Outage(Path.of("home"), InstantSource.system(), log);

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aLogThatKeepsOneThreadKeepsNoOther() {
        meanwhile = () -> outage.failed(new IOException("full"));
        outage.failed(new IOException("full"));
        assertThat(outage.pausing()).isTrue();

        meanwhile = outage::succeeded;
        outage.succeeded();

        assertThat(outage.pausing()).isFalse();
        assertThat(said).containsExactly("warn", "info");
    }
}
