package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.StaleHit;
import dev.reprise.engine.config.MethodRule;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Clients of the catalogue in services that say on their threads whose a call is. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ThreadTenantsTest extends ReopenedEngines {

    private static final String OF_THREAD =
            "tenant: { thread-local: " + ThreadTenantsTest.class.getName() + "#TENANT }";

    static final ThreadLocal<String> TENANT = new ThreadLocal<>();

    @AfterEach
    void remove() {
        TENANT.remove();
    }

    /** An interceptor of the client's may look there as well. */
    @Test
    void aClientIsAskedOnItsCallersThreadAndNotBehindHim() throws Exception {
        TENANT.set("acme");

        assertThat(foundLate(OF_THREAD)).isInstanceOf(Miss.class);
    }

    @Test
    void otherwiseAClientIsAskedBehindItsCaller() throws Exception {
        assertThat(foundLate("")).isInstanceOf(StaleHit.class);
    }

    /** Returns what is found for a call whose entry is late. */
    private Lookup foundLate(String lines) throws Exception {
        CachedMethod named = open(lines, "answer", "ttl: 1h", "stale-while-revalidate: 2h");
        CachedMethod method = engine.method(named.target(), ofClient(named.rule()));
        store(method, "old");
        clock.advance(Duration.ofMinutes(90));
        return enter(method);
    }

    private static MethodRule ofClient(MethodRule rule) throws Exception {
        RecordComponent[] components = MethodRule.class.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = components[i].getName().equals("catalogued")
                    ? "library"
                    : components[i].getAccessor().invoke(rule);
        }
        return MethodRule.class.getDeclaredConstructor(types).newInstance(values);
    }
}
