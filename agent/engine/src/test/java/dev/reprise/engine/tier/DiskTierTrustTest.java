package dev.reprise.engine.tier;

import static dev.reprise.engine.tier.Entries.SCOPE;
import static dev.reprise.engine.tier.Entries.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A home in which somebody else could put an answer is not used. */
@DisabledOnOs(OS.WINDOWS)
class DiskTierTrustTest {

    private static final int SERVICE = 4711;
    private static final int OTHER = 4712;

    @TempDir
    Path directory;

    private final MutableClock clock = new MutableClock();
    private final RecordingLogger log = new RecordingLogger();

    @ParameterizedTest
    @CsvSource({
        "'', rwxrwx---, 700",
        "'', rwx----w-, 700",
        "v1, rwxrwxrwx, 700",
        "tmp, rwx-w----, 700",
        "run, rwx----w-, 700",
        "mac.key, rw-r-----, 600",
        "mac.key, rw----r--, 600",
        "mac.key, rw--w----, 600"
    })
    void whatIsOpenToOthersCostsOneWarningAndTheDiskUntilItIsClosed(String name, String permissions, String remedy)
            throws IOException {
        DiskTier before = tier();
        before.put(SCOPE, key(1), blob(1));
        Path open = home().resolve(name);
        chmod(open, permissions);

        DiskTier tier = tier();
        for (int i = 0; i < 3; i++) {
            assertThat(tier.get(SCOPE, key(1))).isNull();
            tier.put(SCOPE, key(2), blob(2));
            clock.advance(Outage.RETRY_AFTER);
        }

        assertThat(log.lines)
                .singleElement()
                .asString()
                .startsWith("WARN disk tier is off, entries stay in memory: " + open + " can be ")
                .contains(permissions, "`chmod " + remedy + " " + open + "`", "`home`");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
                .isEqualTo(permissions);

        chmod(open, remedy.equals("700") ? "rwx------" : "rw-------");
        tier.put(SCOPE, key(2), blob(2));

        assertThat(tier.get(SCOPE, key(1))).isNotNull();
        assertThat(tier.get(SCOPE, key(2))).isNotNull();
        assertThat(log.lines).hasSize(2).last().asString().startsWith("INFO").contains("works again");
    }

    @Test
    void homeOpenToOthersGetsNoKeyEither() throws IOException {
        Files.createDirectories(home());
        chmod(home(), "rwxrwxrwx");

        tier().put(SCOPE, key(1), blob(1));

        assertThat(home()).isEmptyDirectory();
        assertThat(log.lines).hasSize(1);
    }

    @Test
    void homeThatOthersCanListIsUsedWithOneWarningAndWhatRepriseMadeIsClosed() throws IOException {
        Files.createDirectories(home().resolve("v1"));
        chmod(home(), "rwxr-xr-x");
        chmod(home().resolve("v1"), "rwxr-xr-x");

        DiskTier tier = tier();
        tier.put(SCOPE, key(1), blob(1));

        assertThat(tier.get(SCOPE, key(1))).isNotNull();
        assertThat(log.lines)
                .singleElement()
                .asString()
                .startsWith("WARN " + home())
                .contains("rwxr-xr-x", "`chmod 700 " + home() + "`");
        assertThat(permissions(home())).isEqualTo("rwxr-xr-x");
        assertThat(permissions(home().resolve("v1"))).isEqualTo("rwx------");
    }

    @Test
    void homeIsMadeInADirectoryForAllAndBelongsToItsOwner() throws IOException {
        chmod(directory, "rwxrwxrwx");
        DiskTier tier = tier();

        tier.put(SCOPE, key(1), blob(1));

        assertThat(tier.get(SCOPE, key(1))).isNotNull();
        assertThat(permissions(home())).isEqualTo("rwx------");
        assertThat(log.lines).isEmpty();
    }

    @Test
    void processKnowsItsUser() throws IOException {
        Path own = Files.createFile(directory.resolve("own"));

        assertThat(ProcessUser.current().id()).isEqualTo(Files.getAttribute(own, "unix:uid"));
    }

    @Test
    void onlyTheProcessesUserAndRootMayOwnWhatAnswersComeFrom() {
        assertThat(new ProcessUser(SERVICE).trusts(SERVICE)).isTrue();
        assertThat(new ProcessUser(SERVICE).trusts(ProcessUser.ROOT)).isTrue();
        assertThat(new ProcessUser(SERVICE).trusts(OTHER)).isFalse();
        assertThat(new ProcessUser(ProcessUser.ROOT).trusts(OTHER)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"''", "v1", "mac.key"})
    void whatBelongsToAnotherUserIsNamedWithHimAndTheRemedy(String name) throws IOException {
        tier().put(SCOPE, key(1), blob(1));
        Path theirs = home().resolve(name);
        if (ProcessUser.current().id() == ProcessUser.ROOT) {
            Files.walk(home()).forEach(path -> chown(path, SERVICE));
            chown(theirs, OTHER);
        }
        int owner = (Integer) Files.getAttribute(theirs, "unix:uid");
        ProcessUser user = new ProcessUser(owner == OTHER ? SERVICE : owner + 1);

        assertThatThrownBy(() -> new Trust(log).check(new DiskLayout(home()), user))
                .isInstanceOf(Untrusted.class)
                .hasMessageContaining("belongs to another user")
                .hasMessageContaining("`chown -R " + user.id() + " ");
    }

    private static void chown(Path path, int user) {
        try {
            Files.setAttribute(path, "unix:uid", user);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void chmod(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private DiskTier tier() {
        return new DiskTier(home(), 1 << 30, List.of(), clock, log);
    }

    private Path home() {
        return directory.resolve("home");
    }

    private Blob blob(int number) {
        return Entries.blob(number, 300, clock.millis(), clock.in(Duration.ofDays(1)));
    }
}
