package dev.reprise.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class OverridesTest {

    @TempDir
    Path directory;

    private Configurations process;

    @BeforeEach
    void startProcess() {
        process = new Configurations(directory);
        process.file("reprise.yaml", """
                mode: observe
                namespace: file
                clients: on
                log: debug
                tiers: { memory: off }
                scopes: { my-scope: { ttl: 5m } }
                methods:
                  - method: com.acme.A#b
                    scope: answers
                """);
    }

    @Test
    void everyScalarHasAProperty() {
        process.property("reprise.mode", "on")
                .property("reprise.namespace", "property")
                .property("reprise.home", "/home/of/property")
                .property("reprise.quiet", "true")
                .property("reprise.clients", "off")
                .property("reprise.tiers.memory", "on")
                .property("reprise.tiers.memory.max-size", "1MB")
                .property("reprise.tiers.disk.max-size", "2MB")
                .property("reprise.tiers.max-entry-size", "3MB")
                .property("reprise.store.mac-key", "env:PROPERTY")
                .property("reprise.store.encryption-key", "env:NEW, env:OLD")
                .property("reprise.scopes.prompts.ttl", "1s")
                .property("reprise.scopes.prompts.max-entries", "7")
                .property("reprise.scopes.brand.new.max-size", "1KB")
                .property("reprise.log.level", "error")
                .property("reprise.log.format", "json");

        Configuration configuration = process.load();

        assertThat(configuration.mode()).isEqualTo(Mode.ON);
        assertThat(configuration.namespace()).isEqualTo("property");
        assertThat(configuration.home()).isEqualTo(new File("/home/of/property"));
        assertThat(configuration.quiet()).isTrue();
        assertThat(configuration.methods()).hasSize(1);
        assertThat(configuration.memory()).isEqualTo(new MemorySettings(true, 1 << 20));
        assertThat(configuration.disk()).isEqualTo(new DiskSettings(true, 2 << 20, DiskSettings.TIMEOUT));
        assertThat(configuration.maxEntryBytes()).isEqualTo(3 << 20);
        assertThat(configuration.store().macKeys()).hasSize(1);
        assertThat(configuration.store().encryptionKeys()).hasSize(2);
        assertThat(configuration.scope("prompts"))
                .isEqualTo(new ScopeSettings("prompts", Duration.ofSeconds(1), 7, Long.MAX_VALUE));
        assertThat(configuration.scope("brand.new").maxBytes()).isEqualTo(1024);
        assertThat(configuration.log()).isEqualTo(new LogSettings(Level.ERROR, "json"));
        assertThat(configuration.warnings()).isEmpty();
    }

    @Test
    void everyScalarHasAVariable() {
        process.variable("REPRISE_MODE", "off")
                .variable("REPRISE_NAMESPACE", "variable")
                .variable("REPRISE_TIERS_MEMORY", "on")
                .variable("REPRISE_TIERS_MEMORY_MAX_SIZE", "1MB")
                .variable("REPRISE_TIERS_DISK", "off")
                .variable("REPRISE_CLIENTS_OPENAI_JAVA", "off")
                .variable("REPRISE_SCOPES_PROMPTS_MAX_ENTRIES", "3")
                .variable("REPRISE_SCOPES_MY_SCOPE_TTL", "3s")
                .variable("REPRISE_SCOPES_ANSWERS_TTL", "4s")
                .variable("REPRISE_LOG", "warn");

        Configuration configuration = process.load();

        assertThat(configuration.mode()).isEqualTo(Mode.OFF);
        assertThat(configuration.namespace()).isEqualTo("variable");
        assertThat(configuration.memory().maxBytes()).isEqualTo(1 << 20);
        assertThat(configuration.disk().enabled()).isFalse();
        assertThat(configuration.methods()).extracting(MethodRule::client).containsExactly(null, "langchain4j");
        assertThat(configuration.scope("prompts").maxEntries()).isEqualTo(3);
        assertThat(configuration.scope("my-scope").ttl()).isEqualTo(Duration.ofSeconds(3));
        assertThat(configuration.scope("answers").ttl()).isEqualTo(Duration.ofSeconds(4));
        assertThat(configuration.log().level()).isEqualTo(Level.WARN);
        assertThat(configuration.warnings()).isEmpty();
    }

    @Test
    void propertyBeatsVariableAndVariableBeatsFile() {
        process.variable("REPRISE_NAMESPACE", "variable");

        assertThat(process.load().namespace()).isEqualTo("variable");
        assertThat(process.property("reprise.namespace", "property").load().namespace())
                .isEqualTo("property");
    }

    @Test
    void overridesNeedNoFile() {
        Configurations elsewhere = new Configurations(directory.resolve("elsewhere"));

        assertThat(elsewhere.property("reprise.mode", "off").load().mode()).isEqualTo(Mode.OFF);
    }

    @Test
    void oneKeyOfAShorthandCanBeReplaced() {
        Configuration configuration = process.property("reprise.log.format", "json")
                .property("reprise.clients.openai-java", "off")
                .property("reprise.mode", "on")
                .load();

        assertThat(configuration.log()).isEqualTo(new LogSettings(Level.DEBUG, "json"));
        assertThat(configuration.methods())
                .extracting(MethodRule::client, MethodRule::mode)
                .containsExactly(tuple(null, Mode.ON), tuple("langchain4j", Mode.ON));
    }

    @Test
    void shorterNameIsAppliedBeforeTheLongerOne() {
        Configuration configuration = process.property("reprise.clients", "off")
                .property("reprise.clients.openai-java", "observe")
                .load();

        assertThat(configuration.methods()).extracting(MethodRule::client).containsExactly(null, "openai-java");
    }

    @Test
    void impossibleValueIsReportedWithTheNameOfTheOverride() {
        process.property("reprise.mode", "onn")
                .variable("REPRISE_TIERS_MEMORY", "on")
                .variable("REPRISE_TIERS_MEMORY_MAX_SIZE", "lots");

        assertThat(process.problems())
                .containsExactly(
                        "environment variable REPRISE_TIERS_MEMORY_MAX_SIZE: tiers.memory.max-size: \"lots\" is not a size;"
                                + " write a whole number and a unit, such as 512KB, 64MB or 1GB (1KB is 1024 bytes)",
                        "system property reprise.mode: mode: \"onn\" is not a mode; did you mean \"on\"? write off, observe or on");
    }

    @Test
    void nameThatMeansNothingIsAWarning() {
        process.property("reprise.moed", "off")
                .property("reprise.clients.nobody", "on")
                .property("reprise.scopes.prompts.maxSize", "1MB")
                .variable("REPRISE_TIERS_MEMORY_MAXSIZE", "1MB")
                .variable("REPRISE_QUX", "1");

        Configuration configuration = process.load();

        assertThat(configuration.mode()).isEqualTo(Mode.OBSERVE);
        assertThat(configuration.warnings())
                .extracting(Problem::toString)
                .containsExactly(
                        "environment variable REPRISE_QUX: names no setting; it is ignored",
                        "environment variable REPRISE_TIERS_MEMORY_MAXSIZE: names no setting;"
                                + " did you mean \"REPRISE_TIERS_MEMORY_MAX_SIZE\"? It is ignored",
                        "system property reprise.clients.nobody: names no setting; it is ignored",
                        "system property reprise.moed: names no setting; did you mean \"reprise.mode\"? It is ignored",
                        "system property reprise.scopes.prompts.maxSize: names no setting;"
                                + " did you mean \"reprise.scopes.prompts.max-size\"? It is ignored");
    }

    @Test
    void aVariableInSmallLettersIsAWarning() {
        process.variable("reprise_mode", "off")
                .variable("Reprise_Config", "other.yaml")
                .variable("reprised", "1");

        Configuration configuration = process.load();

        assertThat(configuration.mode()).isEqualTo(Mode.OBSERVE);
        assertThat(configuration.warnings())
                .extracting(Problem::toString)
                .containsExactly(
                        "environment variable Reprise_Config: names no setting; did you mean \"REPRISE_CONFIG\"? It is"
                                + " ignored",
                        "environment variable reprise_mode: names no setting; did you mean \"REPRISE_MODE\"? It is ignored");
    }

    @Test
    void aClientInThePlaceOfAModeIsReportedWithTheVariableOrPropertyThatIsRight() {
        assertThat(process.variable("REPRISE_CLIENTS", "langchain4j").problems())
                .containsExactly(
                        "environment variable REPRISE_CLIENTS: clients: \"langchain4j\" is a client, not a mode;"
                                + " write REPRISE_CLIENTS_LANGCHAIN4J=on");
        assertThat(process.property("reprise.clients", "langchain4j").problems())
                .containsExactly("system property reprise.clients: clients: \"langchain4j\" is a client, not a mode;"
                        + " write -Dreprise.clients.langchain4j=on");
    }

    @Test
    void emptyVariableIsUnset() {
        assertThat(process.variable("REPRISE_MODE", "").load().mode()).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void emptyPropertyIsAProblem() {
        assertThat(process.property("reprise.mode", "").problems())
                .containsExactly("system property reprise.mode: mode: is empty; write a value, or leave the key out");
    }

    @Test
    void redisIsNamedByAVariableAndItsSettingsByOthers() {
        process.variable("REPRISE_TIERS_REDIS_URI", "rediss://ada:secret@cache:7000/2")
                .variable("REPRISE_TIERS_REDIS_POOL_SIZE", "3")
                .variable("REPRISE_STORE_MAC_KEY", "env:MAC")
                .property("reprise.tiers.redis.timeout", "20ms")
                .property("reprise.tiers.redis.prefix", "billing");

        assertThat(process.load().redis())
                .isEqualTo(new RedisSettings(
                        new RedisServer("cache", 7000), true, "ada", "secret", 2, Duration.ofMillis(20), "billing", 3));
    }

    @ParameterizedTest
    @CsvSource({
        "tiers: { disk: off }, TIERS_DISK_TIMEOUT, 50ms",
        "tiers: { disk: off }, TIERS_DISK_MAX_SIZE, 20GB",
        "tiers: { memory: 'false' }, TIERS_MEMORY_MAX_SIZE, 1MB",
        "tiers: { redis: off }, TIERS_REDIS_URI, redis://cache",
        "single-flight: off, SINGLE_FLIGHT_SHARE_FAILURES, true",
        "audit: off, AUDIT_DEMOTE, 5%"
    })
    void whatTheFileSwitchesOffStaysOffWhenAnOverrideSetsADetailOfIt(String file, String variable, String value) {
        process.file("reprise.yaml", "store: { mac-key: env:MAC }\n" + file);
        Configuration without = process.load();

        Configuration configuration =
                process.variable("REPRISE_" + variable, value).load();

        assertThat(configuration.memory()).isEqualTo(without.memory());
        assertThat(configuration.disk()).isEqualTo(without.disk());
        assertThat(configuration.redis()).isNull();
        assertThat(configuration.singleFlight()).isEqualTo(without.singleFlight());
        assertThat(configuration.audit()).isEqualTo(without.audit());
        assertThat(configuration.warnings())
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .startsWith("environment variable REPRISE_" + variable + ": ")
                .contains(" is off (reprise.yaml:2:")
                .endsWith("=on");
    }

    @Test
    void theWarningOfADetailOfWhatIsOffSaysHowToSwitchItOn() {
        process.file("reprise.yaml", "tiers: { disk: off }").property("reprise.tiers.disk.timeout", "50ms");

        assertThat(process.load().warnings())
                .extracting(Problem::toString)
                .containsExactly(
                        "system property reprise.tiers.disk.timeout: tiers.disk is off (reprise.yaml:1:16), so this is"
                                + " ignored; to switch it on set -Dreprise.tiers.disk=on");
    }

    @Test
    void whatIsSwitchedOnHasTheDetailsThatAreSaidOfIt() {
        process.file("reprise.yaml", "tiers: { disk: { max-size: 20GB, timeout: 7ms }, memory: off }")
                .property("reprise.tiers.disk", "on")
                .property("reprise.tiers.memory", "on")
                .variable("REPRISE_TIERS_DISK", "off")
                .variable("REPRISE_TIERS_MEMORY_MAX_SIZE", "3MB");

        Configuration configuration = process.load();

        assertThat(configuration.disk()).isEqualTo(new DiskSettings(true, 20L << 30, Duration.ofMillis(7)));
        assertThat(configuration.memory()).isEqualTo(new MemorySettings(true, 3 << 20));
        assertThat(configuration.warnings()).isEmpty();
    }

    @Test
    void redisIsSwitchedOffByAVariable() {
        process.file("reprise.yaml", "{ tiers: { redis: { uri: 'redis://cache' } }, store: { mac-key: env:MAC } }")
                .variable("REPRISE_TIERS_REDIS", "off");

        assertThat(process.load().redis()).isNull();
    }

    @Test
    void waitingForOtherServicesIsNoMistakeWhereRedisIsOffButMeansNothing() {
        process.file(
                        "reprise.yaml",
                        "single-flight: { shared: true }\ntiers: { redis: { uri: 'redis://cache' } }\n"
                                + "store: { mac-key: env:MAC }")
                .variable("REPRISE_TIERS_REDIS", "off");

        assertThat(process.load().warnings())
                .extracting(Problem::toString)
                .containsExactly("reprise.yaml:1:26: single-flight.shared: tiers.redis is off, so that equal calls of"
                        + " other services are not waited for");
    }

    @Test
    void whatTheFileSaysToNoEffectIsKnownWithWhatGoesBeforeIt() {
        process.file("reprise.yaml", """
                        mode: off
                        rollout: 1%
                        home: here
                        clients: { openai-java: off }
                        log: debug
                        scopes: { my-scope: { ttl: 5m, max-entries: 3 } }
                        """)
                .variable("REPRISE_MODE", "on")
                .variable("REPRISE_ROLLOUT", "1%")
                .variable("REPRISE_HOME", "/elsewhere")
                .variable("REPRISE_CLIENTS", "on")
                .property("reprise.log.level", "warn")
                .variable("REPRISE_SCOPES_MY_SCOPE_TTL", "4s")
                .variable("REPRISE_SCOPES_MY_SCOPE_MAX_ENTRIES", "4");

        assertThat(process.load().overridden())
                .extracting(Overridden::toString)
                .containsExactlyInAnyOrder(
                        "reprise.yaml:1:7: mode: off is without effect, because environment variable REPRISE_MODE=on"
                                + " goes before the file",
                        "reprise.yaml:3:7: home: here is without effect, because environment variable"
                                + " REPRISE_HOME=/elsewhere goes before the file",
                        "reprise.yaml:4:10: clients is without effect, because environment variable"
                                + " REPRISE_CLIENTS=on goes before the file",
                        "reprise.yaml:5:6: log.level: debug is without effect, because system property"
                                + " reprise.log.level=warn goes before the file",
                        "reprise.yaml:6:28: scopes.my-scope.ttl: 5m is without effect, because environment variable"
                                + " REPRISE_SCOPES_MY_SCOPE_TTL=4s goes before the file");
    }

    @Test
    void ofAVariableAndAPropertyThePropertyIsNamedAsWhatGoesBeforeTheFile() {
        process.file("reprise.yaml", "mode: off")
                .variable("REPRISE_MODE", "off")
                .property("reprise.mode", "on");

        assertThat(process.load().overridden())
                .extracting(Overridden::toString)
                .containsExactly("reprise.yaml:1:7: mode: off is without effect, because system property"
                        + " reprise.mode=on goes before the file");
    }

    @Test
    void contextOfThisProcessHasItsPropertiesAndVariables() {
        ProcessContext context = ProcessContext.current();

        assertThat(context.systemProperties()).containsEntry("user.dir", System.getProperty("user.dir"));
        assertThat(context.environment()).isEqualTo(System.getenv());
        assertThat(context.workingDirectory()).isEqualTo(new File(System.getProperty("user.dir")));
    }
}
