package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands about a service that runs, each as a process beside it. */
@DisabledOnOs(OS.WINDOWS)
class LiveCommandsIT {

    private static final Pattern KEY = Pattern.compile("\"key\":\"([0-9a-f]{64})\"");

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aServiceIsListedCountedChangedAndEmptied(Jdk jdk) throws IOException {
        try (Obeying service = Obeying.begin(service(jdk).agent("mode: on"))) {
            service.tell("ask a");
            service.tell("ask a");
            String pid = Long.toString(service.pid());

            Ended ps = command(jdk, "ps");
            Ended stats = command(jdk, "stats", "--pid", pid);
            Ended json = command(jdk, "stats", pid, "--json");
            Ended off = command(jdk, "mode", "off", "--pid", pid);
            String whileOff = service.tell("ask a");
            Ended shown = command(jdk, "mode", "--pid", pid);
            Ended on = command(jdk, "mode", "configured", "--pid", pid, "--json");
            String again = service.tell("ask a");
            Ended none = command(jdk, "rollout", "0%", "--of", "scope:answers", "--pid", pid);
            String notServed = service.tell("ask a");
            Ended all = command(jdk, "rollout", "configured", "--of", "scope:answers", "--pid", pid);
            Ended evicted = command(jdk, "evict", "tag:news", "--pid", pid);
            String afterEviction = service.tell("ask a");
            Ended cleared = command(jdk, "clear", "--scope", "answers", "--pid", pid);
            String afterClear = service.tell("ask a");

            assertThat(ps.exitCode()).as(ps.err()).isZero();
            assertThat(ps.out()).containsPattern("(?m)^" + pid + " .* at start .*ObeyingMain");
            assertThat(stats.exitCode()).as(stats.err()).isZero();
            assertThat(stats.out())
                    .contains("process " + pid + ", Reprise ", "mode on")
                    .containsPattern("ObeyingMain#answer +on +100 % +2 +1 +50 % +1 ")
                    .containsPattern("(?m)^saved by +time +CPU time")
                    .containsPattern("(?m)^scope answers +[0-9.]+ m?s ")
                    .containsPattern("(?m)^all +[0-9.]+ m?s ")
                    .containsPattern("(?m)^Reprise's own work took about [0-9.]+ m?s; the entries that it made have ");
            assertThat(json.out())
                    .startsWith("{\"pid\":" + pid + ",\"version\":")
                    .contains("\"totals\":{\"calls\":2,\"hits\":1,")
                    .containsPattern("\"scopes\":\\[\\{\"scope\":\"answers\",\"figures\":\\{\"calls\":2,.*"
                            + "\"saved\":\\{\"seconds\":[0-9.E-]+,");
            assertThat(off.out()).startsWith("mode of everything: on -> off (by command line)");
            assertThat(whileOff).isEqualTo("miss");
            assertThat(shown.out()).contains("everything: mode off", "set by command line: everything, mode off");
            assertThat(on.out()).startsWith("{\"pid\":" + pid + ",\"done\":\"mode of everything: ");
            assertThat(again).isEqualTo("hit");
            assertThat(none.exitCode()).as(none.err()).isZero();
            assertThat(notServed).isEqualTo("miss");
            assertThat(all.exitCode()).as(all.err()).isZero();
            assertThat(evicted.exitCode()).as(evicted.err()).isZero();
            assertThat(afterEviction).isEqualTo("miss");
            assertThat(cleared.exitCode()).as(cleared.err()).isZero();
            assertThat(afterClear).isEqualTo("miss");
        }
    }

    @Test
    void whyCallsWereBypassedIsTold() throws IOException {
        try (Obeying service = Obeying.begin(service(Jdk.running()).agent("rollout: 0%"))) {
            service.tell("ask a");
            service.tell("ask a");
            String pid = Long.toString(service.pid());

            Ended stats = command("stats", pid);
            Ended json = command("stats", pid, "--json");
            Ended report = command("report", pid);

            assertThat(stats.out()).contains("bypassed:\n  2: its key is outside the rollout\n");
            assertThat(json.out())
                    .containsPattern("\"totals\":\\{.*\"whyBypassed\":\\{\"its key is outside the rollout\":2\\}")
                    .contains("\"reasons\":{\"its key is outside the rollout\":2}");
            assertThat(report.out()).contains("2 bypassed (its key is outside the rollout)");
        }
    }

