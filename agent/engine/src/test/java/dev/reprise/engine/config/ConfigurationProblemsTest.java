package dev.reprise.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationProblemsTest {

    @TempDir
    Path directory;

    private Configurations process;

    @BeforeEach
    void startProcess() {
        process = new Configurations(directory);
    }

    @Test
    void tooLongATimeoutOfTheDiskIsReported() {
        assertThat(process.problemsOf("tiers: { disk: { timeout: 61s } }"))
                .singleElement()
                .asString()
                .contains(
                        ":1:27: tiers.disk.timeout: is longer than a call may be held up; write at most 60s, such as 20ms");
    }

    @Test
    void unknownKeyIsReportedWithTheNearestOne() {
        assertThat(process.problemsOf("quiet: true\nmoed: on\n"))
                .containsExactly(
                        "reprise.yaml:2:1: unknown key \"moed\"; did you mean \"mode\"? Valid keys: mode, rollout,"
                                + " namespace, home, warm, quiet, reload, jmx, deterministic-only, tenant, clients, tiers, recording, replay, single-flight, audit, report, store, scopes, prices, methods, log");
    }

    @Test
    void unknownKeyWithoutANearOneListsTheValidOnes() {
        assertThat(process.problemsOf("scopes:\n  prompts: { wombat: 1 }\n"))
                .containsExactly(
                        "reprise.yaml:2:14: unknown key \"wombat\" in scopes.prompts. Valid keys: ttl, ttl-from, ttl-jitter, max-entries,"
                                + " max-size, max-entries-per-tenant, max-size-per-tenant, per-tenant, tenant, rollout, shadow, stale-if-error, stale-while-revalidate, refresh-ahead, stale-exceptions");
    }

    @Test
    void aTenantThatNobodyCanFindIsReported() {
        assertThat(process.problemsOf("""
                        tenant: { argument: "0..tenant" }
                        scopes:
                          prompts: { tenant: acme }
                          summaries: { tenant: { mdc: a, thread-local: com.acme.A#B } }
                        methods:
                          - method: com.acme.A#a
                            tenant: { thread-local: com.acme.Holder }
                          - method: com.acme.A#b
                            tenant: { method: "com.acme.Tenants#of(String)" }
                          - method: com.acme.A#c
                            tenant: { spring-security: authorities }
                          - method: com.acme.A#d
                            tenant: { optional: true }
                        """))
                .containsExactly(
                        "reprise.yaml:1:21: tenant.argument: \"0..tenant\" names nothing; write a parameter's name or index,"
                                + " or a field of it, such as 0.user.tenantId",
                        "reprise.yaml:3:22: scopes.prompts.tenant: needs keys and values, not the value \"acme\". Valid"
                                + " keys: argument, mdc, thread-local, method, spring-security, reactor, coroutine,"
                                + " optional",
                        "reprise.yaml:4:48: scopes.summaries.tenant.thread-local: goes with no mdc; write where the tenant"
                                + " is in one way",
                        "reprise.yaml:7:29: methods[0].tenant.thread-local: \"com.acme.Holder\" is not a static field;"
                                + " write its class and its name, such as com.acme.TenantHolder#CURRENT",
                        "reprise.yaml:9:23: methods[1].tenant.method: \"com.acme.Tenants#of(String)\" is not a static"
                                + " method without parameters; write its class and its name, such as"
                                + " com.acme.Tenants#current()",
                        "reprise.yaml:11:32: methods[2].tenant.spring-security: \"authorities\" is nothing that a tenant can"
                                + " be; write name, the name of who is logged in",
                        "reprise.yaml:13:13: methods[3].tenant: names no place; write where the tenant is, such as { mdc:"
                                + " tenant }, or off");
    }

    @Test
    void aCallbackThatNobodyCanFindIsReported() {
        assertThat(process.problemsOf("""
                        methods:
                          - method: com.acme.A#a
                            callback: { ends: [done] }
                          - method: com.acme.A#b
                            callback: { argument: handler, end: [done] }
                          - method: com.acme.A#c
                            callback: { argument: 1, fails: ["onError(java.lang.Throwable)"], later: true }
                          - method: com.acme.A#d
                            callback: 1
                        """))
                .containsExactlyInAnyOrder(
                        "reprise.yaml:3:15: methods[0].callback.argument: is missing; write which argument is called back,"
                                + " counted from 0, such as argument: 1",
                        "reprise.yaml:5:27: methods[1].callback.argument: \"handler\" is not the index of an argument; write"
                                + " which argument is called back, counted from 0, such as argument: 1",
                        "reprise.yaml:5:36: unknown key \"end\" in methods[1].callback; did you mean \"ends\"? Valid keys:"
                                + " argument, ends, fails, later",
                        "reprise.yaml:7:38: methods[2].callback.fails: \"onError(java.lang.Throwable)\" is not the name of a"
                                + " method; write it alone, such as onComplete",
                        "reprise.yaml:7:78: methods[2].callback.later: needs to know when the answer is there; name the"
                                + " methods that are called then, such as ends: [onComplete]",
                        "reprise.yaml:9:15: methods[3].callback: needs keys and values, not the value \"1\". Valid keys:"
                                + " argument, ends, fails, later");
    }

    @Test
    void whatEvictsNothingOrIsCachedAsWellIsReported() {
        assertThat(process.problemsOf("""
                        methods:
                          - method: com.acme.A#a
                            evicts: {}
                          - method: com.acme.A#b
                            evicts: { tags: [chat], scope: prompts }
                          - method: com.acme.A#c
                            evicts: { scopes: [prompts] }
                            ttl: 1h
                          - method: com.acme.A#d
                            evicts: [chat]
                          - method: com.acme.A#e
                            evicts: { scopes: [a b] }
                            rollout: 10%
                        """))
                .containsExactlyInAnyOrder(
                        "reprise.yaml:3:13: methods[0].evicts: names nothing; write scopes or tags, such as evicts: { tags:"
                                + " [chat] }",
                        "reprise.yaml:5:29: unknown key \"scope\" in methods[1].evicts; did you mean \"scopes\"? Valid keys:"
                                + " scopes, tags",
                        "reprise.yaml:8:10: methods[2].ttl: goes with no evicts: a method that evicts is not cached itself",
                        "reprise.yaml:10:13: methods[3].evicts: needs keys and values, not a list. Valid keys: scopes, tags",
                        "reprise.yaml:12:23: methods[4].evicts.scopes: \"a b\" is not a scope's name; write 1 to 64 letters, digits,"
                                + " '.', '_' and '-', with no '.' at either end",
                        "reprise.yaml:13:14: methods[4].rollout: goes with no evicts: a method that evicts is not cached itself");
    }

    @Test
    void aCallbackWhoseEndCannotBeToldIsReported() {
        assertThat(process.problemsOf("""
                        methods:
                          - method: com.acme.A#a
                            callback: { argument: 1, ends: [] }
                          - method: com.acme.A#b
                            callback: { argument: 1, ends: [done], fails: [broken, done] }
                          - method: com.acme.A#c
                            callback: { argument: 1, fails: }
                        """))
                .containsExactly(
                        "reprise.yaml:3:36: methods[0].callback.ends: names none; write the methods that end the answer"
                                + " well, such as ends: [onComplete], or leave the key out",
                        "reprise.yaml:5:60: methods[1].callback.fails: \"done\" is one of ends, too; leave it there if it"
                                + " ends the answer well, here if badly",
                        "reprise.yaml:7:36: methods[2].callback.fails: names none; write the methods that end it badly,"
                                + " such as fails: [onError], or leave the key out");
    }

    @Test
    void aKeyThatIsWrittenAsAPropertyIsReportedAsItIsRight() {
        assertThat(process.problemsOf("""
                        replay.pace: original
                        tiers.memory.max-size: 1MB
                        methods:
                          - method: com.acme.A#a
                            key.ignore: [a]
                        """))
                .containsExactly(
                        "reprise.yaml:1:1: unknown key \"replay.pace\"; write replay: { pace: … }",
                        "reprise.yaml:2:1: unknown key \"tiers.memory.max-size\"; write tiers: { memory: { max-size: … } }",
                        "reprise.yaml:5:5: unknown key \"key.ignore\" in methods[0]; write key: { ignore: … }");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiers.redis.uri: redis://:s3cret@cache:6379",
                "tiers: { redis.uri: 'redis://:s3cret@cache:6379' }",
                "tiers: redis://:s3cret@cache:6379",
                "tiers: { disk: 'redis://:s3cret@cache:6379' }",
                "tiers: { redis: 'redis://:s3cret@cache:6379' }",
                "tiers.redis.sentinel-password: s3cret",
                "store.encryption-key: s3cret",
                "store: s3cret",
                "s3cret"
            })
    void noProblemRepeatsASecretThatIsWrittenInTheWrongPlace(String file) {
        assertThat(process.problemsOf(file)).isNotEmpty().allSatisfy(problem -> assertThat(problem)
                .doesNotContain("s3cret"));
    }

    @Test
    void anEmptyValueOfAListIsReported() {
        assertThat(process.problemsOf("methods:\n  - method: [com.acme.M#ask, \"\"]\n"))
                .containsExactly(
                        "reprise.yaml:2:30: methods[0].method: a value of its list is empty; write it, or leave it out");
    }

    @Test
    void aBatchThatNobodyCanFindIsReported() {
        assertThat(process.problemsOf("""
                        methods:
                          - method: com.acme.A#a
                            batch: 0
                          - method: com.acme.A#b
                            batch: { argument: texts, of: [texts] }
                          - method: com.acme.A#c
                            batch: {}
                          - method: com.acme.A#d
                            batch: { argument: 0 }
                            callback: { argument: 1 }
                        """))
                .containsExactlyInAnyOrder(
                        "reprise.yaml:3:12: methods[0].batch: needs keys and values, not the value \"0\". Valid keys: argument",
                        "reprise.yaml:5:24: methods[1].batch.argument: \"texts\" is not the index of an argument; write which"
                                + " argument holds the items, counted from 0, such as argument: 0",
                        "reprise.yaml:5:31: unknown key \"of\" in methods[1].batch. Valid keys: argument",
                        "reprise.yaml:7:12: methods[2].batch.argument: is missing; write which argument holds the items,"
                                + " counted from 0, such as argument: 0",
                        "reprise.yaml:9:12: methods[3].batch: goes with no callback, for an answer that is handed over in"
                                + " parts has no item's own");
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThat(process.problemsOf("""
                        mode: onn
                        quiet: maybe
                        namespace:
                        tiers:
                          memory: { max-size: 64 }
                          disk: plenty
                          redis: { uri: "redis://localhost" }
                        scopes:
                          "../up": { ttl: 1h }
                          con: { ttl: 1h }
                          prompts: { ttl: 10x, max-entries: many, per-tenant: yes, ttl-from: use }
                          responses: [1h]
                        clients: { langchain: on }
                        log: { level: verbose, format: xml }
                        methods:
                          - scope: prompts
                          - method: com.acme.A#b
                            rollout: 120%
                            tags: chat
                            key: { ignore: ["a..b"], include: [c] }
                            allow: [com]
                            stateful: [0.id]
                          - com.acme.A#c
                        """))
                .containsExactly(
                        "reprise.yaml:1:7: mode: \"onn\" is not a mode; did you mean \"on\"? write off, observe or on",
                        "reprise.yaml:2:8: quiet: \"maybe\" is neither true nor false",
                        "reprise.yaml:3:11: namespace: has no value; write one, or leave the key out",
                        "reprise.yaml:5:23: tiers.memory.max-size: \"64\" is not a size; write a whole number and a unit, such"
                                + " as 512KB, 64MB or 1GB (1KB is 1024 bytes)",
                        "reprise.yaml:6:9: tiers.disk: is neither on nor off; write one of them, or a size: { max-size: 64MB }",
                        "reprise.yaml:7:10: tiers.redis: needs a store.mac-key, because whoever can write to the server could"
                                + " otherwise choose what calls are answered with; make one by `openssl rand -base64"
                                + " 32`, give it to all services that share entries, and write store: { mac-key:"
                                + " env:REPRISE_MAC_KEY }",
                        "reprise.yaml:9:3: scopes: \"../up\" is not a scope's name; write 1 to 64 letters, digits, '.', '_' and"
                                + " '-', with no '.' at either end",
                        "reprise.yaml:10:3: scopes: \"con\" cannot name a scope, because Windows reserves it for a device;"
                                + " write another name",
                        "reprise.yaml:11:19: scopes.prompts.ttl: \"10x\" is not a duration; write a whole number and a unit,"
                                + " such as 100ms, 90s, 10m, 24h or 7d",
                        "reprise.yaml:11:37: scopes.prompts.max-entries: \"many\" is not a count; write a whole"
                                + " number above zero, such as 500",
                        "reprise.yaml:11:55: scopes.prompts.per-tenant: \"yes\" is neither required nor off; write one of"
                                + " them",
                        "reprise.yaml:11:70: scopes.prompts.ttl-from: \"use\" is neither creation nor last-use; write one of"
                                + " them",
                        "reprise.yaml:12:14: scopes.responses: needs keys and values, not a list. Valid keys: ttl,"
                                + " ttl-from, ttl-jitter, max-entries, max-size, max-entries-per-tenant, max-size-per-tenant, per-tenant, tenant, rollout, shadow, stale-if-error, stale-while-revalidate, refresh-ahead, stale-exceptions",
                        "reprise.yaml:13:12: unknown client \"langchain\" in clients; did you mean \"langchain4j\"? Valid"
                                + " clients: langchain4j, openai-java",
                        "reprise.yaml:14:15: log.level: unknown level \"verbose\". Valid levels: error, warn, info, debug",
                        "reprise.yaml:14:32: log.format: unknown format \"xml\". Valid formats: text, json",
                        "reprise.yaml:16:5: methods[0].method: is missing; write which method is meant, such as"
                                + " com.acme.Summarizer#summarize",
                        "reprise.yaml:18:14: methods[1].rollout: \"120%\" is not a share; write a whole percentage from 0% to"
                                + " 100%",
                        "reprise.yaml:19:11: methods[1].tags: needs a list, not the value \"chat\"; write tags: [chat]",
                        "reprise.yaml:20:21: methods[1].key.ignore: \"a..b\" names nothing; write a parameter's name or index,"
                                + " or a field of it, such as traceId, 1 or 0.metadata",
                        "reprise.yaml:20:30: unknown key \"include\" in methods[1].key. Valid keys: ignore",
                        "reprise.yaml:21:13: methods[1].allow: \"com\" is not a beginning of class names; write at least two"
                                + " parts of a package, such as com.acme.",
                        "reprise.yaml:22:5: unknown key \"stateful\" in methods[1]. Valid keys: method, scope, ttl, ttl-from, tags, evicts, key,"
                                + " version, rollout, shadow, per-tenant, tenant, mode, allow, admit, temperature, usage, deterministic-only, single-flight, callback, batch, negative-ttl, negative-exceptions, stale-if-error, stale-while-revalidate, refresh-ahead, stale-exceptions, replay",
                        "reprise.yaml:23:5: methods[2]: needs keys and values, not the value \"com.acme.A#c\". Valid keys:"
                                + " method, scope, ttl, ttl-from, tags, evicts, key, version, rollout, shadow, per-tenant, tenant, mode, allow, admit, temperature, usage, deterministic-only, single-flight, callback, batch, negative-ttl, negative-exceptions, stale-if-error, stale-while-revalidate, refresh-ahead, stale-exceptions, replay");
    }

    @Test
    void wrongConditionsOfAdmissionAreReportedWhereTheyStand() {
        assertThat(process.problemsOf("""
                methods:
                  - method: com.acme.A#b
                    admit: { unless: [length], only: a, never: a }
                  - method: com.acme.A#c
                    admit: { unless: { a..b: [x], finish: length, error: [] }, any-of: text }
                """))
                .containsExactly(
                        "reprise.yaml:3:22: methods[0].admit.unless: needs paths into the answer and what must not be there,"
                                + " such as { metadata.finishReason: [length], error: any }, not a list",
                        "reprise.yaml:3:38: methods[0].admit.only: needs paths into the answer and what must be there, such as"
                                + " { metadata.finishReason: [stop, tool_calls] }, not the value \"a\"",
                        "reprise.yaml:3:41: unknown key \"never\" in methods[0].admit. Valid keys: unless, only, any-of",
                        "reprise.yaml:5:24: methods[1].admit.unless: \"a..b\" names nothing; write the name of a field, or of"
                                + " a field of it, such as metadata.finishReason",
                        "reprise.yaml:5:43: methods[1].admit.unless.finish: needs a list, not the value \"length\"; write"
                                + " finish: [length]",
                        "reprise.yaml:5:58: methods[1].admit.unless.error: names nothing; write the words that must not be"
                                + " there, such as [length], or any",
                        "reprise.yaml:5:72: methods[1].admit.any-of: needs a list, not the value \"text\"; write any-of: [text]");
    }

    @Test
    void wrongPatternIsReportedWhereItStands() {
        assertThat(process.problemsOf("methods:\n  - method: com.acme.A.b(..)\n"))
                .containsExactly(
                        "reprise.yaml:2:13: methods[0].method: \"com.acme.A.b(..)\" has no '#' before the method;"
                                + " write com.acme.A#b(..)");
    }

    @Test
    void eachWrongPatternOfAListIsReportedWhereItStandsAndTheRestOnce() {
        assertThat(process.problemsOf("methods:\n  - method: [a.B#c, a.B, a.B#c]\n    ttl: soon\n  - method: []\n"))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("reprise.yaml:2:21: methods[0].method: \"a.B\" has no '#' and method;"),
                        second ->
                                assertThat(second).startsWith("reprise.yaml:2:26: methods: \"a.B#c\" is already there"),
                        third -> assertThat(third).startsWith("reprise.yaml:3:10: methods[0].ttl: \"soon\""),
                        fourth -> assertThat(fourth)
                                .isEqualTo(
                                        "reprise.yaml:4:13: methods[1].method: is an empty list; write the methods that"
                                                + " are meant"));
    }

    @Test
    void repeatedKeyIsReported() {
        assertThat(process.problemsOf("mode: on\nquiet: true\nmode: off\n"))
                .containsExactly("reprise.yaml:3:1: \"mode\" is already there in line 1; write it once");
    }

    @Test
    void repeatedMethodIsReported() {
        assertThat(process.problemsOf("methods:\n  - method: a.B#c\n  - method: a.B#c\n"))
                .containsExactly(
                        "reprise.yaml:3:13: methods: \"a.B#c\" is already there in line 2; write one entry for it");
    }

    @Test
    void brokenYamlIsReportedShortly() {
        assertThat(process.problemsOf("mode: on\n  quiet: true\n"))
                .containsExactly(
                        "reprise.yaml:2:8: is not valid YAML: this line is indented further than the keys that it"
                                + " belongs with; keys of one block, and the dashes of one list, begin in the same column");
    }

    @Test
    void aWrongIndentationIsCalledSo() {
        String fits = "fits nothing above it; keys of one block, and the dashes of one list, begin in the same column";

        assertThat(process.problemsOf("methods:\n  - method: a.B#c\n   ttl: 1m\n"))
                .containsExactly("reprise.yaml:3:4: is not valid YAML: the indentation of this line " + fits);
        assertThat(process.problemsOf("methods:\n  - method: a.B#c\n - method: a.B#d\n"))
                .containsExactly("reprise.yaml:3:2: is not valid YAML: the indentation of this line " + fits);
        assertThat(process.problemsOf("scopes:\n  a:\n    ttl: 1m\n  - b\n"))
                .containsExactly("reprise.yaml:4:3: is not valid YAML: the indentation of this line " + fits);
    }

    @Test
    void whatYamlMissesIsNamedWithWhereItBegan() {
        assertThat(process.problemsOf("mode on\nquiet: true\n"))
                .containsExactly(
                        "reprise.yaml:2:6: is not valid YAML: line 1 has no ':' after its key, such as mode: on");
        assertThat(process.problemsOf("quiet: true\nmode\n"))
                .containsExactly(
                        "reprise.yaml:3:1: is not valid YAML: line 2 has no ':' after its key, such as mode: on");
        assertThat(process.problemsOf("namespace: team: a\n"))
                .containsExactly("reprise.yaml:1:16: is not valid YAML: a value that holds \": \" needs quotes");
        assertThat(process.problemsOf("mode: on\nscopes: { a: { ttl: 1m }\nquiet: true\n"))
                .containsExactly(
                        "reprise.yaml:3:1: is not valid YAML: the '{' in line 2 is not closed, or a ',' is missing");
        assertThat(process.problemsOf("methods: [a, b\n"))
                .containsExactly(
                        "reprise.yaml:2:1: is not valid YAML: the '[' in line 1 is not closed, or a ',' is missing");
        assertThat(process.problemsOf("scopes: { a: { ttl: 1m } } }\n"))
                .containsExactly("reprise.yaml:1:28: is not valid YAML: this '}' closes nothing; leave it out");
        assertThat(process.problemsOf("mode: on\nnamespace: \"team\n"))
                .containsExactly("reprise.yaml:3:1: is not valid YAML: the quote that opens in line 2 is not closed");
        assertThat(process.problemsOf("namespace: @team\n"))
                .containsExactly("reprise.yaml:1:12: is not valid YAML: a value that begins with '@' needs quotes");
        assertThat(process.problemsOf("home: \"C:\\qprise\"\n"))
                .containsExactly(
                        "reprise.yaml:1:11: is not valid YAML: after a '\\' in double quotes only some letters are"
                                + " possible; write it twice, or put the value into single quotes");
    }

    @Test
    void clientsThatAreNamedWithoutAModeAreReportedWithTheLineThatIsRight() {
        assertThat(process.problemsOf("clients: langchain4j\n"))
                .containsExactly("reprise.yaml:1:10: clients: \"langchain4j\" is a client, not a mode; write clients: {"
                        + " langchain4j: on }");
        assertThat(process.problemsOf("clients: openai\n"))
                .containsExactly(
                        "reprise.yaml:1:10: clients: \"openai\" is not a mode; write off, observe or on, or did you"
                                + " mean clients: { openai-java: on }?");
        assertThat(process.problemsOf("clients: [langchain4j, openai]\n"))
                .containsExactly(
                        "reprise.yaml:1:10: clients: needs a mode for each client, not a list; write clients: {"
                                + " langchain4j: on, openai-java: on }");
        assertThat(process.problemsOf("clients: [wombat]\n"))
                .containsExactly("reprise.yaml:1:10: clients: needs a mode for each client, not a list; write such as"
                        + " clients: { langchain4j: on }. Valid clients: langchain4j, openai-java");
        assertThat(process.problemsOf("clients: onn\n"))
                .containsExactly(
                        "reprise.yaml:1:10: clients: \"onn\" is not a mode; did you mean \"on\"? write off, observe or on");
    }

    @Test
    void theBeginningOfAClientsNameIsNear() {
        assertThat(process.problemsOf("clients: { openai: off }\n"))
                .containsExactly(
                        "reprise.yaml:1:12: unknown client \"openai\" in clients; did you mean \"openai-java\"?"
                                + " Valid clients: langchain4j, openai-java");
    }

    @Test
    void misspeltTiersAreProblems() {
        assertThat(process.problemsOf("tiers: off\n"))
                .containsExactly("reprise.yaml:1:8: tiers: needs keys and values, not a single value; write which tier,"
                        + " such as { disk: off }, or mode: off. Valid keys: memory, disk, redis,"
                        + " max-entry-size");
        assertThat(process.problemsOf("tiers: { wombat: 1 }\n"))
                .containsExactly("reprise.yaml:1:10: unknown key \"wombat\" in tiers. Valid keys: memory, disk, redis,"
                        + " max-entry-size");
    }

    @Test
    void tabsAreReportedWithWhatToWriteInstead() {
        assertThat(process.problemsOf("tiers:\n\tdisk: off\n"))
                .containsExactly("reprise.yaml:2:1: is not valid YAML: a tab cannot indent; write spaces");
    }

    @Test
    void brokenJsonIsReportedShortly() {
        assertThat(process.file("reprise.json", "{\n  \"mode\": onn\n}").problems())
                .singleElement()
                .asString()
                .startsWith("reprise.json:2:")
                .contains("is not valid JSON: Unrecognized token 'onn'")
                .doesNotContain("Source")
                .doesNotContain("fasterxml");
    }

    @Test
    void unfinishedJsonIsReportedShortly() {
        assertThat(process.file("reprise.json", "{\n  \"mode\": [").problems())
                .singleElement()
                .asString()
                .isEqualTo(
                        "reprise.json:2:12: is not valid JSON: Unexpected end-of-input: expected close marker for Array");
    }

    @Test
    void aliasIsReportedAndNotFollowed() {
        assertThat(process.problemsOf("methods:\n  - method: *Builder\n"))
                .contains(
                        "reprise.yaml:2:13: \"*Builder\" refers to another place of the document, which is not supported;"
                                + " a text that begins with '*' needs quotes: \"*Builder\"");
    }

    @Test
    void billionLaughsAreNotExpanded() {
        assertThat(process.problemsOf("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"))
                .anyMatch(problem -> problem.startsWith("reprise.yaml:2:8: \"*a\" refers"));
    }

    @Test
    void deepNestingIsReported() {
        assertThat(process.problemsOf("mode: " + "[".repeat(100_000)))
                .containsExactly("reprise.yaml:1:38: is nested more than 32 levels deep; a configuration needs five");
        assertThat(process.file("deep.json", "[".repeat(100_000)).problems("deep.json"))
                .containsExactly("deep.json:1:33: is nested more than 32 levels deep; a configuration needs five");
    }

    @Test
    void hugeFileIsReported() {
        assertThat(process.problemsOf("# " + "x".repeat(1 << 20)))
                .containsExactly("reprise.yaml: is larger than 1 MB, which no configuration needs to be");
    }

    @Test
    void otherEncodingIsReported() throws IOException {
        Files.write(directory.resolve("reprise.yaml"), "namespace: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(process.problems()).containsExactly("reprise.yaml: is not in UTF-8; save it in that encoding");
    }

    @Test
    void secondDocumentIsReported() {
        assertThat(process.problemsOf("mode: on\n---\nmode: off\n"))
                .containsExactly("reprise.yaml:2:1: begins a second document; write one document only");
    }

    @Test
    void listInsteadOfKeysIsReported() {
        assertThat(process.problemsOf("- mode: on\n"))
                .containsExactly(
                        "reprise.yaml:1:1: holds a list, but a configuration is keys and values, such as mode: on");
    }

    @Test
    void homeThatNoPathCanBeIsReportedWithItsPlace() {
        assertThat(process.problemsOf("mode: on\nhome: \"/var/\\0cache\"\n"))
                .containsExactly("reprise.yaml:2:7: home: holds a NUL character, which no path can; write the path of a"
                        + " directory");
    }

    @Test
    void aVariableInAPathIsAWarning() {
        String warning = "which nothing fills in here; write an absolute path, or one that begins with ~/";

        assertThat(warningsOf("home: $HOME/cache\n"))
                .containsExactly("reprise.yaml:1:7: home: \"$HOME/cache\" begins with a variable, " + warning);
        assertThat(warningsOf("home: \"%LOCALAPPDATA%/reprise\"\n"))
                .containsExactly(
                        "reprise.yaml:1:7: home: \"%LOCALAPPDATA%/reprise\" begins with a variable, " + warning);
        assertThat(warningsOf("home: ~/cache\n")).isEmpty();
        assertThat(warningsOf("home: a$b\n")).isEmpty();
    }

    @Test
    void tiersThatKeepNothingAreAWarning() {
        String off = "tiers: { memory: off, disk: off }\n";

        assertThat(warningsOf(off))
                .containsExactly(
                        "reprise.yaml:1:8: tiers: memory and disk are both off, so that nothing is kept and every"
                                + " method runs as without Reprise; switch one of them on, or write mode: observe or mode: off");
        assertThat(warningsOf(off + "mode: observe\n")).isEmpty();
        assertThat(warningsOf("tiers: { disk: off }\n")).isEmpty();
        assertThat(warningsOf("tiers: { memory: off }\n")).isEmpty();
    }

    @Test
    void aScopeIsWarnedOfThatOnlyAMethodThatEvictsNames() {
        String methods = """
                scopes: { answers: { ttl: 1h } }
                methods:
                  - { method: com.acme.A#a, scope: summaries }
                  - { method: com.acme.A#b, evicts: { scopes: [SCOPE] } }
                """;

        assertThat(warningsOf(methods.replace("SCOPE", "sumaries")))
                .containsExactly(
                        "reprise.yaml:4:15: evicts: no scope is named \"sumaries\"; did you mean \"summaries\"?");
        assertThat(warningsOf(methods.replace("SCOPE", "summaries, answers, default")))
                .isEmpty();
    }

    private List<String> warningsOf(String yaml) {
        return process.load("reprise.yaml", yaml).warnings().stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void binaryJunkIsReportedAndNothingIsThrown() {
        assertThat(process.problemsOf("mode: \u0000\u0001"))
                .singleElement()
                .asString()
                .startsWith("reprise.yaml")
                .contains("is not valid YAML");
    }

    @Test
    void aPaceOfAMethodSaysWhatWouldBeRight() {
        assertThat(process.problemsOf("""
                        methods:
                          - method: com.acme.A#a
                            replay: { pace: fast }
                          - method: com.acme.A#b
                            replay: original
                          - method: com.acme.A#c
                            replay: { pase: original }
                        """))
                .containsExactly(
                        "reprise.yaml:3:21: methods[0].replay.pace: \"fast\" is not a pace; write immediate, original, or a"
                                + " whole number above zero with tokens/s, such as 50 tokens/s",
                        "reprise.yaml:5:13: methods[1].replay: needs keys and values, not the value \"original\". Valid keys: pace",
                        "reprise.yaml:7:15: unknown key \"pase\" in methods[2].replay; did you mean \"pace\"? Valid keys: pace");
    }

    @Test
    void aPaceAndALimitOfRecordingsSayWhatWouldBeRight() {
        assertThat(process.problemsOf("""
                        replay: { pace: 50 words/s, speed: 2 }
                        recording: { max-parts: -1, max-time: 5 minutes }
                        """))
                .containsExactly(
                        "reprise.yaml:1:17: replay.pace: \"50 words/s\" is not a pace; write immediate, original, or a"
                                + " whole number above zero with tokens/s, such as 50 tokens/s",
                        "reprise.yaml:1:29: unknown key \"speed\" in replay. Valid keys: pace",
                        "reprise.yaml:2:25: recording.max-parts: \"-1\" is not a count; write a whole number above zero,"
                                + " such as 500",
                        "reprise.yaml:2:39: recording.max-time: \"5 minutes\" is not a duration; write a whole number and a"
                                + " unit, such as 100ms, 90s, 10m, 24h or 7d");
    }
}
