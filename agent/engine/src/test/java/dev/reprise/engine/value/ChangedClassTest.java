package dev.reprise.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.chat.completions.ChatCompletion;
import dev.reprise.engine.Lookup;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.DiskTier;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries that an earlier version of the service, of a library or of Reprise has written are misses. */
class ChangedClassTest {

    private static final ScopeSettings SCOPE =
            new ScopeSettings("default", Duration.ofHours(1), Long.MAX_VALUE, Long.MAX_VALUE);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a field is added     | class Answer { int a = 1; }             | class Answer { int a = 1; int b; }
                    a field is removed   | class Answer { int a = 1; int b; }      | class Answer { int a = 1; }
                    a field is renamed   | class Answer { int a = 1; }             | class Answer { int b = 1; }
                    a type is changed    | class Answer { int a = 1; }             | class Answer { long a = 1; }
                    two fields swap      | class Answer { int a = 1; String b; }   | class Answer { String a; int b = 1; }
                    an argument changes  | class Answer { java.util.List<Integer> a; } | class Answer { java.util.List<Long> a; }
                    a field is transient | class Answer { int a; }                 | class Answer { transient int a; }
                    a superclass changes | class Answer extends B { } class B { int a; } | class Answer extends C { } class C { int a; }
                    a superclass's field | class Answer extends B { } class B { int a; } | class Answer extends B { } class B { int b; }
                    a record             | class Answer { int a = 1; }             | record Answer(int a) { Answer() { this(1); } }
                    a component added    | record Answer(int a) { Answer() { this(1); } } | record Answer(int a, int b) { Answer() { this(1, 2); } }
                    a component renamed  | record Answer(int a) { Answer() { this(1); } } | record Answer(int b) { Answer() { this(1); } }
                    a component's type   | record Answer(int a) { Answer() { this(1); } } | record Answer(Integer a) { Answer() { this(1); } }
                    a constant removed   | class Answer { E a = E.Y; } enum E { X, Y } | class Answer { E a = E.X; } enum E { X }
                    a constant renamed   | class Answer { E a = E.X; } enum E { X, Y } | class Answer { E a = E.Z; } enum E { Z, Y }
                    a hidden constant    | class Answer { Object a = E.Y; } enum E { X, Y } | class Answer { Object a = E.X; } enum E { X }
                    a hidden field       | class Answer { Object a = new B(); } class B { int b; } | class Answer { Object a = new B(); } class B { int c; }
                    a hidden class gone  | class Answer { Object a = new B(); } class B { } | class Answer { Object a = new C(); } class C { }
                    a hidden array gone  | class Answer { Object a = new B[1]; } class B { } | class Answer { Object a = new C[1]; } class C { }
                    """)
    void anEntryOfAClassThatHasChangedIsAMiss(String change, String before, String after) throws Exception {
        Restart restart = new Restart(folder);

        try (Version first = new Version("before", before);
                Version same = first.again();
                Version second = new Version("after", after)) {
            restart.keep(first.method(), first.answer());

            assertThat(restart.ask(same.method())).isInstanceOf(Lookup.Hit.class);
            assertThat(restart.ask(second.method())).as(change).isInstanceOf(Lookup.Miss.class);
            // And not for ever: the new version's own answer takes its place.
            restart.keep(second.method(), second.answer());
            assertThat(restart.ask(second.method())).isInstanceOf(Lookup.Hit.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, graph-0", "1, graph-2"})
    void anEntryOfAnotherCodecOrShapeIsAMiss(long shapeDifference, String codec) throws Exception {
        Restart restart = new Restart(folder);
        try (Version version = new Version("one", "class Answer { int a = 1; }")) {
            CacheKey key = restart.keep(version.method(), version.answer());
            DiskTier disk = new DiskTier(restart.home(), 1 << 20, List.of(SCOPE), Restart.CLOCK);
            Blob blob = disk.get(SCOPE, key);
            assertThat(blob).isNotNull();
            assertThat(blob.codec()).isEqualTo("graph-2");

            disk.put(
                    SCOPE,
                    key,
                    new Blob(
                            codec,
                            blob.shape() + shapeDifference,
                            blob.createdAtMillis(),
                            blob.expiresAtMillis(),
                            blob.content()));

            assertThat(restart.ask(version.method())).isInstanceOf(Lookup.Miss.class);
        }
    }

    @Test
    void anotherVersionOfAClientLibraryIsAnotherShape() throws Exception {
        try (Library one = new Library("4.100.0");
                Library again = new Library("4.100.0");
                Library next = new Library("4.101.0")) {
            assertThat(one.shape()).isEqualTo(again.shape()).isNotEqualTo(next.shape());
        }
    }

    /** A version of a service with a class {@code Answer}, compiled. */
    private final class Version implements AutoCloseable {

        private final URLClassLoader loader;

        Version(String name, String source) throws Exception {
            this(compiled(Files.createDirectories(folder.resolve(name)), source));
        }

        private Version(URL classes) {
            loader = new URLClassLoader(new URL[] {classes}, null);
        }

        private static URL compiled(Path directory, String source) throws Exception {
            Path file = directory.resolve("Service.java");
            Files.writeString(
                    file,
                    "package app; public class Service { public static Answer answer() { return new Answer(); } } "
                            + source);
            int status = ToolProvider.getSystemJavaCompiler()
                    .run(null, null, null, "-proc:none", "-d", directory.toString(), file.toString());
            assertThat(status).isZero();
            return directory.toUri().toURL();
        }

        /** Returns the same classes in another loader. */
        Version again() {
            return new Version(loader.getURLs()[0]);
        }

        Method method() throws Exception {
            return loader.loadClass("app.Service").getMethod("answer");
        }

        Object answer() throws Exception {
            Method method = method();
            method.setAccessible(true);
            return method.invoke(null);
        }

        @Override
        public void close() throws IOException {
            loader.close();
        }
    }

    /** The client library, said to be of some version. */
    private static final class Library extends HostLoader {

        Library(String version) {
            super(Library.class.getClassLoader(), "com.openai.");
            String name = ChatCompletion.class.getPackageName();
            definePackage(name, null, null, null, null, version, null, null);
        }

        long shape() throws Exception {
            Class<?> type = loadClass(ChatCompletion.class.getName());
            return new Codecs(FieldAccess.NONE).codec(type, type, List.of()).shape();
        }
    }
}
