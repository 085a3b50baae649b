package dev.reprise.engine.key;

import static dev.reprise.engine.key.KeyFixture.key;
import static dev.reprise.engine.key.KeyFixture.keyOn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.api.KeyIgnored;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HostLoaderTest {

    @Test
    void aLoaderIsCollectedAfterItsClassesWereKeyed() throws Exception {
        WeakReference<ClassLoader> loader = keyClassesOfALoader();

        for (int i = 0; i < 50 && !loader.refersTo(null); i++) {
            System.gc();
        }

        assertThat(loader.refersTo(null)).isTrue();
    }

    @Test
    void theSameClassInTwoLoadersHasTheSameKey() throws Exception {
        assertThat(key(new HostLoader().create("a"))).isEqualTo(key(new HostLoader().create("a")));
    }

    @Test
    void aFieldMarkedAsIgnoredIsLeftOutWhateverLoaderTheAnnotationIsFrom() throws Exception {
        assertThat(key(new Host("a", 1))).isEqualTo(key(new Host("a", 2))).isNotEqualTo(key(new Host("b", 1)));
        assertThat(key(new Marked("a", "1"))).isEqualTo(key(new Marked("a", "2")));
    }

    private static WeakReference<ClassLoader> keyClassesOfALoader() throws Exception {
        HostLoader loader = new HostLoader();
        Object host = loader.create("a");
        assertThat(host.getClass()).isNotEqualTo(Host.class);
        key(host, List.of(host), Map.of("k", host), "x".repeat(1000), host.getClass());
        keyOn(host, host);
        assertThat(KeyFixture.refusal(host, Thread.currentThread()).path()).isEqualTo("1");
        return new WeakReference<>(loader);
    }

    record Marked(String name, @KeyIgnored String id) {}

    /** A class of a service. */
    public static final class Host {
        final String name;
        final Supplier<String> supplier;
        final List<Object> parts = List.of(new Part("p"));

        @KeyIgnored
        final int id;

        /** Used by reflection. */
        public Host(String name) {
            this(name, 0);
        }

        Host(String name, int id) {
            this.name = name;
            this.id = id;
            supplier = null;
        }
    }

    record Part(String name) {}

    /** Defines the classes of this test anew. */
    private static final class HostLoader extends ClassLoader {

        Object create(String name) throws Exception {
            return loadClass(Host.class.getName()).getConstructor(String.class).newInstance(name);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean isOfHost =
                    name.startsWith(HostLoaderTest.class.getName() + "$") || name.startsWith("dev.reprise.api.");
            if (!isOfHost) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            String file = name.replace('.', '/') + ".class";
            try (InputStream content = HostLoaderTest.class.getClassLoader().getResourceAsStream(file)) {
                byte[] bytes = content.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }
}