    @Test
    void whatIsWrongIsOneLineAndEndsWithOne() throws IOException {
        try (Obeying service = Obeying.begin(service(Jdk.running()).agent("mode: on"));
                Obeying without = Obeying.begin(Fork.in(directory.resolve("without")))) {
            String pid = Long.toString(service.pid());
            String other = Long.toString(without.pid());

            Ended mode = command("mode", "maybe", "--pid", pid);
            Ended evict = command("evict", "tags:a", "--pid", pid);
            Ended absent = command("stats", "--pid", other);
            Ended nobody = command("top", "--pid", "999999999");
            Ended twice = command("attach", pid);

            for (Ended ended : List.of(mode, evict, absent, nobody, twice)) {
                assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
                assertThat(ended.err().lines()).as(ended.err()).hasSize(1);
                assertThat(ended.out()).isEmpty();
            }
            assertThat(mode.err()).contains("maybe", "observe");
            assertThat(evict.err()).contains("tag:");
            assertThat(absent.err()).contains("has no Reprise; `attach " + other + "`");
            assertThat(nobody.err()).contains("process 999999999 cannot be attached to");
            assertThat(twice.err()).contains("has Reprise already");
            assertThat(service.tell("ask a")).isEqualTo("miss");
            assertThat(service.tell("ask a")).isEqualTo("hit");
        }
    }

    @Test
    void aServiceThatIsOffHearsWhoseCallsAreMadeAndBeginsNothingUntilItIsTurnedOn() throws IOException {
        try (Obeying service = Obeying.begin(service(Jdk.running()).agent("mode: off"))) {
            String asked = service.tell("as acme a");
            String threads = service.tell("threads");
            Ended on = command("mode", "on", "--pid", Long.toString(service.pid()));
            String afterwards = service.tell("threads");

            assertThat(asked).isEqualTo("miss");
            assertThat(threads).isEmpty();
            assertThat(on.exitCode()).as(on.err()).isZero();
            assertThat(afterwards).contains("reprise-reload");
        }
    }

    @Test
    void whatIsNamedTwiceIsRefused() throws IOException {
        try (Obeying service = Obeying.begin(service(Jdk.running()).agent("mode: on"))) {
            String pid = Long.toString(service.pid());
            String home = directory.resolve("home").toString();

            for (List<String> each : List.of(
                    List.of("stats", pid, "--home", home),
                    List.of("clear", "--pid", pid, "--home", home),
                    List.of("evict", "all", "--pid", pid, "--home", home))) {
                Ended ended = command(each.toArray(String[]::new));
                assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
                assertThat(ended.err()).contains("a service goes with no --home, --redis or --config");
            }
            Ended two = command("top", pid, "--pid", "1");

            assertThat(two.exitCode()).isEqualTo(2);
            assertThat(two.err()).contains("process " + pid + " or 1? Name one");
        }
    }

    @Test
    void aProgramIsToldWhyInJson() throws IOException {
        try (Obeying service = Obeying.begin(service(Jdk.running()).agent("mode: on"))) {
            String pid = Long.toString(service.pid());

            Ended mode = command("mode", "maybe", "--pid", pid, "--json");

            assertThat(mode.exitCode()).isEqualTo(1);
            assertThat(mode.out()).startsWith("{\"errors\":[\"").contains("maybe");
            assertThat(mode.err().lines()).hasSize(1);
        }
    }

