package dev.reprise.engine.tier;

import static dev.reprise.engine.tier.Entries.key;
import static dev.reprise.engine.tier.Entries.scope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.config.TenantQuota;
import dev.reprise.engine.epoch.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tenants may take of a scope on disk. */
class DiskTierTenantsTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final ScopeSettings FIVE_EACH = tenants(Long.MAX_VALUE, Long.MAX_VALUE, 5, Long.MAX_VALUE);

    @TempDir
    Path home;

    private final MutableClock clock = new MutableClock();
    private final RecordingLogger log = new RecordingLogger();

    @Test
    void aTenantThatWritesMuchPushesOutHisOwnOldestEntriesOnly() {
        DiskTier tier = tier(FIVE_EACH);
        put(tier, FIVE_EACH, "small", 0, 3);

        put(tier, FIVE_EACH, "large", 100, 140);

        assertThat(found(tier, FIVE_EACH, 0, 3)).isEqualTo(3);
        assertThat(found(tier, FIVE_EACH, 100, 135)).isZero();
        assertThat(found(tier, FIVE_EACH, 135, 140)).isEqualTo(5);
        assertThat(tier.sweepDue()).isFalse();
        assertThat(log.lines).isEmpty();
    }

    @Test
    void bytesAreBoundedInWholeBlocks() {
        ScopeSettings twenty = tenants(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 20 * 4096);
        DiskTier tier = tier(twenty);
        put(tier, twenty, "small", 0, 3);

        put(tier, twenty, "large", 100, 121);
        tier.put(twenty, key(200), blob(200, 90_000).of(mark("third")));

        assertThat(found(tier, twenty, 0, 3)).isEqualTo(3);
        assertThat(found(tier, twenty, 100, 121)).isEqualTo(18);
        assertThat(tier.get(twenty, key(200)))
                .as("larger than all that he may have")
                .isNull();
    }

    /** A count that is lost with its process is made anew from the files. */
    @Test
    void whatATenantHasIsKnownAfterARestart() {
        put(tier(FIVE_EACH), FIVE_EACH, "small", 0, 3);
        put(tier(FIVE_EACH), FIVE_EACH, "large", 100, 105);

        DiskTier restarted = tier(FIVE_EACH);
        put(restarted, FIVE_EACH, "large", 105, 108);

        assertThat(found(restarted, FIVE_EACH, 0, 3)).isEqualTo(3);
        assertThat(found(restarted, FIVE_EACH, 100, 103)).isZero();
        assertThat(found(restarted, FIVE_EACH, 103, 108)).isEqualTo(5);
    }

    @Test
    void tiersOfOneHomeCountTogether() {
        DiskTier one = tier(FIVE_EACH);
        DiskTier two = tier(FIVE_EACH);
        put(one, FIVE_EACH, "other", 0, 1);
        put(two, FIVE_EACH, "other", 1, 2);
        put(one, FIVE_EACH, "large", 100, 104);

        put(two, FIVE_EACH, "large", 104, 110);

        assertThat(found(one, FIVE_EACH, 0, 2)).isEqualTo(2);
        assertThat(found(one, FIVE_EACH, 100, 110)).isEqualTo(5);
        assertThat(found(one, FIVE_EACH, 105, 110)).isEqualTo(5);
    }

    @Test
    void callsWithoutATenantCountAsOneTenantsAndAnswersOfBeforeAsNobodys() {
        DiskTier tier = tier(FIVE_EACH);
        for (int i = 0; i < 20; i++) {
            tier.put(FIVE_EACH, key(i), blob(i, 100));
        }
        clock.advance(Duration.ofHours(1));

        put(tier, FIVE_EACH, "", 100, 110);

        assertThat(found(tier, FIVE_EACH, 0, 20)).isEqualTo(20);
        assertThat(found(tier, FIVE_EACH, 100, 110)).isEqualTo(5);
    }

    /** Together the tenants may have more than the scope has room for. */
    @Test
    void whereThereIsNoRoomForAllWhoHasMostGivesWay() {
        ScopeSettings twenty = tenants(20, Long.MAX_VALUE, 18, Long.MAX_VALUE);
        DiskTier tier = tier(twenty);
        put(tier, twenty, "small", 0, 4);
        put(tier, twenty, "middle", 50, 55);

        put(tier, twenty, "large", 100, 118);

        assertThat(found(tier, twenty, 0, 4)).isEqualTo(4);
        assertThat(found(tier, twenty, 50, 55)).isEqualTo(5);
        assertThat(found(tier, twenty, 100, 118)).isBetween(9, 11);
        assertThat(tier.get(twenty, key(117))).isNotNull();
    }

    @Test
    void manyTenantsAreTrimmedInOneSweep() throws IOException {
        ScopeSettings unlimited = tenants(Long.MAX_VALUE, Long.MAX_VALUE, 1_000, Long.MAX_VALUE);
        DiskTier before = tier(unlimited);
        for (int tenant = 0; tenant < 300; tenant++) {
            put(before, unlimited, "tenant " + tenant, 10 * tenant, 10 * tenant + 3);
        }
        ScopeSettings two = tenants(Long.MAX_VALUE, Long.MAX_VALUE, 2, Long.MAX_VALUE);

        put(tier(two), two, "last", 10_000, 10_001);

        assertThat(files()).hasSize(601);
    }

    @Test
    void theLastSweepOfAProcessKnowsTenantsToo() {
        DiskTier tier = tier(FIVE_EACH);
        put(tier, FIVE_EACH, "small", 0, 3);
        tier.stopSweeping();
        put(tier, FIVE_EACH, "large", 100, 110);

        assertThat(tier.sweepDue()).isTrue();
        tier.sweepLast(DAY);

        assertThat(tier.sweepDue()).isFalse();
        assertThat(found(tier, FIVE_EACH, 0, 3)).isEqualTo(3);
        assertThat(found(tier, FIVE_EACH, 100, 110)).isEqualTo(5);
    }

    /** Nor can anybody who guesses the name find out that the tenant is one. */
    @Test
    void aFileSaysNotInTheClearWhoseItIs() throws IOException {
        put(tier(FIVE_EACH), FIVE_EACH, "acme", 0, 1);

        byte[] file = Files.readAllBytes(files().get(0));
        String inFile = new String(file, StandardCharsets.ISO_8859_1);

        assertThat(file[4]).isEqualTo((byte) 5);
        assertThat(inFile).doesNotContain("acme");
        assertThat(HexFormat.of().formatHex(file))
                .doesNotContain(subject("acme").hex().substring(0, 16));
    }

    @Test
    void anEntryThatLivesLongerStaysItsTenants() {
        DiskTier tier = tier(FIVE_EACH);
        put(tier, FIVE_EACH, "large", 0, 5);
        for (int i = 0; i < 5; i++) {
            tier.extend(FIVE_EACH, key(i), clock.in(DAY.multipliedBy(2)));
        }

        put(tier, FIVE_EACH, "large", 100, 103);

        assertThat(found(tier, FIVE_EACH, 0, 5)).isEqualTo(2);
        assertThat(found(tier, FIVE_EACH, 100, 103)).isEqualTo(3);
    }

    /** Where files cannot be told apart, all are readable, and the scope's own quota holds. */
    @Test
    void aFileThatIsAlteredIsAMissAndDoesNotStopASweep() throws IOException {
        DiskTier tier = tier(FIVE_EACH);
        put(tier, FIVE_EACH, "large", 0, 5);
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            bytes[Envelope.HEADER] ^= 1;
            Files.write(file, bytes);
        }

        put(tier, FIVE_EACH, "small", 100, 107);

        assertThat(found(tier, FIVE_EACH, 100, 107)).isEqualTo(5);
        assertThat(found(tier, FIVE_EACH, 0, 5)).isZero();
    }

    private static ScopeSettings tenants(long entries, long bytes, long tenantEntries, long tenantBytes) {
        return scope("summaries", entries, bytes, new TenantQuota(tenantEntries, tenantBytes));
    }

    private DiskTier tier(ScopeSettings scope) {
        return new DiskTier(home, 1 << 30, List.of(scope), clock, log);
    }

    private void put(DiskTier tier, ScopeSettings scope, String tenant, int from, int to) {
        for (int i = from; i < to; i++) {
            clock.advance(Duration.ofMinutes(10));
            tier.put(scope, key(i), blob(i, 100).of(mark(tenant)));
        }
        clock.advance(Duration.ofMinutes(10));
    }

    private Blob blob(int number, int length) {
        return Entries.blob(number, length, clock.millis(), clock.in(Duration.ofDays(100)));
    }

    private static TenantMark mark(String tenant) {
        return TenantMark.of(subject(tenant));
    }

    private static Subject subject(String tenant) {
        return Subject.of("namespace", Subject.Kind.TENANT, tenant);
    }

    private static int found(DiskTier tier, ScopeSettings scope, int from, int to) {
        return (int) IntStream.range(from, to)
                .filter(i -> tier.get(scope, key(i)) != null)
                .count();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(home.resolve("v1"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
