package dev.reprise.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreBinderTest {

    private static final String SECRET = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0MTI=";

    @TempDir
    Path directory;

    private Configurations process;

    @BeforeEach
    void startProcess() {
        process = new Configurations(directory);
    }

    @Test
    void eachKindOfSourceIsReadAndFilesAreRelativeToTheConfiguration() {
        process.file("etc/reprise.yaml", """
                store:
                  mac-key: env:REPRISE_MAC
                  encryption-key: [file:keys/new, "command: pass 'a b' \\"c\\"d", file:/run/old]
                """);

        StoreSettings store = process.load("etc/reprise.yaml").store();

        assertThat(store.macKeys()).containsExactly(new KeySource.Variable(at(2, 12), "store.mac-key", "REPRISE_MAC"));
        assertThat(store.encryptionKeys())
                .containsExactly(
                        new KeySource.InFile(
                                at(3, 20),
                                "store.encryption-key",
                                directory.resolve("etc/keys/new").toFile()),
                        new KeySource.Command(at(3, 35), "store.encryption-key", List.of("pass", "a b", "cd")),
                        new KeySource.InFile(
                                at(3, 65),
                                "store.encryption-key",
                                Path.of("/run/old").toFile()));
    }

    @Test
    void aVariableNamesSeveralBehindCommasAndFilesInTheWorkingDirectory() {
        process.file("etc/reprise.yaml", "store: { mac-key: env:A }")
                .variable("REPRISE_STORE_MAC_KEY", "file:new,command:tell a,b, env:OLD");

        assertThat(process.load("etc/reprise.yaml").store().macKeys())
                .extracting(source -> source instanceof KeySource.InFile in
                        ? in.file()
                        : source instanceof KeySource.Command command ? command.words() : source.setting())
                .containsExactly(directory.resolve("new").toFile(), List.of("tell", "a,b"), "store.mac-key");
    }

    @Test
    void aVariableThatHoldsAKeyIsNoMistakenSettingThoughItsNameBeginsAsTheirs() {
        process.variable("REPRISE_MAC_KEY", SECRET)
                .variable("REPRISE_OLD_KEY", SECRET)
                .variable("REPRISE_OTHER_KEY", SECRET)
                .variable("REPRISE_STORE_ENCRYPTION_KEY", "env:REPRISE_OLD_KEY");

        Configuration configuration = process.load("reprise.yaml", "store: { mac-key: env:REPRISE_MAC_KEY }");

        assertThat(configuration.warnings())
                .extracting(Problem::toString)
                .containsExactly("environment variable REPRISE_OTHER_KEY: names no setting; it is ignored");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "store: " + SECRET,
                "store: { mac-key: " + SECRET + " }",
                "store: { mac-key: [" + SECRET + "] }",
                "store: { mac-key: { " + SECRET + ": 1 } }",
                "store: { mac-key: env:" + SECRET + " }",
                "store: { mac-key: 'env:deadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeef' }",
                "store: { mac-key: \"command:tell '" + SECRET + "\" }"
            })
    void aKeyInThePlaceOfItsSourceIsAProblemThatDoesNotRepeatIt(String yaml) {
        assertThat(process.problemsOf(yaml)).singleElement().satisfies(problem -> assertThat(problem)
                .startsWith("reprise.yaml:1:")
                .contains("store")
                .doesNotContain(SECRET.substring(0, 6), "deadbeef"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "[null]", "'env:'", "'file:'", "'command:  '", "env:A B", "https://vault"})
    void whatNamesNoSourceIsAProblemAndNeverNoEncryption(String value) {
        assertThat(process.problemsOf("store: { encryption-key: " + value + " }"))
                .singleElement()
                .asString()
                .contains("store.encryption-key: ");
    }

    @Test
    void aVariableThatIsEmptyIsAProblemAndNeverNoEncryption() {
        process.variable("REPRISE_STORE_ENCRYPTION_KEY", "");

        assertThat(process.problems())
                .singleElement()
                .asString()
                .startsWith("environment variable REPRISE_STORE_ENCRYPTION_KEY: store.encryption-key: ");
    }

    @Test
    void misspeltKeysOfTheStoreAreProblems() {
        assertThat(process.problemsOf("store: { encription-key: env:A }"))
                .containsExactly("reprise.yaml:1:10: unknown key \"encription-key\" in store; did you mean"
                        + " \"encryption-key\"? Valid keys: mac-key, encryption-key");
    }

    @Test
    void anEntrySizeThatNoArrayHasIsAProblem() {
        assertThat(process.problemsOf("tiers: { max-entry-size: 2GB }"))
                .containsExactly("reprise.yaml:1:26: tiers.max-entry-size: is more than one entry can have; write at"
                        + " most 1GB");
    }

    private static SourceLocation at(int line, int column) {
        return new SourceLocation("etc/reprise.yaml", line, column);
    }
}