    @Test
    void whatIsMistypedIsSaidAndScriptsNoticeIt() throws IOException {
        try (Obeying service = Obeying.begin(service(Jdk.running()).agent("mode: on"))) {
            service.tell("ask a");
            String pid = Long.toString(service.pid());

            Ended mode = command("mode", "off", "--of", "scope:answer", "--pid", pid);
            Ended rollout = command("rollout", "0%", "--of", "method:com.acme.Typo#x", "--pid", pid, "--json");
            Ended known = command("mode", "on", "--of", "scope:prompts", "--pid", pid);
            Ended tag = command("evict", "tag:nwes", "--pid", pid);
            Ended scope = command("clear", "--scope", "other", "--pid", pid);
            Ended key = command("evict", "key:" + "0".repeat(64), "--pid", pid);
            Ended tenant = command("evict", "tenant:nobody", "--pid", pid);

            assertThat(mode.exitCode()).isEqualTo(3);
            assertThat(mode.out()).contains("; none of those called is in scope:answer; did you mean scope:answers?");
            assertThat(rollout.exitCode()).isEqualTo(3);
            assertThat(rollout.out())
                    .contains("none of those called is in method:com.acme.Typo#x; methods known so far: ");
            assertThat(known.exitCode()).as(known.err()).isZero();
            assertThat(known.out())
                    .contains("none of those called is in scope:prompts")
                    .doesNotContain("did you mean");
            assertThat(tag.out())
                    .isEqualTo("evicted tag nwes (by command line); no method called so far has it; did you mean"
                            + " tag:news?\n");
            assertThat(scope.out())
                    .isEqualTo("evicted scope other (by command line); no method called so far has it\n");
            assertThat(key.out()).endsWith(" (by command line); memory had no entry of it\n");
            assertThat(tenant.out())
                    .isEqualTo("evicted what tenant nobody had (by command line); tenants are not listed, so that a"
                            + " mistyped name is not noticed\n");
            for (Ended evicted : List.of(tag, scope, key, tenant)) {
                assertThat(evicted.exitCode()).as(evicted.err()).isZero();
            }
            assertThat(service.tell("ask a")).isEqualTo("hit");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void anAgentIsAttachedAndThenThere(Jdk jdk) throws IOException {
        try (Obeying service = Obeying.begin(service(jdk))) {
            service.tell("ask a");
            String pid = Long.toString(service.pid());
            Path configuration = Fork.in(directory).file("attached.yaml", "namespace: attached");

            Ended attached = command(jdk, "attach", pid, "--config", configuration.toString());
            String first = service.tell("ask a");
            String second = service.tell("ask a");
            Ended ps = command(jdk, "ps", "--json");

            assertThat(attached.exitCode()).as(attached.err()).isZero();
            assertThat(attached.out()).contains("is in process " + pid + ": mode on, ", "attached.yaml");
            assertThat(List.of(first, second)).containsExactly("miss", "hit");
            assertThat(ps.out()).contains("{\"pid\":" + pid + ",\"version\":", "\"attached\":true");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void theAdviceIsTakenOutAndPutBackAndTheFileReadAgain(Jdk jdk) throws IOException {
        Fork fork = service(jdk).agent("mode: on");
        try (Obeying service = Obeying.begin(fork)) {
            service.tell("ask a");
            String pid = Long.toString(service.pid());

            Ended removed = command(jdk, "remove", "--pid", pid);
            String without = service.tell("ask a");
            Ended installed = command(jdk, "install", "--pid", pid);
            String with = service.tell("ask a");
            fork.file("reprise.yaml", "mode: off");
            Ended reloaded = command(jdk, "reload", "--pid", pid, "--json");
            String off = service.tell("ask a");

            assertThat(List.of(removed, installed, reloaded))
                    .allSatisfy(
                            each -> assertThat(each.exitCode()).as(each.err()).isZero());
            assertThat(List.of(without, with, off)).containsExactly("miss", "hit", "miss");
            assertThat(reloaded.out()).startsWith("{\"pid\":" + pid + ",\"done\":\"");

            fork.file("reprise.yaml", "mode: onn");
            Ended wrong = command(jdk, "reload", "--pid", pid);
            assertThat(wrong.exitCode()).isOne();
            assertThat(wrong.out()).isEmpty();
            assertThat(wrong.err()).contains("mode: \"onn\" is not a mode", "is left aside until it is right");
        }
    }

    @Test
    void whatTheFileSaysToNoEffectIsSaidWithTheVariableThatGoesBeforeIt() throws IOException {
        String line = "reprise.yaml:1:7: mode: off is without effect, because environment variable REPRISE_MODE=on goes"
                + " before the file";
        Fork fork = service(Jdk.running()).agent("mode: on").environment("REPRISE_MODE", "on");
        Obeying service = Obeying.begin(fork);
        try (service) {
            service.tell("ask a");
            String pid = Long.toString(service.pid());

            Ended before = command("reload", "--pid", pid);
            fork.file("reprise.yaml", "mode: off");
            Ended first = command("reload", "--pid", pid);
            Ended second = command("reload", "--pid", pid);
            Ended mode = command("mode", "--pid", pid);
            Ended rollout = command("rollout", "--pid", pid, "--json");
            Ended configured = command("mode", "configured", "--pid", pid);

            assertThat(before.out()).isEqualTo("nothing has changed\n");
            assertThat(mode.out())
                    .startsWith("everything: mode on (environment variable REPRISE_MODE), rollout 100 %\n")
                    .contains(line);
            assertThat(rollout.out())
                    .contains("\"modeFrom\":\"environment variable REPRISE_MODE\"", "\"overridden\":[\"", line + "\"]");
            assertThat(configured.out()).contains(line);
            for (Ended each : List.of(first, second)) {
                assertThat(each.exitCode()).as(each.err()).isZero();
                assertThat(each.out()).contains("nothing has changed\n").contains(line);
            }
            assertThat(service.tell("ask a")).isEqualTo("hit");
        }

        assertThat(service.end().err()).containsOnlyOnce(line).containsPattern("WARN +\\S*" + Pattern.quote(line));
    }

    @Test
    void whatIsTakenOutIsSaidByWhateverTellsOfTheServiceUntilItIsPutBack() throws IOException {
        String line = "nothing is woven in, since `remove`: all methods run as without Reprise until `install`";
        try (Obeying service = Obeying.begin(service(Jdk.running()).agent("mode: on"))) {
            service.tell("ask a");
            String pid = Long.toString(service.pid());

            Ended before = command("stats", pid);
            command("remove", "--pid", pid);
            Ended stats = command("stats", pid);
            Ended json = command("stats", pid, "--json");
            Ended mode = command("mode", "--pid", pid);
            Ended on = command("mode", "on", "--pid", pid);
            Ended report = command("report", pid);
            command("install", "--pid", pid);
            Ended after = command("mode", "--pid", pid);

            for (Ended each : List.of(stats, mode, on, report)) {
                assertThat(each.out()).as(each.err()).containsOnlyOnce(line + "\n");
            }
            assertThat(json.out()).contains("\"mode\":\"on\",\"woven\":false,");
            assertThat(List.of(before, after))
                    .allSatisfy(
                            each -> assertThat(each.out()).contains("mode on").doesNotContain(line));
        }
    }

    @Test
    void aKeyIsExplainedByTheHomeOfAServiceAndItsValueIsSet() throws IOException {
        try (Obeying service = Obeying.begin(service(Jdk.running()).agent("mode: on"))) {
            service.tell("ask a");
            String pid = Long.toString(service.pid());
            String home = directory.resolve("service/home").toString();
            String key = keyOfEntry(home);

            Ended explained = command("explain", key, "--pid", pid);
            Ended json = command("explain", key, "--home", home, "--json");
            Ended wrong = command("set", key, "{\"json\":{}}", "--home", home);
            Ended set = command("set", key, "{\"text\":\"from elsewhere\"}", "--home", home);
            String said = service.tell("say a");
            Ended got = command("get", key, "--home", home);
            Ended live = command("explain", key, "--pid", pid, "--json");
            Ended none = command("explain", "0".repeat(64), "--home", home);
            Ended noneLive = command("explain", "0".repeat(64), "--pid", pid);

            assertThat(explained.exitCode()).as(explained.err()).isZero();
            assertThat(explained.out())
                    .contains("process " + pid + " has mode on")
                    .containsPattern(
                            "(?m)^memory: scope answers, .*B: is served for \\d+ min( \\d+ s)? more; made \\S+; of "
                                    + "dev\\.reprise\\.fixture\\.ObeyingMain#answer; tags news, weather; a hit saves [0-9.]+ m?s$")
                    .containsPattern("(?m)^.*home.*: scope answers, .*: is served for \\d+ min");
            assertThat(json.out()).contains("\"scope\":\"answers\",\"served\":true,\"state\":\"whole\"");
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.err()).contains("the value is to be as the one that it replaces: {\"text\": ...}");
            assertThat(set.out()).as(set.err()).isEqualTo("set 1 entry\n");
            assertThat(said).isEqualTo("from elsewhere");
            assertThat(got.out()).contains("\"value\":{\"text\":\"from elsewhere\"}");
            assertThat(live.out())
                    .contains("\"memory\":[{\"scope\":\"answers\",\"state\":\"whole\",\"bytes\":")
                    .contains("\"method\":\"dev.reprise.fixture.ObeyingMain#answer\",\"tags\":[\"news\",\"weather\"]")
                    .contains("\"entries\":[{\"store\":");
            for (Ended each : List.of(none, noneLive)) {
                assertThat(each.exitCode()).isEqualTo(1);
                assertThat(each.err()).contains("there is no entry of the key");
            }
        }
    }

    @Test
    void whatAServiceKeepsForWhenItsProviderFailsIsNotSaidToBeServedThatLong() throws IOException {
        Fork fork = service(Jdk.running()).agent("scopes: { answers: { ttl: 30m, stale-if-error: 3h } }");
        try (Obeying service = Obeying.begin(fork)) {
            service.tell("ask a");
            String pid = Long.toString(service.pid());
            String key = keyOfEntry(directory.resolve("service/home").toString());

            Ended explained = command("explain", key, "--pid", pid);

            assertThat(explained.exitCode()).as(explained.err()).isZero();
            assertThat(explained.out())
                    .containsPattern("(?m)^memory: scope answers, .*: is served for [12]?\\d min")
                    .containsPattern("(?m)^.*home: scope answers, .*: is served for [12]?\\d min( \\d+ s)? more, and is"
                            + " kept for 3 h after that;");
        }
    }

    @Test
    void aKeyIsExplainedByTheMemoryOfAServiceThatKeepsNothingElse() throws IOException {
        Fork fork = service(Jdk.running()).agent("tiers: { disk: off }", "log: { level: debug }");
        try (Obeying service = Obeying.begin(fork)) {
            String key = service.tell("key a");
            service.tell("ask a");
            String pid = Long.toString(service.pid());

            Ended there = command("explain", key, "--pid", pid);
            service.tell("evict-tag weather");
            Ended gone = command("explain", key, "--pid", pid);
            Ended wrong = command("explain", key.substring(1), "--pid", pid);

            assertThat(there.exitCode()).as(there.err()).isZero();
            assertThat(there.out()).containsPattern("memory: scope answers, .*is served for \\d+ min");
            assertThat(gone.exitCode()).isEqualTo(1);
            assertThat(gone.out()).contains("memory: scope answers, ", ": is evicted, and not served");
            assertThat(wrong.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void theMemoryOfAServiceIsToldThoughItsStoreCannotBeOpenedFromHere() throws IOException {
        try (Obeying service = Obeying.begin(service(Jdk.running()).agent("log: { level: debug }"))) {
            String key = service.tell("key a");
            service.tell("ask a");
            String pid = Long.toString(service.pid());
            String wrong = Fork.in(directory).file("wrong.yaml", "mood: on").toString();

            Ended text = command("explain", key, "--pid", pid, "--config", wrong);
            Ended json = command("explain", key, "--pid", pid, "--config", wrong, "--json");

            assertThat(text.out()).containsPattern("memory: scope answers, .*is served for \\d+ min");
            assertThat(json.out()).contains("\"memory\":[{\"scope\":\"answers\"", "\"problems\":[\"");
            for (Ended each : List.of(text, json)) {
                assertThat(each.exitCode()).as(each.err()).isZero();
                assertThat(each.err()).contains("unknown key \"mood\"");
            }
        }
    }

    /** The service writes behind its calls. */
    /** Returns the key of the only entry of a home, once that is written. */
    private String keyOfEntry(String home) throws IOException {
        Path file = directory.resolve("entries.jsonl");
        awaitEntry(home, file);
        return KEY.matcher(Files.readString(file))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private void awaitEntry(String home, Path file) {
        for (int i = 0; i < 100; i++) {
            Ended exported = command("export", file.toString(), "--home", home, "--force", "--json");
            if (exported.out().startsWith("{\"exported\":1,")) {
                return;
            }
        }
        throw new AssertionError("no entry was written");
    }

    @Test
    void aTenantWhoFillsAScopePushesOutNobodyElse() throws IOException {
        Fork fork = service(Jdk.running())
                .agent("tiers: { disk: off }", "scopes: { answers: { max-entries-per-tenant: 2, max-entries: 5 } }");
        try (Obeying service = Obeying.begin(fork)) {
            service.tell("as small a");
            service.tell("ask a");
            for (int i = 0; i < 10; i++) {
                service.tell("as large " + i);
            }
            String pid = Long.toString(service.pid());

            Ended stats = command("stats", pid);
            Ended json = command("stats", pid, "--json");

            assertThat(service.tell("as small a")).isEqualTo("hit");
            assertThat(service.tell("ask a")).isEqualTo("hit");
            assertThat(service.tell("as large 9")).isEqualTo("hit");
            assertThat(service.tell("as large 0")).isEqualTo("miss");
            assertThat(stats.out())
                    .containsPattern("(?m)^in memory +tenant +entries +of +size +of +over quota$")
                    .containsPattern("(?m)^scope answers +large +2 +2 +[0-9.]+ K?B +8$")
                    .containsPattern("(?m)^scope answers +small +1 +2 +[0-9.]+ K?B +0$")
                    .containsPattern("(?m)^scope answers +\\(none\\) +1 +2 +[0-9.]+ K?B +0$");
            assertThat(json.out())
                    .contains("\"tenants\":[{\"scope\":\"answers\",\"tenant\":\"large\",\"entries\":2,\"bytes\":")
                    .contains("\"maxEntries\":2,\"maxBytes\":null}");
        }
    }

    @Test
    void aServiceReportsBeforeItsEnd() throws IOException {
        try (Obeying service = Obeying.begin(service(Jdk.running()).agent("mode: on"))) {
            service.tell("ask a");
            service.tell("ask a");
            String pid = Long.toString(service.pid());

            Ended report = command("report", pid);
            Ended json = command("report", "--pid", pid, "--json");

            assertThat(report.exitCode()).as(report.err()).isZero();
            assertThat(report.out()).contains("Reprise served 1 of 2 calls from cache");
            assertThat(json.out())
                    .startsWith("{\"pid\":" + pid + ",\"version\":")
                    .contains(
                            "\"totals\":{\"calls\":2,\"hits\":1,",
                            "\"observed\":[],\"configuration\":\"\",\"unmatched\":[]}");
        }
    }

    @Test
    void aServiceReportsBeforeItsEndWhichEntriesHaveFoundNoMethod() throws IOException {
        Fork fork = service(Jdk.running())
                .agent(
                        "mode: observe",
                        "methods:",
                        "- method: dev.reprise.fixture.ObeyingMain#answer",
                        "- method: a.Missing#ask");
        try (Obeying service = Obeying.begin(fork)) {
            service.tell("ask a");
            String pid = Long.toString(service.pid());

            Ended report = command("report", pid);
            Ended observed = command("report", pid, "--observed");
            Ended json = command("report", pid, "--json");
            Ended stats = command("stats", pid);

            String line = "a.Missing#ask found no method: no class a.Missing was loaded";
            assertThat(report.out()).contains(line).doesNotContain("answer found no method");
            assertThat(observed.out()).contains(line);
            assertThat(stats.out()).contains(line);
            assertThat(json.out()).contains("\"unmatched\":[\"", line);
        }
    }

    @Test
    void aServiceReportsWhatItObservedAsValuesThatAProgramReads() throws IOException {
        Fork fork = service(Jdk.running())
                .agent(
                        "mode: observe",
                        "methods:",
                        "- method: dev.reprise.fixture.ObeyingMain#answer",
                        "  scope: said");
        try (Obeying service = Obeying.begin(fork)) {
            service.tell("ask a");
            service.tell("ask a");
            service.tell("ask b");
            String pid = Long.toString(service.pid());

            Ended json = command("report", pid, "--observed", "--json");

            assertThat(json.exitCode()).as(json.err()).isZero();
            assertThat(json.out().lines())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "{\"pid\":" + pid + ",\"observed\":[{\"method\":\"dev.reprise.fixture.ObeyingMain#answer\","
                                    + "\"scope\":\"said\",\"client\":null,\"place\":\"")
                    .containsPattern("\"calls\":3,\"observed\":3,\"keys\":2,\"repeated\":1,"
                            + "\"wouldBeHitRate\":0\\.33+,\"wouldSave\":\\{\"seconds\":[0-9.E-]+,")
                    .contains(
                            "\"verdict\":\"doubtful\",",
                            "\"findings\":[\"its code changes a static field (ObeyingMain.BODIES")
                    .contains("\"configuration\":\"mode: on\\n# methods:\\n  # its code changes a static field ")
                    .endsWith("#answer(java.lang.String)\\n#   scope: said\",\"unmatched\":[]}");
        }
    }

    /** As in a container, whose image has it in the variable. */
    @Test
    void aCommandIsNoServiceThoughItInheritsTheAgent() {
        Ended ended = Fork.in(directory)
                .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + Fork.AGENT.toAbsolutePath())
                .runJar(Fork.AGENT, "completion", "bash");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.reports()).isEmpty();
    }

    @Test
    void aJavaWithoutTheAttachApiSaysWhatItTakes() {
        Ended ended = Fork.in(directory)
                .flag("--limit-modules", "java.base,java.logging")
                .runJar(Fork.AGENT, "ps");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).contains("has no module jdk.attach", "run the command with a JDK");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void nothingIsLoadedIntoAServiceWhoseConfigurationIsWrong() throws IOException {
        try (Obeying service = Obeying.begin(service(Jdk.running()).environment("REPRISE_ROLLOUT", "lots"))) {
            String pid = Long.toString(service.pid());
            Path wrong = Fork.in(directory).file("wrong.yaml", "mood: on");

            Ended file = command("attach", pid, "--config", wrong.toString());
            Ended variable = command("attach", pid);
            Ended ps = command("ps");

            for (Ended ended : List.of(file, variable)) {
                assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
                assertThat(ended.err()).startsWith("nothing was loaded into process " + pid);
            }
            assertThat(file.err()).contains("wrong.yaml:1:1: unknown key \"mood\"", "REPRISE_ROLLOUT");
            assertThat(variable.err()).contains("environment variable REPRISE_ROLLOUT: rollout: ");
            assertThat(ps.out().lines()).noneMatch(line -> line.startsWith(pid + " "));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aMistakeInTheConfigurationIsMendedAndTheAgentAttachedThen() throws IOException {
        try (Obeying service = Obeying.begin(service(Jdk.running()))) {
            String pid = Long.toString(service.pid());
            Path wrong = Fork.in(directory).file("wrong.yaml", "mode: onn");
            Path right = Fork.in(directory).file("right.yaml", "mode: on");

            Ended first = command("attach", pid, "--config", wrong.toString());
            Ended second = command("attach", pid, "--config", right.toString());
            Ended ps = command("ps");

            assertThat(ps.out())
                    .containsPattern("(?m)^" + pid + " .* attached +" + Pattern.quote(right.toString()) + " ");
            assertThat(first.exitCode()).as(first.err()).isEqualTo(1);
            assertThat(second.exitCode()).as(second.err()).isZero();
            assertThat(List.of(service.tell("ask a"), service.tell("ask a"))).containsExactly("miss", "hit");
        }
    }

    @Test
    void topLooksAsOftenAsItIsToldAndLeavesNothingBehind() throws IOException {
        try (Obeying service = Obeying.begin(service(Jdk.running()).agent("mode: on"))) {
            service.tell("ask a");
            String pid = Long.toString(service.pid());
            Path temporary = Files.createDirectories(directory.resolve("tmp"));

            Ended ended = Fork.in(directory)
                    .flag("-Djava.io.tmpdir=" + temporary)
                    .runJar(Fork.AGENT, "top", pid, "--every", "0.1", "--times", "3", "--json");

            assertThat(ended.exitCode()).as(ended.err()).isZero();
            assertThat(ended.out().lines()).hasSize(3).allMatch(line -> line.contains("\"calls\":1"));
            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left.map(Path::getFileName).map(Path::toString))
                        .noneMatch(name -> name.startsWith("reprise"));
            }
        }
    }

    /** Under JDK 21 and newer the JVM would warn of what is loaded later. */
    private Fork service(Jdk jdk) {
        Fork fork = Fork.in(directory.resolve("service")).jdk(jdk);
        return jdk.feature() >= 21 ? fork.flag("-XX:+EnableDynamicAgentLoading") : fork;
    }

    private Ended command(String... arguments) {
        return command(Jdk.running(), arguments);
    }

    private Ended command(Jdk jdk, String... arguments) {
        return Fork.in(directory).jdk(jdk).runJar(Fork.AGENT, arguments);
    }
}
