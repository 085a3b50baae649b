package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.ClientsMain;
import dev.reprise.fixture.SummarizerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of the jar, each as a process on a real store. */
@DisabledOnOs(OS.WINDOWS)
class CommandLineIT {

    private static final String MAC_KEY = "00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef";
    private static final String FILE_KEY = "ff112233445566778899aabbccddeeff0123456789abcdef0123456789abcdee";
    private static final Pattern KEY = Pattern.compile("\"key\":\"([0-9a-f]{64})\"");

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void entriesAreCountedShownAndRemoved(Jdk jdk) throws IOException {
        stored(one(), "hello", "bye");
        Path file = directory.resolve("entries.jsonl");

        Ended stats = command(jdk, "stats", "--home", one());
        Ended json = command(jdk, "stats", "--home", one(), "--json");
        Ended exported = command(jdk, "export", file.toString(), "--home", one());
        String key = keys(file).get(0);
        Ended got = command(jdk, "get", key, "--home", one());
        Ended deleted = command(jdk, "delete", key, "--home", one());
        Ended again = command(jdk, "delete", key, "--home", one());
        Ended none = command(jdk, "get", key, "--home", one(), "--json");
        Ended cleared = command(jdk, "clear", "--home", one(), "--json");
        Ended empty = command(jdk, "stats", "--home", one(), "--json");

        assertThat(stats.foreignErrors()).isEmpty();
        assertThat(stats.reports()).isEmpty();
        assertThat(stats.exitCode()).isZero();
        assertThat(stats.out().lines().toList().get(0)).isEqualTo(one());
        assertThat(stats.out()).containsPattern("\\n  prompts +2 +\\d+ B ");
        assertThat(json.out())
                .startsWith(
                        "{\"stores\":[{\"store\":\"" + one() + "\",\"scopes\":[{\"scope\":\"prompts\",\"entries\":2,")
                .contains("\"unusable\":{}");
        assertThat(exported.out()).startsWith("exported 2 entries to " + file + " (");
        assertThat(got.exitCode()).isZero();
        assertThat(got.out()).contains("\"scope\":\"prompts\",\"key\":\"" + key + "\"", "\"value\":{\"text\":\"");
        assertThat(deleted.out()).isEqualTo("removed 1 entry\n");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).isEqualTo("there is no entry of the key " + key + "\n");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(cleared.out()).isEqualTo("{\"removed\":1}\n");
        assertThat(empty.out()).contains("\"scopes\":[]");
        assertThat(summarizing(one(), "hello", "bye").bodies("summarize")).isEqualTo(2);
    }

    @Test
    void aScopeIsClearedAndExportedAlone() throws IOException {
        stored(one(), "hello");
        Fork.in(directory).home(Path.of(one())).agent("methods:", SUMMARIZE).run(SummarizerMain.class, "bye");
        Path file = directory.resolve("entries.jsonl");

        Ended exported = command("export", file.toString(), "--home", one(), "--scope", "default", "--json");
        Ended cleared = command("clear", "--home", one(), "--scope", "default");
        Ended left = command("stats", "--home", one(), "--json");

        assertThat(exported.out()).startsWith("{\"exported\":1,\"bytes\":");
        assertThat(cleared.out()).isEqualTo("removed 1 entry\n");
        assertThat(left.out()).contains("\"scope\":\"prompts\",\"entries\":1").doesNotContain("\"scope\":\"default\"");
    }

    @Test
    void aFileBringsTheEntriesOfOneHomeIntoAnother() throws IOException {
        stored(one(), "hello", "Gr\u00fc\u00dfe \u4e2d");
        Path file = directory.resolve("entries.jsonl");

        Ended exported = command("export", file.toString(), "--home", one());
        Ended imported = command("import", file.toString(), "--home", two());
        Ended second = summarizing(two(), "hello", "Gr\u00fc\u00dfe \u4e2d");
        Path again = directory.resolve("again.jsonl");
        command("export", again.toString(), "--home", two());

        assertThat(exported.exitCode()).as(exported.err()).isZero();
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(imported.out()).as(imported.err()).isEqualTo("imported 2 entries\n");
        assertThat(second.bodies("summarize")).as(second.err()).isZero();
        assertThat(entries(again)).containsExactlyInAnyOrderElementsOf(entries(file));
    }

    @Test
    void answersOfTheClientsComeThroughAFileAndAreServed() throws IOException {
        Path file = directory.resolve("entries.jsonl");
        try (Provider provider = new Provider()) {
            Ended first = clients(one(), provider);
            provider.requests();
            command("export", file.toString(), "--home", one());
            command("warm", file.toString(), "--home", two());
            Ended second = clients(two(), provider);

            assertThat(provider.requests())
                    .as("all but what is never kept\n" + second.err())
                    .containsOnly(
                            Map.entry("openai-stateful", 2),
                            Map.entry("openai-broken", 2),
                            Map.entry("openai-stopped", 2));
            assertThat(second.results()).isEqualTo(first.results());
        }
        assertThat(Files.readString(file)).contains("\"value\":{\"json\":{\"", "\"parts\":[{\"after\":");
    }

    @Test
    void entriesGoFromTheDiskToRedisAndBack() throws IOException {
        try (OneRedis redis = OneRedis.start()) {
            stored(one(), "hello", "bye");
            Path file = directory.resolve("entries.jsonl");
            Path back = directory.resolve("back.jsonl");
            command("export", file.toString(), "--home", one());

            Ended imported = redis("import", file.toString(), "--redis", redis.uri());
            Ended stats = redis("stats", "--redis", redis.uri(), "--json");
            Ended got = redis("get", keys(file).get(0), "--redis", redis.uri());
            Ended exported = redis("export", back.toString(), "--redis", redis.uri());
            Ended home = command("import", back.toString(), "--home", two());
            Ended served = summarizing(two(), "hello", "bye");
            Ended deleted = redis("delete", keys(file).get(0), "--redis", redis.uri());
            Ended cleared = redis("clear", "--redis", redis.uri());
            Ended pruned = redis("prune", "--redis", redis.uri());

            assertThat(imported.out()).as(imported.err()).isEqualTo("imported 2 entries\n");
            assertThat(stats.out()).contains("\"scope\":\"prompts\",\"entries\":2");
            assertThat(got.out()).contains("\"key\":\"" + keys(file).get(0) + "\"");
            assertThat(exported.out()).startsWith("exported 2 entries");
            assertThat(entries(back)).containsExactlyInAnyOrderElementsOf(entries(file));
            assertThat(home.out()).isEqualTo("imported 2 entries\n");
            assertThat(served.bodies("summarize")).as(served.err()).isZero();
            assertThat(deleted.out()).isEqualTo("removed 1 entry\n");
            assertThat(cleared.out()).isEqualTo("removed 1 entry\n");
            assertThat(pruned.out()).isEqualTo("removed 0 entries\n");
        }
    }

    /** As on the machine of somebody who looks after the server. */
    @Test
    void aHomeOfTheConfigurationThatIsNotThereIsLeftOutBesideRedis() throws IOException {
        try (OneRedis redis = OneRedis.start()) {
            Path configuration = Files.writeString(
                    directory.resolve("both.yaml"), "tiers: { redis: { uri: \"" + redis.uri() + "\" } }\n");

            Ended stats = redis("stats", "--config", configuration.toString());

            assertThat(stats.exitCode()).as(stats.err()).isZero();
            assertThat(stats.err()).contains(" is not there and is left out");
        }
    }

    @Test
    void aServiceIsServedWhatWasImportedIntoRedis() throws IOException {
        try (OneRedis redis = OneRedis.start()) {
            stored(one(), "hello");
            Path file = directory.resolve("entries.jsonl");
            command("export", file.toString(), "--home", one());
            redis("import", file.toString(), "--redis", redis.uri());

            Ended served = Fork.in(directory)
                    .home(directory.resolve("two"))
                    .environment("REPRISE_TIERS_REDIS_URI", redis.uri())
                    .environment("REPRISE_TIERS_REDIS_TIMEOUT", "60s")
                    .environment("REPRISE_STORE_MAC_KEY", "env:MAC_KEY")
                    .environment("MAC_KEY", MAC_KEY)
                    .agent("methods:", SUMMARIZE, "    scope: prompts")
                    .run(SummarizerMain.class, "hello");

            assertThat(served.bodies("summarize")).as(served.err()).isZero();
            assertThat(served.err()).contains("served 1 of 1 call from cache (100.0 %: 1 redis)");
        }
    }

    @Test
    void anEncryptedFileNeedsItsKey() throws IOException {
        stored(one(), "hello");
        Path file = directory.resolve("entries.enc");

        Ended exported = encrypting("export", file.toString(), "--home", one(), "--encrypt-key", "env:FILE_KEY");
        Ended without = command("import", file.toString(), "--home", two());
        Ended withKey = encrypting("import", file.toString(), "--home", two(), "--encrypt-key", "env:FILE_KEY");
        Ended unset = command("import", file.toString(), "--home", two(), "--encrypt-key", "env:FILE_KEY");

        assertThat(exported.exitCode()).as(exported.err()).isZero();
        assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("prompts");
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.err()).isEqualTo(file + ": it is encrypted, and no key was given\n");
        assertThat(withKey.out()).as(withKey.err()).isEqualTo("imported 1 entry\n");
        assertThat(unset.exitCode()).isEqualTo(1);
        assertThat(unset.err()).isEqualTo("the environment variable FILE_KEY is not set\n");
    }

    @Test
    void ofAFileThatWasAlteredNothingIsImported() throws IOException {
        stored(one(), "hello", "bye");
        Path file = directory.resolve("entries.jsonl");
        command("export", file.toString(), "--home", one());
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(2, lines.get(2).replace("\"value\":{\"text\":\"", "\"value\":{\"text\":\"another "));
        Path altered = Files.write(directory.resolve("altered.jsonl"), lines);
        Path cut = Files.write(directory.resolve("cut.jsonl"), lines.subList(0, 2));
        Path other =
                Files.writeString(directory.resolve("other.jsonl"), lines.get(0).replace("entries\":1", "entries\":7"));

        Ended ended = command("import", altered.toString(), "--home", two());
        Ended shortened = command("import", cut.toString(), "--home", two());
        Ended version = command("import", other.toString(), "--home", two());
        Ended missing = command("import", directory.resolve("none").toString(), "--home", two());

        assertThat(List.of(ended, shortened, version, missing)).allMatch(each -> each.exitCode() == 1);
        assertThat(ended.err())
                .isEqualTo(altered + ": line 3: it was altered or cut short, or one before it is missing\n");
        assertThat(shortened.err())
                .isEqualTo(cut + ": line 3: the file is cut short: the line that ends it is missing\n");
        assertThat(version.err()).isEqualTo(other + ": line 1: its format has version 7, and this agent reads 1\n");
        assertThat(missing.err()).contains("none").doesNotContain("Exception");
        assertThat(directory.resolve("two/v1")).doesNotExist();
    }

    @Test
    void whatHasExpiredOrIsOfAnotherVersionIsLeftOutAndCounted() throws IOException {
        stored(one(), "hello", "bye");
        Fork.in(directory)
                .home(Path.of(one()))
                .agent("methods:", SUMMARIZE, "    scope: prompts", "    ttl: 1ms")
                .run(SummarizerMain.class, "over");
        Path changed = files(one()).get(0);
        byte[] bytes = Files.readAllBytes(changed);
        bytes[4] = 99;
        Files.write(changed, bytes);
        Path file = directory.resolve("entries.jsonl");

        Ended stats = command("stats", "--home", one());
        Ended exported = command("export", file.toString(), "--home", one(), "--json");

        assertThat(stats.out()).contains("  1 entry of another format version");
        assertThat(exported.out()).contains("\"other-version\":1");
        assertThat(Files.readString(file)).doesNotContain("over");
    }

    @Test
    void expiredEntriesOfAFileAreNotImported() throws IOException {
        Fork.in(directory)
                .home(Path.of(one()))
                .agent("methods:", SUMMARIZE, "    ttl: 4s")
                .run(SummarizerMain.class, "hello");
        Path file = directory.resolve("entries.jsonl");
        Ended exported = command("export", file.toString(), "--home", one(), "--json");
        org.assertj.core.api.Assumptions.assumeThat(exported.out())
                .as("on a machine this slow it has expired already")
                .startsWith("{\"exported\":1,");
        awaitExpiry(file);

        Ended imported = command("import", file.toString(), "--home", two(), "--json");

        assertThat(imported.out()).isEqualTo("{\"imported\":0,\"leftOut\":0,\"expired\":1,\"pruned\":0}\n");
    }

    /** Of a home that a service uses meanwhile; of one that nobody uses it is the same. */
    @Test
    void aTenantIsEvictedFromAHomeAndAnotherIsNot() throws IOException {
        Path folder = directory.resolve("service");
        Fork fork = Fork.in(folder).home(Path.of(one())).agent("namespace: billing", "tiers: { memory: off }");
        String config = folder.resolve("reprise.yaml").toString();
        Ended wrong;
        Ended ofOthers;
        try (Obeying service = Obeying.begin(fork)) {
            service.tell("as acme q");
            service.tell("as globex q");
            while (!service.tell("as globex q").equals("hit")) {
                // It is written a moment later, and the other was queued before.
            }

            wrong = command("evict", "tenants:acme", "--home", one());
            ofOthers = command("evict", "tenant:globex", "--home", one());
            assertThat(service.tell("as globex q")).isEqualTo("hit");
            Ended evicted = command("evict", "tenant:acme", "--home", one(), "--config", config);
            while (!service.tell("as acme q").equals("miss")) {
                // It learns of it within 50 milliseconds.
            }

            assertThat(service.tell("as globex q")).isEqualTo("hit");
            assertThat(evicted.out())
                    .as(evicted.err())
                    .isEqualTo("evicted what tenant acme had, of namespace \"billing\" in " + one() + "\n");
        }
        Ended nobodys = command("evict", "all", "--home", two(), "--json");

        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("\"tenants:acme\" names no entries; write all, key:KEY, tag:NAME");
        assertThat(ofOthers.out()).contains("of namespace \"default\"");
        assertThat(nobodys.exitCode()).isEqualTo(1);
        assertThat(nobodys.err()).isEqualTo(two() + " is not there: no entries were ever stored in it\n");
    }

    @Test
    void anEntryIsEvictedFromAHomeByItsKey() throws IOException {
        stored(one(), "hello", "bye");
        Path file = directory.resolve("entries.jsonl");
        command("export", file.toString(), "--home", one());

        Ended evicted = command("evict", "key:" + keys(file).get(0), "--home", one(), "--json");

        assertThat(evicted.out())
                .isEqualTo("{\"done\":\"evicted key " + keys(file).get(0) + ", of namespace \\\"default\\\"\"}\n");
        assertThat(command("stats", "--home", one(), "--json").out()).contains("\"scope\":\"prompts\",\"entries\":1");
        assertThat(summarizing(one(), "hello", "bye").bodies("summarize")).isEqualTo(1);
    }

    @Test
    void pruneSweepsByTheQuotasOfTheConfiguration() throws IOException {
        stored(one(), "a", "b", "c");
        Path configuration =
                Files.writeString(directory.resolve("quota.yaml"), "scopes: { prompts: { max-entries: 2 } }\n");

        Ended pruned = command("prune", "--home", one(), "--config", configuration.toString());
        Ended again = command("prune", "--home", one(), "--config", configuration.toString(), "--json");

        assertThat(pruned.out()).as(pruned.err()).isEqualTo("removed 1 entry\n");
        assertThat(again.out()).isEqualTo("{\"removed\":0}\n");
    }

    @Test
    void pruneGoesByTheSizeThatTheConfigurationGivesTheDisk() throws IOException {
        stored(one(), "a", "b", "c");
        Path configuration = Files.writeString(directory.resolve("small.yaml"), "tiers: { disk: { max-size: 1KB } }\n");

        Ended pruned = command("prune", "--home", one(), "--config", configuration.toString());

        assertThat(pruned.out()).as(pruned.err()).matches("removed [23] entries\n");
    }

    @Test
    void aStoreThatIsNamedIsUsedThoughTheConfigurationLeavesItOut() throws IOException {
        stored(one(), "a");
        Path configuration = Files.writeString(directory.resolve("off.yaml"), "tiers: { disk: off, redis: off }\n");

        Ended cleared = command("clear", "--home", one(), "--config", configuration.toString());

        assertThat(cleared.out()).as(cleared.err()).isEqualTo("removed 1 entry\n");
    }

    @Test
    void aWrongCommandSaysWhatIsRightAndEndsWithTwo() {
        Ended none = command();
        Ended unknown = command("stast");
        Ended key = command("get", "abc", "--home", one());
        Ended option = command("stats", "--hom", one());
        Ended help = command("--help");

        assertThat(List.of(none, unknown, key, option)).allMatch(each -> each.exitCode() == 2);
        assertThat(none.err()).contains("which command?", "Usage: java -jar reprise-agent.jar", "export", "stats");
        assertThat(unknown.err()).contains("stats");
        assertThat(key.err()).contains("\"abc\" is not a key, which has 64 hexadecimal digits");
        assertThat(option.err()).contains("--home");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("import, warm");
    }

    @Test
    void whatCannotBeDoneIsOneLineAndEndsWithOne() throws IOException {
        stored(one(), "hello");
        Path file = Files.writeString(directory.resolve("there"), "mine");
        Path wrong = Files.writeString(directory.resolve("wrong.yaml"), "hme: x\n");

        Ended absent = command("stats", "--home", directory.resolve("absent").toString());
        Ended there = command("export", file.toString(), "--home", one());
        Ended configured = command("stats", "--home", one(), "--config", wrong.toString());
        Ended noDirectory = command("stats", "--home", file.toString());
        Ended noKey = command("stats", "--redis", "redis://127.0.0.1:1");
        Ended away = redis("stats", "--redis", "redis://127.0.0.1:1");

        for (Ended ended : List.of(absent, there, configured, noDirectory, noKey, away)) {
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.err().lines()).hasSize(1);
            assertThat(ended.out()).isEmpty();
        }
        assertThat(absent.err()).contains("is not there: no entries were ever stored in it");
        assertThat(noDirectory.err()).contains(" is no directory");
        assertThat(there.err()).isEqualTo(file + " is there already; --force replaces it\n");
        assertThat(Files.readString(file)).isEqualTo("mine");
        assertThat(configured.err()).contains("unknown key \"hme\"");
        assertThat(noKey.err()).contains("needs a store.mac-key");
        assertThat(away.err()).contains("127.0.0.1:1 cannot be used");
        assertThat(command("export", file.toString(), "--home", one(), "--force")
                        .exitCode())
                .isZero();
    }

    private String one() {
        return directory.resolve("one").toString();
    }

    private String two() {
        return directory.resolve("two").toString();
    }

    private void stored(String home, String... prompts) {
        assertThat(summarizing(home, prompts).exitCode()).isZero();
    }

    private Ended summarizing(String home, String... prompts) {
        return Fork.in(directory)
                .home(Path.of(home))
                .agent("methods:", SUMMARIZE, "    scope: prompts")
                .run(SummarizerMain.class, prompts);
    }

    private Ended clients(String home, Provider provider) {
        return Fork.in(directory)
                .home(Path.of(home))
                .agent("clients: on")
                .classPath(ClassPath.clients().toArray(Path[]::new))
                .run(ClientsMain.class, provider.baseUrl());
    }

    private Ended command(String... arguments) {
        return command(Jdk.running(), arguments);
    }

    private Ended command(Jdk jdk, String... arguments) {
        return Fork.in(directory).jdk(jdk).runJar(Fork.AGENT, arguments);
    }

    private Ended redis(String... arguments) {
        return Fork.in(directory)
                .environment("REPRISE_STORE_MAC_KEY", "env:MAC_KEY")
                .environment("MAC_KEY", MAC_KEY)
                .runJar(Fork.AGENT, arguments);
    }

    private Ended encrypting(String... arguments) {
        return Fork.in(directory).environment("FILE_KEY", FILE_KEY).runJar(Fork.AGENT, arguments);
    }

    private static List<String> keys(Path file) throws IOException {
        return KEY.matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The lines of entries, without the codes that depend on their order. */
    private static List<String> entries(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("{\"scope\":"))
                .map(line -> line.replaceAll(",\"check\":.*", ""))
                .toList();
    }

    private static List<Path> files(String home) throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(home, "v1"))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void awaitExpiry(Path file) throws IOException {
        Matcher expires = Pattern.compile("\"expires\":\"([^\"]+)\"").matcher(Files.readString(file));
        assertThat(expires.find()).isTrue();
        while (!java.time.Instant.now().isAfter(java.time.Instant.parse(expires.group(1)))) {
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
    }
}
