package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Failed;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.epoch.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How calls fail as equal ones did before. */
class NegativesTest {

    private static final String TTL = "negative-ttl: 30s";
    private static final String MEANT =
            "negative-exceptions: [java.util.NoSuchElementException, java.io.UncheckedIOException]";

    @TempDir
    Path folder;

    private final FixedClock clock = new FixedClock();
    private final List<Engine> opened = new ArrayList<>();
    private Engine engine;

    static final class Service {

        String answer(String question) {
            return question;
        }
    }

    static final class Gone extends NoSuchElementException {
        private static final long serialVersionUID = 1;
    }

    static final class Unread extends UncheckedIOException {
        private static final long serialVersionUID = 1;

        Unread(IOException cause) {
            super(cause);
        }
    }

    @AfterEach
    void close() {
        opened.forEach(Engine::close);
    }

    @Test
    void equalCallsFailAlikeForAWhileEachWithAFailureOfItsOwn() throws Exception {
        CachedMethod method = open("", "answer", TTL, MEANT);
        NoSuchElementException thrown = new NoSuchElementException("no document");
        fail(method, thrown);

        clock.advance(Duration.ofSeconds(29));
        Lookup second = enter(method);
        Lookup third = enter(method);
        clock.advance(Duration.ofSeconds(1));
        Lookup later = enter(method);

        assertThat(((Failed) second).failure())
                .isNotSameAs(thrown)
                .isNotSameAs(((Failed) third).failure())
                .isExactlyInstanceOf(NoSuchElementException.class)
                .hasMessage("no document");
        assertThat(later).isInstanceOf(Miss.class);
    }

    @Test
    void otherFailuresAreNotRemembered() throws Exception {
        CachedMethod method = open("", "answer", TTL, MEANT);

        fail(method, new IllegalStateException());
        assertThat(enter(method)).isInstanceOf(Miss.class);
        fail(method, new StackOverflowError());
        assertThat(enter(method)).isInstanceOf(Miss.class);
        fail(method, new Gone());
        assertThat(enter(method)).isInstanceOf(Failed.class);
    }

    @Test
    void nothingIsRememberedUnlessAskedTo() throws Exception {
        CachedMethod method = open("", "answer", "ttl: 1h");

        fail(method, new NoSuchElementException());

        assertThat(enter(method)).isInstanceOf(Miss.class);
    }

    @Test
    void aProvidersFailureIsRememberedOnlyByItsOwnName() throws Exception {
        CachedMethod method = open("", "answer", TTL, MEANT);
        IOException reset = new IOException("reset");
        reset.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("okhttp3.internal.http.RealCall", "execute", "RealCall.kt", 1)
        });

        fail(method, new Unread(new IOException("of a file")));
        assertThat(enter(method)).isInstanceOf(Failed.class);
        clock.advance(Duration.ofSeconds(30));
        fail(method, new Unread(reset));
        assertThat(enter(method)).isInstanceOf(Miss.class);
        fail(method, new UncheckedIOException(reset));
        assertThat(enter(method)).isInstanceOf(Failed.class);
    }

    @Test
    void whatIsEvictedIsForgotten() throws Exception {
        CachedMethod method = open("", "answer", TTL, MEANT);
        fail(method, new NoSuchElementException());

        engine.evict(Subject.Kind.SCOPE, "default");

        assertThat(enter(method)).isInstanceOf(Miss.class);
    }

    @Test
    void anAnswerThatWasAskedForEndsIt() throws Exception {
        CachedMethod method = open("", "answer", "ttl: 1s", TTL, MEANT);
        fail(method, new NoSuchElementException());

        Runnable end = engine.beginControl("refresh", null);
        engine.exit((Miss) enter(method), "there by now", null);
        end.run();

        assertThat(enter(method)).isEqualTo(new Hit("there by now"));
        clock.advance(Duration.ofSeconds(2));
        assertThat(enter(method)).isInstanceOf(Miss.class);
    }

    private Object fail(CachedMethod method, Throwable thrown) {
        return engine.exit((Miss) enter(method), null, thrown);
    }

    private Lookup enter(CachedMethod method) {
        return engine.enter(method, new Service(), new Object[] {"q"});
    }

    private CachedMethod reopen(String lines, String name, String... settings) throws Exception {
        engine.close(); // And everything is written.
        return open(lines, name, settings);
    }

    private CachedMethod open(String lines, String name, String... settings) throws Exception {
        engine = new Engine(load(lines), (module, type) -> {}, clock, clock::nanos);
        opened.add(engine);
        return method(lines, name, settings);
    }

    private CachedMethod method(String lines, String name, String... settings) throws Exception {
        String methods = lines + "\nmethods:\n  - method: " + Service.class.getName() + "#" + name + "\n    "
                + String.join("\n    ", settings);
        return engine.method(
                new Target(
                        Service.class.getDeclaredMethod(name, String.class),
                        Service.class.getName(),
                        List.of("question")),
                load(methods).methods().get(0));
    }

    private Configuration load(String lines) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(file, "home: " + folder.resolve("home") + "\n" + lines);
        return ConfigurationLoader.load(
                file.toString(), new ProcessContext(Map.of(), Map.of(), folder.toFile()), List.of());
    }
}
