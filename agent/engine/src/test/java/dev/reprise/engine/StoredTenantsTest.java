package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.tier.ConfiguredKeys;
import dev.reprise.engine.tier.Depot;
import dev.reprise.engine.tier.DiskDepot;
import dev.reprise.engine.tier.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What tenants may have of a scope in a home, from one engine to the next. */
class StoredTenantsTest extends ReopenedEngines {

    private static final String DISK = only("disk") + "\n";
    private static final String FIVE_EACH = DISK + "scopes: { default: { max-entries-per-tenant: 5 } }";

    @Test
    void aTenantWhoFillsAHomePushesOutNobodyElse() throws Exception {
        CachedMethod before = open(FIVE_EACH, "answer");
        keep(before, "small", 3);
        keep(before, "large", 4);

        keep(reopen(FIVE_EACH, "answer"), "large", 30);
        CachedMethod after = swept();

        assertThat(hits(after, "small", 0, 3)).isEqualTo(3);
        assertThat(hits(after, "large", 0, 25)).isZero();
        assertThat(hits(after, "large", 25, 30)).isEqualTo(5);
    }

    @Test
    void callsOfNobodyCountTogether() throws Exception {
        CachedMethod before = open(FIVE_EACH, "answer");
        keep(before, "small", 3);
        keep(before, "", 12);

        CachedMethod after = swept();

        assertThat(hits(after, "small", 0, 3)).isEqualTo(3);
        assertThat(hits(after, "", 7, 12)).isEqualTo(5);
        assertThat(files()).isEqualTo(8);
    }

    @Test
    void answersOfBeforeTheQuotaAreServedAndNotCounted() throws Exception {
        keep(open(DISK, "answer"), "large", 10);

        CachedMethod counted = reopen(FIVE_EACH, "answer");
        assertThat(hits(counted, "large", 0, 10)).isEqualTo(10);
        keep(counted, "small", 1);
        CachedMethod after = swept();

        assertThat(hits(after, "large", 0, 10)).isEqualTo(10);
        assertThat(hits(after, "small", 0, 1)).isEqualTo(1);
    }

    /** Where the quota is no more, what was counted is an entry as any other. */
    @Test
    void answersOfAQuotaAreServedWithoutIt() throws Exception {
        keep(open(FIVE_EACH, "answer"), "small", 3);

        CachedMethod after = reopen(DISK, "answer");

        assertThat(hits(after, "small", 0, 3)).isEqualTo(3);
    }

    /** Has done what a sweep does that nothing cuts short, as a service's may be that ends. */
    private CachedMethod swept() throws Exception {
        engine.close();
        Configuration configuration = load(FIVE_EACH);
        ConfiguredKeys keys = ConfiguredKeys.fetched(configuration.store());
        try (Depot depot = new DiskDepot(folder.resolve("home"), configuration, keys, clock)) {
            depot.prune(Progress.UNSEEN);
        }
        return open(FIVE_EACH, "answer");
    }

    private void keep(CachedMethod method, String tenant, int number) {
        for (int i = 0; i < number; i++) {
            clock.advance(Duration.ofSeconds(30));
            Lookup call = call(method, tenant, i);
            if (call instanceof Miss miss) {
                engine.exit(miss, "answer of " + tenant, null);
                engine.flush();
            }
        }
    }

    private int hits(CachedMethod method, String tenant, int from, int to) {
        int hits = 0;
        for (int i = from; i < to; i++) {
            if (call(method, tenant, i) instanceof Hit hit) {
                assertThat(hit.value()).isEqualTo("answer of " + tenant);
                hits++;
            }
        }
        return hits;
    }

    private Lookup call(CachedMethod method, String tenant, int number) {
        Runnable end = tenant.isEmpty() ? () -> {} : engine.beginTenant(tenant);
        try {
            return engine.enter(method, new Service(), new Object[] {"q" + number});
        } finally {
            end.run();
        }
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("home/v1"))) {
            return all.filter(Files::isRegularFile).count();
        }
    }
}
