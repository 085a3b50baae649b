package dev.reprise.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.reflect.FieldAccess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class CodecLoadingTest {

    private static final String ANSWERS = "dev.reprise.engine.value.answers.";

    @Test
    void anIsolatedEngineCarriesTheHostsObjectsSilentlyAndWithoutThreads() throws Exception {
        var response = LangChainAnswers.chat("text");
        var printed = new ByteArrayOutputStream();
        var out = System.out;
        var err = System.err;
        var others =
                Thread.currentThread().getThreadGroup(); // What other tests have left starts threads there, and prints.
        var alone = new ThreadGroup("alone");
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        Object again;
        try (var isolated = new URLClassLoader(HostLoader.classPath(), ClassLoader.getPlatformClassLoader());
                var stream = new PrintStream(new OutputOfNone(others, printed), true)) {
            System.setOut(stream);
            System.setErr(stream);
            var trip = new FutureTask<>(() -> roundTrip(isolated, response));
            var thread = new Thread(alone, trip);
            thread.start();
            again = trip.get();
            thread.join();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }

        assertThat(again).isInstanceOf(response.getClass());
        assertThat(printed.toString()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(started -> {
                    ThreadGroup group = started.getThreadGroup();
                    return group != null && group != others;
                })
                .isSubsetOf(before);
    }

    /** Takes what no thread of a group prints. */
    private static final class OutputOfNone extends OutputStream {

        private final ThreadGroup group;
        private final OutputStream printed;

        OutputOfNone(ThreadGroup group, OutputStream printed) {
            this.group = group;
            this.printed = printed;
        }

        @Override
        public void write(int one) throws IOException {
            if (Thread.currentThread().getThreadGroup() != group) {
                printed.write(one);
            }
        }
    }

    @Test
    void answersAreDecodedForTheLoaderOfTheMethod() throws Exception {
        var content = Declared.codec("page").encode(new dev.reprise.engine.value.answers.Answers.Page("t", 1));

        try (var host = new HostLoader(getClass().getClassLoader(), ANSWERS)) {
            var owner = host.loadClass(ANSWERS + "Methods");
            var codec = new Codecs(FieldAccess.NONE)
                    .codec(owner.getMethod("page").getGenericReturnType(), owner, List.of());

            assertThat(codec.decode(content).getClass().getClassLoader()).isSameAs(host);
            assertThat(codec.shape()).isEqualTo(Declared.codec("page").shape());
        }
    }

    @Test
    void aDroppedApplicationIsCollected() throws Exception {
        var dropped = new ReferenceQueue<ClassLoader>();
        var host = useAndDrop(dropped);

        for (int i = 0; i < 50 && host.get() != null; i++) {
            System.gc();
            dropped.remove(20);
        }

        assertThat(host.get()).isNull();
    }

    private WeakReference<ClassLoader> useAndDrop(ReferenceQueue<ClassLoader> dropped) throws Exception {
        try (var host = new HostLoader(getClass().getClassLoader(), ANSWERS)) {
            var owner = host.loadClass(ANSWERS + "Methods");
            var page = host.loadClass(ANSWERS + "Answers$Page")
                    .getConstructor(String.class, int.class)
                    .newInstance("t", 1);
            var codec = new Codecs(FieldAccess.NONE)
                    .codec(owner.getMethod("page").getGenericReturnType(), owner, List.of());
            codec.shape();
            assertThat(codec.decode(codec.encode(page)).getClass().getClassLoader())
                    .isSameAs(host);
            var circle = host.loadClass(ANSWERS + "Answers$Circle")
                    .getConstructor(double.class)
                    .newInstance(1);
            var shapes = new Codecs(FieldAccess.NONE)
                    .codec(owner.getMethod("shape").getGenericReturnType(), owner, List.of());
            shapes.decode(shapes.encode(circle));
            return new WeakReference<>(host, dropped);
        }
    }

    private static Object roundTrip(ClassLoader isolated, Object value) throws Exception {
        Class<?> codecs = isolated.loadClass("dev.reprise.engine.value.Codecs");
        assertThat(codecs).isNotSameAs(Codecs.class);
        Class<?> access = isolated.loadClass("dev.reprise.engine.reflect.FieldAccess");
        Object codec = codecs.getConstructor(access)
                .newInstance(access.getField("NONE").get(null))
                .getClass()
                .getMethod("codec", Type.class, Class.class, List.class)
                .invoke(
                        codecs.getConstructor(access)
                                .newInstance(access.getField("NONE").get(null)),
                        value.getClass(),
                        value.getClass(),
                        List.of("dev.langchain4j."));
        Class<?> valueCodec = isolated.loadClass("dev.reprise.engine.value.ValueCodec");
        Method encode = valueCodec.getMethod("encode", Object.class);
        Method decode = valueCodec.getMethod("decode", byte[].class);
        try {
            return decode.invoke(codec, encode.invoke(codec, value));
        } catch (InvocationTargetException failure) {
            throw new AssertionError(failure.getTargetException());
        }
    }
}
