package dev.reprise.engine.tier;

import static dev.reprise.engine.tier.Entries.SCOPE;
import static dev.reprise.engine.tier.Entries.key;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.KeySource;
import dev.reprise.engine.config.SourceLocation;
import dev.reprise.engine.config.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configured keys, from wherever they come. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class DiskTierKeysTest {

    private static final SourceLocation WHERE = new SourceLocation("reprise.yaml", 3, 7);
    private static final String ANSWER = "an answer that nobody else may read";

    @TempDir
    Path directory;

    private final MutableClock clock = new MutableClock();
    private final RecordingLogger log = new RecordingLogger();
    private final Map<String, String> environment = new TreeMap<>(Map.of(
            "OLD", hex(1),
            "NEW", Base64.getEncoder().encodeToString(bytes(2)),
            "OTHER", hex(3)));

    /** Neither a file of the home nor a line of the log tells a key, whatever the test did. */
    @AfterEach
    void noKeyIsToldAnywhere() throws IOException {
        for (int number = 1; number <= 3; number++) {
            for (String told : List.of(
                    hex(number),
                    Base64.getEncoder().withoutPadding().encodeToString(bytes(number)),
                    new String(bytes(number), ISO_8859_1))) {
                assertThat(log.lines).noneMatch(line -> line.contains(told));
                assertThat(homeAsText()).doesNotContain(told);
            }
        }
    }

    @Test
    void aHomeWithAConfiguredMacKeyMakesNoneOfItsOwn() throws IOException {
        put(tier(macs("OLD"), List.of()));

        assertHit(tier(macs("OLD"), List.of()));
        assertThat(home().resolve("mac.key")).doesNotExist();
        assertThat(homeAsText()).contains(ANSWER);
        assertThat(log.lines).isEmpty();
    }

    @Test
    void anEntryOfAnotherMacKeyIsAMissAndStaysForWhoHasIt() {
        put(tier(macs("OLD"), List.of()));

        assertMiss(tier(macs("OTHER"), List.of()));
        assertMiss(tier(List.of(), List.of()));
        assertHit(tier(macs("OLD"), List.of()));
        assertThat(log.lines).isEmpty();
    }

    @Test
    void aRotatedMacKeyReadsTheOldAndWritesTheNew() {
        put(tier(macs("OLD"), List.of()));
        DiskTier rotated = tier(macs("NEW", "OLD"), List.of());

        assertHit(rotated);
        put(rotated);

        assertHit(tier(macs("NEW"), List.of()));
        assertMiss(tier(macs("OLD"), List.of()));
    }

    @Test
    void encryptedEntriesAreReadWithTheKeyOnlyAndTellNothing() throws IOException {
        put(tier(List.of(), encryption("OLD")));

        assertHit(tier(List.of(), encryption("OLD")));
        assertMiss(tier(List.of(), encryption("OTHER")));
        assertMiss(tier(List.of(), List.of()));
        assertHit(tier(List.of(), encryption("NEW", "OLD")));
        assertThat(homeAsText()).doesNotContain(ANSWER.substring(0, 9));
        assertThat(log.lines).isEmpty();
    }

    @Test
    void encryptionSwitchedOnServesNothingThatIsNot() throws IOException {
        put(tier(List.of(), List.of()));
        DiskTier encrypting = tier(List.of(), encryption("OLD"));

        assertMiss(encrypting);
        put(encrypting);

        assertHit(encrypting);
        assertThat(homeAsText()).doesNotContain(ANSWER.substring(0, 9));
    }

    @Test
    void rotatedEncryptionReadsTheOldAndWritesTheNew() {
        put(tier(List.of(), encryption("OLD")));
        DiskTier rotated = tier(List.of(), encryption("NEW", "OLD"));

        assertHit(rotated);
        put(rotated);

        assertHit(tier(List.of(), encryption("NEW")));
        assertMiss(tier(List.of(), encryption("OLD")));
    }

    @Test
    void anEncryptedEntryUnderAnotherKeysNameIsAMissAndDeleted() throws IOException {
        DiskTier tier = tier(List.of(), encryption("OLD"));
        put(tier);
        DiskLayout layout = new DiskLayout(home());
        Path moved = layout.entry(SCOPE.name(), key(2)).toPath();
        Files.createDirectories(moved.getParent());
        Files.copy(layout.entry(SCOPE.name(), key(1)).toPath(), moved, StandardCopyOption.REPLACE_EXISTING);

        assertThat(tier.get(SCOPE, key(2))).isNull();
        assertThat(moved).doesNotExist();
        assertHit(tier);
    }

    @Test
    void aFileOfItsOwnersOrReadableByItsGroupGivesItsKey() throws IOException {
        put(tier(List.of(), List.of(file("rw-r-----"))));

        assertHit(tier(List.of(), encryption("OLD")));
    }

    @ParameterizedTest
    @CsvSource({"rw----r--", "rw--w----", "rw-----w-"})
    void aFileThatIsOpenToOthersCostsOneWarningAndTheDisk(String permissions) throws IOException {
        assertOff(
                tier(List.of(), List.of(file(permissions))),
                "secret is open to other users (" + permissions + "): run `chmod 600 ");
    }

    @Test
    void aFileThatIsNotThereCostsOneWarningAndTheDisk() {
        assertOff(
                tier(List.of(), List.of(new KeySource.InFile(WHERE, "store.x", new java.io.File("/no/such/file")))),
                "reprise.yaml:3:7: store.x: /no/such/file does not exist");
    }

    @Test
    void aVariableThatIsNotSetCostsOneWarningAndTheDiskEvenIfOnlyAnOldKeyIsMissing() {
        assertOff(
                tier(List.of(), encryption("NEW", "GONE")),
                "reprise.yaml:3:7: store.encryption-key: the environment variable GONE is not set");
    }

    @Test
    void aVariableThatHoldsNoKeyCostsOneWarningThatDoesNotRepeatIt() {
        environment.put("SHORT", hex(1).substring(2));

        assertOff(tier(macs("SHORT"), List.of()), "the environment variable SHORT is not 32 bytes as Base64 or hex");
        assertThat(log.lines.toString()).doesNotContain(hex(1).substring(2, 10));
    }

    @Test
    void aCommandPrintsTheKeyOnceAndIsNotWaitedForByReaders() throws IOException {
        Path runs = directory.resolve("runs");
        KeySource command = shell("echo x >> " + runs + "; echo to stderr >&2; echo " + hex(1));
        DiskTier tier = tier(List.of(), List.of(command));

        put(tier);
        put(tier);

        assertHit(tier);
        assertHit(tier(List.of(), encryption("OLD")));
        assertThat(runs).hasContent("x\n");
        assertThat(log.lines).isEmpty();
    }

    @Test
    void readersMissWhileACommandRuns() throws Exception {
        put(tier(List.of(), encryption("OLD")));
        Path gate = directory.resolve("gate");
        assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor())
                .isZero();
        DiskTier tier = tier(List.of(), List.of(shell("read x < " + gate + "; echo " + hex(1))));

        assertMiss(tier);
        Files.writeString(gate, "go\n");
        put(tier); // Waits for the command.

        assertHit(tier);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit 3",
                "echo %s; exit 3",
                "echo rubbish",
                "true",
                "echo %1$s%1$s",
                "echo; echo %s",
                "head -c 1000 /dev/zero"
            })
    void aCommandThatFailsOrPrintsRubbishCostsOneWarningAndTheDisk(String script) {
        assertOff(tier(List.of(), List.of(shell(script.formatted(hex(1))))), "store.encryption-key: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec tail -f /dev/null", "tail -f /dev/null", "yes", "echo %s; tail -f /dev/null"})
    void aCommandThatHangsIsStoppedAndCostsOneWarningAndTheDisk(String script) {
        assertOff(
                tier(List.of(), List.of(shell(script.formatted(hex(1)))), Duration.ofMillis(500)),
                "the command did not end within 0 s and was stopped");
    }

    /** As an agent for passwords may. */
    @Test
    void aCommandMayLeaveSomethingRunningAndPrintMoreThanTheKey() {
        put(tier(List.of(), List.of(shell("sleep 3 & echo " + hex(1) + "; echo and more"))));

        assertHit(tier(List.of(), encryption("OLD")));
    }

    @Test
    void aCommandThatDoesNotExistCostsOneWarningAndTheDisk() {
        assertOff(
                tier(List.of(), List.of(new KeySource.Command(WHERE, "store.x", List.of("/no/such", hex(1))))),
                "reprise.yaml:3:7: store.x: the command cannot be started; is /no/such a program");
    }

    private void assertOff(DiskTier tier, String reason) {
        for (int i = 0; i < 3; i++) {
            put(tier);
            assertMiss(tier);
            clock.advance(Outage.RETRY_AFTER);
        }

        assertThat(log.lines).singleElement().satisfies(line -> assertThat(line)
                .startsWith(
                        "WARN disk tier is off until the service starts again, entries stay in memory and nothing is"
                                + " written: ")
                .contains(reason));
        assertThat(home()).doesNotExist();
    }

    private void put(DiskTier tier) {
        tier.put(SCOPE, key(1), blob());
    }

    private void assertHit(DiskTier tier) {
        assertThat(tier.get(SCOPE, key(1))).isNotNull().satisfies(found -> assertThat(found.content())
                .isEqualTo(blob().content()));
    }

    private static void assertMiss(DiskTier tier) {
        assertThat(tier.get(SCOPE, key(1))).isNull();
    }

    private Blob blob() {
        return new Blob("c", 1, clock.millis(), clock.in(Duration.ofHours(1)), ANSWER.getBytes(ISO_8859_1));
    }

    private DiskTier tier(List<KeySource> mac, List<KeySource> encryption) {
        return tier(mac, encryption, ConfiguredKeys.PATIENCE);
    }

    private DiskTier tier(List<KeySource> mac, List<KeySource> encryption, Duration patience) {
        ConfiguredKeys keys = new ConfiguredKeys(new StoreSettings(mac, encryption), environment, patience, log);
        return new DiskTier(home(), 1 << 30, 1 << 20, keys, List.of(), clock, log);
    }

    private static List<KeySource> macs(String... names) {
        return variables("store.mac-key", names);
    }

    private static List<KeySource> encryption(String... names) {
        return variables("store.encryption-key", names);
    }

    private static List<KeySource> variables(String setting, String... names) {
        return Stream.of(names)
                .<KeySource>map(name -> new KeySource.Variable(WHERE, setting, name))
                .toList();
    }

    private static KeySource shell(String script) {
        return new KeySource.Command(WHERE, "store.encryption-key", List.of("sh", "-c", script));
    }

    private KeySource file(String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), hex(1) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return new KeySource.InFile(WHERE, "store.encryption-key", file.toFile());
    }

    private static byte[] bytes(int number) {
        return Entries.content(1_000 + number, StoreKey.LENGTH);
    }

    private static String hex(int number) {
        return HexFormat.of().formatHex(bytes(number));
    }

    private Path home() {
        return directory.resolve("home");
    }

    private String homeAsText() throws IOException {
        if (!Files.exists(home())) {
            return "";
        }
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(home())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(file).append(new String(Files.readAllBytes(file), ISO_8859_1));
            }
        }
        return all.toString();
    }
}
