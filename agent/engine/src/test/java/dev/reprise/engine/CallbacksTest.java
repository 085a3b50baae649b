package dev.reprise.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.Lookup.Bypass;
import dev.reprise.engine.Lookup.Calling;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Replay;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.thread.ReplayThreads;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CallbacksTest {

    private static final String ASK = "callback: { argument: 1, ends: [done], fails: [failed] }";
    private static final String TELL = "callback: { argument: 1 }";

    @TempDir
    Path folder;

    private final List<Engine> opened = new ArrayList<>();
    private final Told told = new Told();
    private String mode = "on";
    private Engine engine;

    /** A service as a user has it; what its methods do, each test says. */
    static final class Service {
        void ask(String question, Listener listener) {}

        String tell(String question, Consumer<? super Token> tokens) {
            return question;
        }

        CompletableFuture<String> both(String question, Listener listener) {
            return CompletableFuture.completedFuture(question);
        }

        void toClass(String question, Told listener) {}
    }

    record Token(String text, List<String> more) {}

    /** Of its package alone, as a service may have it. */
    interface Listener {
        void part(List<String> part);

        default void text(String text) {
            part(List.of(text));
        }

        default boolean wants(String what) {
            return true;
        }

        void done(String all);

        void failed(Throwable failure);
    }

    /** Remembers what it was told, and where. */
    static class Told implements Listener {
        final List<String> calls = new CopyOnWriteArrayList<>();
        final List<Thread> threads = new CopyOnWriteArrayList<>();
        final List<ClassLoader> contexts = new CopyOnWriteArrayList<>();
        final CountDownLatch end = new CountDownLatch(1);

        void add(String call) {
            calls.add(call);
            threads.add(Thread.currentThread());
            contexts.add(Thread.currentThread().getContextClassLoader());
        }

        @Override
        public void part(List<String> part) {
            add("part " + part);
        }

        @Override
        public void done(String all) {
            add("done " + all);
            end.countDown();
        }

        @Override
        public void failed(Throwable failure) {
            add("failed " + failure.getMessage());
        }
    }

    /** What the method does with the callback that it was given. */
    interface Body {
        Object run(Listener listener) throws Exception;
    }

    @AfterEach
    void close() {
        opened.forEach(Engine::close);
    }

    @Test
    void anAnswerThatCameOnAnotherThreadIsReplayedOnOneLikeIt() throws Exception {
        CachedMethod ask = method("ask", ASK);
        later(ask, "hi", told, listener -> {
            listener.part(new ArrayList<>(List.of("a", "ä")));
            listener.text("b");
            listener.done("ab");
        });
        Told again = new Told();
        ClassLoader context = new ClassLoader() {};

        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(context);
        Object result = hit(ask, "hi", again);
        Thread.currentThread().setContextClassLoader(before);

        assertThat(again.end.await(60, SECONDS)).isTrue();
        assertThat(result).isNull();
        assertThat(again.calls)
                .containsExactly("part [a, ä]", "part [b]", "done ab")
                .isEqualTo(told.calls);
        assertThat(again.threads)
                .allMatch(thread -> thread.getName().equals("reprise-replay") && thread.isDaemon())
                .doesNotContain(Thread.currentThread());
        assertThat(again.contexts).containsOnly(context);
    }

    @Test
    void anAnswerOfAMethodThatDoesNotWaitIsReplayedOnAnotherThreadThoughItCameAtOnce() throws Exception {
        CachedMethod ask = method("ask", ASK.replace("}", ", later: true }"));
        call(ask, "hi", told, listener -> {
            join(() -> listener.text("a"));
            listener.done("a");
            return null;
        });
        Told again = new Told();

        hit(ask, "hi", again);

        assertThat(again.end.await(60, SECONDS)).isTrue();
        assertThat(again.calls).containsExactly("part [a]", "done a");
        assertThat(again.threads).doesNotContain(Thread.currentThread());
    }

    @Test
    void anAnswerThatCameDuringTheCallIsReplayedInItWithWhatWasReturned() throws Exception {
        CachedMethod tell = method("tell", TELL);
        Token token = new Token("a", new ArrayList<>(List.of("x")));
        Consumer<Token> consumer = each -> {
            told.add(each.text() + each.more());
            each.more().add("changed");
        };

        callAny(tell, "hi", consumer, callback -> {
            @SuppressWarnings("unchecked")
            Consumer<Token> given = (Consumer<Token>) callback;
            given.accept(token);
            given.accept(new Token("b", new ArrayList<>()));
            return "whole";
        });
        Object again = hit(tell, "hi", (Consumer<Token>) each -> told.add("again " + each.text() + each.more()));

        assertThat(again).isEqualTo("whole");
        assertThat(tell.outcomes().figures("tell", "default").hits()).isEqualTo(1);
        assertThat(told.calls).containsExactly("a[x]", "b[]", "again a[x]", "again b[]");
        assertThat(told.threads).containsOnly(Thread.currentThread());
    }

    @Test
    void theCallbackDoesNotDecideTheAnswerAndTheRestDoes() throws Exception {
        CachedMethod tell = method("tell", TELL);
        callAny(tell, "hi", (Consumer<Token>) each -> {}, callback -> "whole");

        assertThat(hit(tell, "hi", new TokenCounter())).isEqualTo("whole");
        assertThat(enter(tell, "ho", new TokenCounter())).isInstanceOf(Calling.class);
    }

    private static final class TokenCounter implements Consumer<Token> {
        private int tokens;

        @Override
        public void accept(Token token) {
            tokens++;
        }
    }

    @Test
    void whatTheCallbackOverridesIsCalledOnIt() throws Exception {
        CachedMethod ask = method("ask", ASK);
        Told overriding = new Told() {
            @Override
            public void text(String text) {
                add("text " + text);
            }
        };
        Told plain = new Told();

        later(ask, "hi", overriding, listener -> {
            listener.text("a");
            listener.done("a");
        });
        hit(ask, "hi", plain);

        assertThat(plain.end.await(60, SECONDS)).isTrue();
        assertThat(overriding.calls).containsExactly("text a", "done a");
        assertThat(plain.calls).containsExactly("part [a]", "done a");
    }

    @Test
    void whatStandsForTheCallbackIsEqualToItAndOfAllItsInterfaces() throws Exception {
        CachedMethod ask = method("ask", ASK);
        class Closing extends Told implements AutoCloseable {
            @Override
            public void close() {
                add("closed");
            }
        }
        Closing real = new Closing();
        Object[] seen = new Object[4];

        call(ask, "hi", real, listener -> {
            seen[0] = listener.equals(real) && listener.equals(listener);
            seen[1] = listener.hashCode();
            seen[2] = listener.toString();
            seen[3] = listener instanceof AutoCloseable;
            ((AutoCloseable) listener).close();
            return null;
        });

        assertThat(seen).containsExactly(true, real.hashCode(), real.toString(), true);
        assertThat(real.calls).containsExactly("closed");
    }

    static Stream<Arguments> faults() {
        RuntimeException own = new IllegalStateException("own");
        Told throwing = new Told() {
            @Override
            public void part(List<String> part) {
                throw own;
            }
        };
        Told throwingAtTheEnd = new Told() {
            @Override
            public void done(String all) {
                super.done(all);
                throw own;
            }
        };
        return Stream.of(
                Arguments.of("its callback threw java.lang.IllegalStateException", throwing, (Body) listener -> {
                    assertThatThrownBy(() -> listener.part(List.of("a"))).isSameAs(own);
                    listener.done("a");
                    return null;
                }),
                Arguments.of(
                        "its callback threw java.lang.IllegalStateException", throwingAtTheEnd, (Body) listener -> {
                            assertThatThrownBy(() -> listener.done("a")).isSameAs(own);
                            return null;
                        }),
                Arguments.of(
                        "its callback threw java.lang.IllegalStateException",
                        throwingAtTheEnd,
                        after(listener ->
                                assertThatThrownBy(() -> listener.done("a")).isSameAs(own))),
                Arguments.of("its callback was called after the end", new Told(), (Body) listener -> {
                    listener.done("a");
                    listener.done("a");
                    return null;
                }),
                Arguments.of("its callback was called after the end", new Told(), after(listener -> {
                    listener.done("a");
                    listener.part(List.of("b"));
                })),
                Arguments.of("it failed: failed was called", new Told(), after(listener -> {
                    listener.part(List.of("a"));
                    listener.failed(new IllegalStateException("broken"));
                })),
                Arguments.of("its callback was called after the end", new Told(), after(listener -> {
                    listener.done("a");
                    listener.failed(new IllegalStateException("broken"));
                })),
                Arguments.of("its callback was not told of the end before the call returned", new Told(), (Body)
                        listener -> {
                            listener.part(List.of("a"));
                            return null;
                        }),
                Arguments.of("it threw java.lang.IllegalStateException", new Told(), (Body) listener -> {
                    listener.done("a");
                    throw own;
                }),
                Arguments.of(
                        "its callback was asked for something by wants, which an entry cannot ask", new Told(), (Body)
                                listener -> {
                                    if (listener.wants("more")) {
                                        listener.done("a");
                                    }
                                    return null;
                                }),
                Arguments.of(
                        "its callback was called on another thread before the call had returned, and whether the call waits"
                                + " for that cannot be told",
                        new Told(),
                        (Body) listener -> {
                            join(() -> listener.done("a"));
                            return null;
                        }),
                Arguments.of(
                        "its callback was called on the calling thread and on another", new Told(), (Body) listener -> {
                            join(() -> listener.part(List.of("a")));
                            listener.done("a");
                            return null;
                        }),
                Arguments.of(
                        "its callback was called while another call of it was under way",
                        new Together(),
                        after(listener -> {
                            List<Thread> threads = new ArrayList<>();
                            for (int i = 0; i < 8; i++) {
                                Thread thread = new Thread(() -> listener.part(List.of("a")));
                                thread.start();
                                threads.add(thread);
                            }
                            for (Thread thread : threads) {
                                thread.join();
                            }
                            listener.done("a");
                        })));
    }

    /** Lets eight calls be under way at once. */
    private static final class Together extends Told {
        private final CyclicBarrier all = new CyclicBarrier(8);

        @Override
        public void part(List<String> part) {
            try {
                all.await(60, SECONDS);
            } catch (Exception late) {
                throw new IllegalStateException(late);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatIsNotAWholeAnswerInOrderIsNotKept(String reason, Told real, Body body) throws Exception {
        CachedMethod ask = method("ask", ASK);

        call(ask, "hi", real, body);

        assertThat(enter(ask, "hi", new Told())).isInstanceOf(Calling.class);
        assertThat(ask.outcomes().refused(reason)).as("said before").isFalse();
        assertThat(anew().enter(method("ask", ASK), new Service(), new Object[] {"hi", new Told()}))
                .as("after a restart")
                .isInstanceOf(Calling.class);
    }

    @Test
    void anAnswerWithoutAnEndIsNotKept() throws Exception {
        CachedMethod ask = method("ask", ASK);

        later(ask, "hi", told, listener -> listener.part(List.of("a")));

        assertThat(enter(ask, "hi", new Told())).isInstanceOf(Calling.class);
    }

    @Test
    void aCallOnTheCallersThreadAfterTheCallIsNotRepeatedElsewhere() throws Exception {
        CachedMethod ask = method("ask", ASK);
        Listener[] kept = new Listener[1];

        call(ask, "hi", told, listener -> {
            kept[0] = listener;
            return null;
        });
        kept[0].done("a");

        assertThat(enter(ask, "hi", new Told())).isInstanceOf(Calling.class);
        assertThat(told.calls).containsExactly("done a");
    }

    @Test
    void whatACallbackThrowsInAReplayReachesTheCallerOfTheMethod() throws Exception {
        CachedMethod tell = method("tell", TELL);
        callAny(tell, "hi", (Consumer<Token>) each -> {}, callback -> {
            tokens(callback).accept(new Token("a", List.of()));
            tokens(callback).accept(new Token("b", List.of()));
            return "whole";
        });
        RuntimeException own = new IllegalStateException("own");

        assertThatThrownBy(() -> hit(tell, "hi", (Consumer<Token>) each -> {
                    told.add(each.text());
                    throw own;
                }))
                .isSameAs(own);

        assertThat(told.calls).containsExactly("a");
        assertThat(enter(tell, "hi", new TokenCounter())).isInstanceOf(Replay.class);
    }

    @Test
    void whenTooManyEntriesCallBackTheRealMethodRuns() throws Exception {
        CachedMethod ask = method("ask", ASK);
        later(ask, "hi", told, listener -> listener.done("a"));
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(ReplayThreads.MOST);
        Told waiting = new Told() {
            @Override
            public void done(String all) {
                try {
                    go.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
                ended.countDown();
            }
        };

        for (int i = 0; i < ReplayThreads.MOST; i++) {
            hit(ask, "hi", waiting);
        }
        Lookup oneMore = enter(ask, "hi", waiting);
        go.countDown();

        assertThat(oneMore).isEqualTo(Bypass.INSTANCE);
        assertThat(ended.await(60, SECONDS)).isTrue();
    }

    @Test
    void observedCallsAreCountedAndAnsweredByTheRealMethod() throws Exception {
        mode = "observe";
        CachedMethod ask = method("ask", ASK);

        for (int i = 0; i < 2; i++) {
            later(ask, "hi", told, listener -> listener.done("a"));
        }

        assertThat(told.calls).containsExactly("done a", "done a");
        assertThat(ask.outcomes().figures("ask", "default").repeated()).isEqualTo(1);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(
                        "toClass",
                        ASK,
                        "argument 1, its callback, is of " + Told.class.getName()
                                + ", which is no interface; only of an interface something can stand for it"),
                Arguments.of(
                        "ask",
                        "callback: { argument: 1, ends: [finished] }",
                        "callback.ends: " + Listener.class.getName()
                                + " has no method finished; it has done, failed, part, text, wants"),
                Arguments.of(
                        "ask",
                        "callback: { argument: 1, fails: [broke] }",
                        "callback.fails: " + Listener.class.getName()
                                + " has no method broke; it has done, failed, part, text, wants"),
                Arguments.of(
                        "both",
                        ASK,
                        "it returns java.util.concurrent.CompletableFuture beside calling an argument back, which is not"
                                + " supported by this version"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatCannotBeRecordedIsNeverCached(String name, String callback, String reason) throws Exception {
        CachedMethod method = method(name, callback);

        assertThat(enter(method, "hi", told)).isEqualTo(Bypass.INSTANCE);
        assertThat(method.refusal()).as("with its place").matches(".*\\.yaml:\\d+:15: \\Q" + reason + "\\E");
    }

    @Test
    void aCallWithoutACallbackIsBypassed() throws Exception {
        assertThat(enter(method("ask", ASK), "hi", null)).isEqualTo(Bypass.INSTANCE);
    }

    @SuppressWarnings("unchecked")
    private static Consumer<Token> tokens(Object callback) {
        return (Consumer<Token>) callback;
    }

    /** Something that can fail. */
    interface Calls {
        void on(Listener listener) throws Exception;
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void join(Action action) throws Exception {
        FutureTask<Object> task = new FutureTask<>(() -> {
            action.run();
            return null;
        });
        new Thread(task).start();
        task.get();
    }

    /** What is called on another thread when the method has returned. */
    private record After(Calls after) implements Body {
        @Override
        public Object run(Listener listener) {
            return null;
        }
    }

    private static Body after(Calls calls) {
        return new After(calls);
    }

    private void later(CachedMethod method, String question, Listener real, Calls calls) throws Exception {
        call(method, question, real, after(calls));
    }

    /** Calls the method as it is when it is woven. */
    private void callAny(CachedMethod method, String question, Object real, ObjectBody body) throws Exception {
        Object[] arguments = {question, real};
        Calling calling = (Calling) engine.enter(method, new Service(), arguments);
        arguments[1] = calling.callback().callback();
        try {
            engine.exit(calling, body.run(arguments[1]), null);
        } catch (IllegalStateException thrown) {
            engine.exit(calling, null, thrown);
        }
    }

    private interface ObjectBody {
        Object run(Object callback) throws Exception;
    }

    private void call(CachedMethod method, String question, Listener real, Body body) throws Exception {
        Listener[] given = new Listener[1];
        callAny(method, question, real, callback -> {
            given[0] = (Listener) callback;
            return body.run(given[0]);
        });
        if (body instanceof After later) {
            join(() -> later.after().on(given[0]));
        }
    }

    private Lookup enter(CachedMethod method, String question, Object callback) {
        return engine.enter(method, new Service(), new Object[] {question, callback});
    }

    private Object hit(CachedMethod method, String question, Object callback) throws Exception {
        Lookup found = enter(method, question, callback);
        assertThat(found).isInstanceOf(Replay.class);
        Callable<Object> replay = ((Replay) found).replay();
        assertThat(((Replay) found).answer()).isInstanceOfSatisfying(Hit.class, hit -> assertThat(hit.source())
                .isNotEqualTo(Source.COALESCED));
        return replay.call();
    }

    private Engine anew() throws Exception {
        engine.close();
        engine = new Engine(load("mode: " + mode), (module, name) -> {}, new FixedClock(), System::nanoTime);
        opened.add(engine);
        return engine;
    }

    private CachedMethod method(String name, String callback) throws Exception {
        if (engine == null) {
            engine = new Engine(load("mode: " + mode), (module, open) -> {}, new FixedClock(), System::nanoTime);
            opened.add(engine);
        }
        Method method = Arrays.stream(Service.class.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        Target target = new Target(method, Service.class.getName(), List.of("question", "listener"));
        return engine.method(
                target,
                load(
                                "mode: " + mode,
                                "methods:",
                                "  - method: " + Service.class.getName() + "#" + name,
                                "    " + callback)
                        .methods()
                        .get(0));
    }

    private Configuration load(String... lines) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(file, String.join("\n", lines) + "\nhome: " + folder.resolve("home"));
        return ConfigurationLoader.load(
                file.toString(), new ProcessContext(Map.of(), Map.of(), folder.toFile()), List.of());
    }
}
