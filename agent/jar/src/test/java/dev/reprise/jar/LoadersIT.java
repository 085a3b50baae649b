package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.DeployMain;
import dev.reprise.fixture.app.App;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Class loaders of every kind: each gets answers of its own classes, and goes when its application goes. */
class LoadersIT {

    private static final String[] ASK = {"methods:", "  - method: dev.reprise.fixture.app.App$Asked#ask(String)"};

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void everyApplicationGetsAnswersOfItsOwnClasses(Jdk jdk) throws IOException {
        Path app = app();

        Ended first =
                Fork.in(directory).jdk(jdk).agent(ASK).classPath(launcher()).run(DeployMain.class, app.toString());
        Ended restarted =
                Fork.in(directory).jdk(jdk).agent(ASK).classPath(launcher()).run(DeployMain.class, app.toString());

        assertThat(first.told("app "))
                .as(first.err())
                .containsExactly(
                        "one reply to q[a, b] bodies=1",
                        "two reply to q[a, b] bodies=0",
                        "filtered reply to q[a, b] bodies=0",
                        "orphan reply to q[a, b] bodies=0",
                        "other reply to another[a, b] bodies=1");
        assertThat(restarted.told("app ")).allMatch(line -> line.endsWith("bodies=0"));
        assertThat(first.foreignErrors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aLoaderIsCollectedAfterItsApplicationIsGone(Jdk jdk) throws IOException {
        Ended ended = Fork.in(directory)
                .jdk(jdk)
                .agent(ASK)
                .flag("-Xmx64m", "-XX:MaxMetaspaceSize=64m", "-XX:+UseSerialGC")
                .classPath(launcher())
                .run(DeployMain.class, app().toString(), "2000");

        assertThat(ended.told("never collected ")).as(ended.err()).containsExactly("0");
        assertThat(ended.foreignErrors()).isEmpty();
    }

    /** Whoever caches a class loader's methods made a mistake; it must not end in a class of another loader. */
    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void classLoadersWhoseOwnMethodsAreNamedLoadAsBefore(Jdk jdk) throws IOException {
        Path app = app();
        Ended plain = Fork.in(directory).jdk(jdk).classPath(launcher()).run(DeployMain.class, app.toString());

        Ended ended = Fork.in(directory)
                .jdk(jdk)
                .agent("methods:", "  - method: dev.reprise.fixture.DeployMain$*#*(..)")
                .classPath(launcher())
                .run(DeployMain.class, app.toString());

        assertThat(ended.out()).as(ended.err()).isEqualTo(plain.out());
        assertThat(ended.foreignErrors()).isEmpty();
    }

    private Path app() throws IOException {
        return Jars.write(directory.resolve("app.jar"), Jars.classes(App.class));
    }

    /** Holds the fixtures without the application. */
    private Path launcher() throws IOException {
        Map<String, byte[]> fixtures = Jars.classes(DeployMain.class);
        return Jars.write(
                directory.resolve("launcher.jar"),
                Jars.renamed(fixtures, name -> name.contains("/app/") ? null : name));
    }
}
