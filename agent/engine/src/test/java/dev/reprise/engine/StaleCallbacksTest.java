package dev.reprise.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Calling;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Replay;
import dev.reprise.engine.Lookup.StaleHit;
import dev.reprise.engine.thread.LastThread;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What calls get whose method was to call an argument back, and throws. */
class StaleCallbacksTest extends ReopenedEngines {

    private static final String TELL = "callback: { argument: 1 }";
    private static final String ASK = "callback: { argument: 1, ends: [done], fails: [failed], later: true }";
    private static final Throwable REFUSED = refused();

    private static Throwable refused() {
        HttpConnectTimeoutException refused = new HttpConnectTimeoutException("nobody there");
        refused.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("jdk.internal.net.http.HttpClientImpl", "send", "HttpClientImpl.java", 1)
        });
        return refused;
    }

    static final class Desk {

        String tell(String question, Consumer<String> tokens) {
            return question;
        }

        void ask(String question, Listener listener) {}
    }

    interface Listener {
        void part(String text);

        void done(String all);

        void failed(Throwable failure);
    }

    static final class Told implements Listener, Consumer<String> {
        final List<String> all = new CopyOnWriteArrayList<>();
        final CountDownLatch end = new CountDownLatch(1);

        @Override
        public void accept(String token) {
            all.add(token);
        }

        @Override
        public void part(String text) {
            all.add(text);
        }

        @Override
        public void done(String whole) {
            all.add("done " + whole);
            end.countDown();
        }

        @Override
        public void failed(Throwable failure) {
            all.add("failed");
        }
    }

    private final Desk desk = new Desk();
    private final Told told = new Told();

    private CachedMethod desk(String name, Class<?> callback, String how) throws Exception {
        open("", "answer");
        String type = Desk.class.getName();
        String lines = "methods:\n  - { method: " + type + "#" + name + ", ttl: 1h, stale-if-error: 2h, " + how + " }";
        return engine.method(
                new Target(Desk.class.getDeclaredMethod(name, String.class, callback), type, List.of("question", "to")),
                load(lines).methods().get(0));
    }

    private Calling begin(CachedMethod method, Object callback) {
        return (Calling) engine.enter(method, desk, new Object[] {"q", callback});
    }

    private static Object make(Object instead) throws Exception {
        Callable<?> replay = ((Replay) ((Hit) instead).value()).replay();
        return replay.call();
    }

    @SuppressWarnings("unchecked")
    private CachedMethod told() throws Exception {
        CachedMethod tell = desk("tell", Consumer.class, TELL);
        Calling calling = begin(tell, new Told());
        ((Consumer<String>) calling.callback().callback()).accept("a");
        ((Consumer<String>) calling.callback().callback()).accept("b");
        engine.exit(calling, "whole", null);
        clock.advance(Duration.ofMinutes(61));
        return tell;
    }

    @Test
    void anEntryCallsBackAndAnswersInPlaceOfWhatWasThrown() throws Exception {
        CachedMethod tell = told();

        Object instead = engine.exit(begin(tell, told), null, REFUSED);

        assertThat(told.all).isEmpty();
        assertThat(((StaleHit) instead).ageMillis())
                .isEqualTo(Duration.ofMinutes(61).toMillis());
        assertThat(make(instead)).isEqualTo("whole");
        assertThat(told.all).containsExactly("a", "b");
    }

    @Test
    @SuppressWarnings("unchecked")
    void nothingAnswersOnceTheCallbackWasCalledOrWhatFailedIsNotTheProvider() throws Exception {
        CachedMethod tell = told();

        Calling calling = begin(tell, told);
        ((Consumer<String>) calling.callback().callback()).accept("x");
        assertThat(engine.exit(calling, null, REFUSED)).isNull();
        assertThat(engine.exit(begin(tell, told), null, new IllegalArgumentException()))
                .isNull();

        assertThat(told.all).containsExactly("x");
    }

    @Test
    void aCallbackThatIsCalledLaterIsToldOfTheEntryAndOfNothingElse() throws Exception {
        CachedMethod ask = desk("ask", Listener.class, ASK);
        Calling first = begin(ask, new Told());
        Listener recorded = (Listener) first.callback().callback();
        engine.exit(first, null, null);
        recorded.part("a");
        recorded.done("a");
        clock.advance(Duration.ofMinutes(61));

        Calling calling = begin(ask, told);
        Object result = make(engine.exit(calling, null, REFUSED));
        ((Listener) calling.callback().callback()).failed(REFUSED);

        assertThat(result).isNull();
        assertThat(told.end.await(30, SECONDS)).isTrue();
        assertThat(told.all).containsExactly("a", "done a");
    }

    /** The client may tell of the failure elsewhere after its method has thrown it. */
    @Test
    void aCallbackThatNoEntryCallsIsToldWhatComesLater() throws Exception {
        CachedMethod ask = desk("ask", Listener.class, ASK);
        Calling first = begin(ask, new Told());
        Listener recorded = (Listener) first.callback().callback();
        engine.exit(first, null, null);
        recorded.part("a");
        recorded.done("a");
        clock.advance(Duration.ofMinutes(61));
        Calling calling = begin(ask, told);
        Object[] instead = new Object[1];

        LastThread.run(() -> instead[0] = engine.exit(calling, null, REFUSED));
        ((Listener) calling.callback().callback()).failed(REFUSED);

        assertThat(instead[0]).isNull();
        assertThat(told.all).containsExactly("failed");
    }
}
