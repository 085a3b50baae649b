package dev.reprise.engine.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.core.http.AsyncStreamResponse;
import dev.reprise.engine.thread.LastThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncResponseShapeTest {

    interface Client {
        AsyncStreamResponse<String> stream();
    }

    /** Does what is given to it when it is told to. */
    private static final class Later implements Executor {
        private final List<Runnable> tasks = new ArrayList<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        void run() {
            tasks.forEach(Runnable::run);
            tasks.clear();
        }
    }

    /** A handler that notes what it is told, and fails at a part if asked to. */
    private static final class Heard implements AsyncStreamResponse.Handler<String> {
        final List<String> all = new ArrayList<>();
        final CompletableFuture<Thread> ended = new CompletableFuture<>();
        String failing = "";

        @Override
        public void onNext(String part) {
            all.add(part);
            if (part.equals(failing)) {
                throw new IllegalStateException("no more");
            }
        }

        @Override
        public void onComplete(Optional<Throwable> error) {
            all.add(error.map(Throwable::getMessage).orElse("end"));
            ended.complete(Thread.currentThread());
        }
    }

    /** What the provider sends, by hand. */
    private static final class Real implements AsyncStreamResponse<String> {
        private AsyncStreamResponse.Handler<? super String> handler;
        private final CompletableFuture<Void> completion = new CompletableFuture<>();
        boolean closed;

        @Override
        public AsyncStreamResponse<String> subscribe(Handler<? super String> given) {
            if (handler != null) {
                throw new IllegalStateException("Cannot subscribe more than once");
            }
            handler = given;
            return this;
        }

        @Override
        public AsyncStreamResponse<String> subscribe(Handler<? super String> given, Executor executor) {
            return subscribe(given);
        }

        @Override
        public CompletableFuture<Void> onCompleteFuture() {
            return completion;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final Shape shape;
    private final Real real = new Real();
    private final Recorded recorded = new Recorded();
    private final Heard heard = new Heard();
    private final Later later = new Later();

    AsyncResponseShapeTest() throws NoSuchMethodException {
        shape = Shape.of(Client.class.getDeclaredMethod("stream"));
    }

    @SuppressWarnings("unchecked")
    private AsyncStreamResponse<String> recording() {
        return (AsyncStreamResponse<String>) shape.record(real, recorded);
    }

    @SuppressWarnings("unchecked")
    private AsyncStreamResponse<String> replay(String... parts) {
        return (AsyncStreamResponse<String>) shape.replay(List.of(parts));
    }

    @Test
    void partsAreRecordedAsTheHandlerGetsThem() {
        AsyncStreamResponse<String> response = recording();

        assertThat(response.subscribe(heard)).isSameAs(response);
        real.handler.onNext("a");
        real.handler.onNext("b");
        real.handler.onComplete(Optional.empty());

        assertThat(recorded.all).containsExactly("part a", "part b", "complete");
        assertThat(heard.all).containsExactly("a", "b", "end");
        assertThat(response.onCompleteFuture()).isSameAs(real.completion);
        response.close();
        assertThat(real.closed).isTrue();
        assertThat(response).isEqualTo(response).isNotEqualTo(real).hasSameHashCodeAs(response);
    }

    /** Notes what is done between the parts as well. */
    private static final class Paced extends Recorded {

        @Override
        public void pulling() {
            all.add("waits");
        }

        @Override
        public void pulled() {
            all.add("has it");
        }

        @Override
        public void left(String reason) {
            all.add("left: " + reason);
        }

        @Override
        public void abandoned() {
            all.add("nobody wants it");
        }
    }

    private final Paced paced = new Paced();

    @SuppressWarnings("unchecked")
    private AsyncStreamResponse<String> paced() {
        return (AsyncStreamResponse<String>) shape.record(real, paced);
    }

    @Test
    void theHandlerWaitsForTheProviderFromItsSubscriptionToAPartAndFromItsReturnToTheNext() {
        AsyncStreamResponse<String> response = paced();
        assertThat(paced.all).isEmpty();

        response.subscribe(heard);
        real.handler.onNext("a");
        real.handler.onComplete(Optional.empty());

        assertThat(paced.all).containsExactly("waits", "has it", "part a", "waits", "complete");
    }

    @Test
    void whatTheHandlerThrowsIsNoFailureOfTheProvider() {
        heard.failing = "a";
        paced().subscribe(heard);

        assertThatThrownBy(() -> real.handler.onNext("a")).hasMessage("no more");

        assertThat(paced.all)
                .containsExactly("waits", "has it", "part a", "left: it failed with a java.lang.IllegalStateException");
    }

    @Test
    void whatIsClosedBeforeAnybodySubscribesNobodyWants() {
        paced().close();

        assertThat(paced.all).containsExactly("nobody wants it");
        assertThat(real.closed).isTrue();
    }

    @Test
    void aSubscriptionThatIsRefusedDoesNotDisturbTheFirst() {
        AsyncStreamResponse<String> response = paced();
        response.subscribe(heard);
        assertThatThrownBy(() -> response.subscribe(new Heard())).hasMessage("Cannot subscribe more than once");
        assertThatThrownBy(() -> response.subscribe(null)).hasMessage("Cannot subscribe more than once");

        real.handler.onComplete(Optional.empty());

        assertThat(paced.all).containsExactly("waits", "complete");
    }

    @Test
    void whatEndsWithAnErrorIsNotKept() {
        recording().subscribe(heard, later);
        real.handler.onNext("a");
        real.handler.onComplete(Optional.of(new IllegalStateException("lost")));

        assertThat(recorded.all).first().isEqualTo("part a");
        assertThat(recorded.all).last().isEqualTo("abandoned: it failed with a java.lang.IllegalStateException");
        assertThat(heard.all).containsExactly("a", "lost");
    }

    @Test
    void whatTheCallerClosesIsNotKeptThoughItIsReadToItsEnd() {
        AsyncStreamResponse<String> response = recording();
        response.subscribe(heard);
        real.handler.onNext("a");

        response.close();
        real.handler.onNext("b");
        real.handler.onComplete(Optional.empty());

        assertThat(recorded.all.subList(0, 2)).containsExactly("part a", "abandoned: it was closed before its end");
        assertThat(heard.all).containsExactly("a", "b", "end");
        assertThat(real.closed).isTrue();
    }

    @Test
    void whatTheHandlerThrowsGoesWhereItWent() {
        heard.failing = "a";
        recording().subscribe(heard);

        assertThatThrownBy(() -> real.handler.onNext("a")).hasMessage("no more");
    }

    @Test
    void anotherSubscriptionIsRefusedAsEver() {
        AsyncStreamResponse<String> response = recording();
        response.subscribe(heard);

        assertThatThrownBy(() -> response.subscribe(heard))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot subscribe more than once");
    }

    @Test
    void aHitHandsThePartsOverOnTheExecutorAndThenEnds() {
        AsyncStreamResponse<String> response = replay("a", "b");

        assertThat(response.subscribe(heard, later)).isSameAs(response);
        assertThat(heard.all).isEmpty();
        assertThat(response.onCompleteFuture()).isNotDone();
        later.run();

        assertThat(heard.all).containsExactly("a", "b", "end");
        assertThat(response.onCompleteFuture()).isCompletedWithValue(null);
    }

    @Test
    void withoutAnExecutorAHitHasAThreadOfItsOwn() throws Exception {
        replay("a").subscribe(heard);

        Thread thread = heard.ended.get(30, TimeUnit.SECONDS);
        assertThat(thread).isNotSameAs(Thread.currentThread());
        assertThat(thread.isDaemon()).isTrue();
        assertThat(heard.all).containsExactly("a", "end");
    }

    @Test
    void whatTheHandlerThrowsEndsAHitAsItEndsACall() {
        AsyncStreamResponse<String> response = replay("a", "b");
        heard.failing = "a";

        response.subscribe(heard, later);
        later.run();

        assertThat(heard.all).containsExactly("a", "no more");
        assertThatThrownBy(() -> response.onCompleteFuture().get())
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no more");
    }

    @Test
    void aHitIsSubscribedToOnceAndNotOnceItIsClosed() {
        AsyncStreamResponse<String> twice = replay("a");
        twice.subscribe(heard, later);
        assertThatThrownBy(() -> twice.subscribe(heard, later)).hasMessage("Cannot subscribe more than once");

        AsyncStreamResponse<String> closed = replay("a");
        closed.close();
        assertThatThrownBy(() -> closed.subscribe(heard, later))
                .hasMessage("Cannot subscribe after the response is closed");
        assertThat(closed.onCompleteFuture()).isDone();
    }

    @Test
    void aHitThatIsClosedHandsNothingOverAnyMore() {
        AsyncStreamResponse<String> response = replay("a");

        response.subscribe(heard, later);
        response.close();
        later.run();

        assertThat(heard.all).isEmpty();
        assertThat(response.onCompleteFuture()).isDone();
    }

    /** A recording in place of whose failure parts may answer. */
    private static class Forgiving extends Recorded {
        private List<?> parts = List.of("x", "y");

        @Override
        public boolean isForgiving() {
            return true;
        }

        @Override
        public boolean forgives() {
            return true;
        }

        @Override
        public List<?> instead(Throwable thrown) {
            all.add("instead of " + thrown.getMessage());
            return parts;
        }
    }

    private final Forgiving forgiving = new Forgiving();

    @SuppressWarnings("unchecked")
    private AsyncStreamResponse<String> forgiven() {
        return (AsyncStreamResponse<String>) shape.record(real, forgiving);
    }

    private static final IllegalStateException LOST = new IllegalStateException("lost");

    @Test
    void aFailureBeforeTheFirstPartIsForgivenToTheHandlerAndToTheFuture() {
        for (boolean askedBefore : new boolean[] {true, false}) {
            Heard handler = new Heard();
            Real failing = new Real();
            @SuppressWarnings("unchecked")
            AsyncStreamResponse<String> response = (AsyncStreamResponse<String>) shape.record(failing, new Forgiving());
            response.subscribe(handler, later);
            CompletableFuture<Void> asked = askedBefore ? response.onCompleteFuture() : null;

            failing.completion.completeExceptionally(LOST); // First, as the SDK does.
            later.run();
            failing.handler.onComplete(Optional.of(LOST));

            assertThat(handler.all).containsExactly("x", "y", "end");
            assertThat(response.onCompleteFuture()).isCompletedWithValue(null);
            assertThat(asked == null || asked == response.onCompleteFuture()).isTrue();
        }
    }

    @Test
    void whereNothingAnswersTheFailureIsToldAsEver() {
        forgiving.parts = null;
        AsyncStreamResponse<String> response = forgiven();
        response.subscribe(heard, later);

        real.completion.completeExceptionally(LOST);
        real.handler.onComplete(Optional.of(LOST));

        assertThat(heard.all).containsExactly("lost");
        assertThat(response.onCompleteFuture()).isCompletedExceptionally();
        assertThat(forgiving.all).containsOnlyOnce("instead of lost");
    }

    @Test
    void aFailureAfterAPartIsNotForgiven() {
        AsyncStreamResponse<String> response = forgiven();
        response.subscribe(heard, later);

        real.handler.onNext("a");
        real.handler.onComplete(Optional.of(LOST));
        real.completion.completeExceptionally(LOST);

        assertThat(heard.all).containsExactly("a", "lost");
        assertThat(response.onCompleteFuture()).isCompletedExceptionally();
        assertThat(forgiving.all).doesNotContain("instead of lost");
    }

    @Test
    void aFailureThatTheFutureHasToldIsToldToTheHandlerAsWell() {
        AsyncStreamResponse<String> response = forgiven();
        CompletableFuture<Void> future = response.onCompleteFuture();
        real.completion.completeExceptionally(LOST);

        response.subscribe(heard);
        real.handler.onComplete(Optional.of(LOST));

        assertThat(future).isCompletedExceptionally();
        assertThat(heard.all).containsExactly("lost");
    }

    @Test
    void anAnswerInsteadThatIsClosedHandsNothingOverAnyMore() {
        AsyncStreamResponse<String> response = forgiven();
        response.subscribe(heard, later);
        CompletableFuture<Void> future = response.onCompleteFuture();
        real.completion.completeExceptionally(LOST);

        response.close();
        later.run();

        assertThat(heard.all).isEmpty();
        assertThat(future).isCompletedWithValue(null);
        assertThat(real.closed).isTrue();
    }

    /** As where no thread can be made any more, which comes together with providers that fail. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereNothingCanHandTheAnswerOverTheFailureIsToldAsEver(boolean isRefused) {
        AsyncStreamResponse<String> response = forgiven();
        response.subscribe(heard, task -> {
            if (isRefused) {
                throw new RejectedExecutionException();
            }
            throw new OutOfMemoryError("unable to create native thread");
        });
        CompletableFuture<Void> future = response.onCompleteFuture();

        real.completion.completeExceptionally(LOST);
        real.handler.onComplete(Optional.of(LOST));

        assertThat(future).isCompletedExceptionally();
        assertThat(heard.all).containsExactly("lost");
    }

    @Test
    void whoWasNotToldOfAFailureIsToldOfItWhereNothingCanHandTheAnswerOver() {
        AsyncStreamResponse<String> response = forgiven();
        response.subscribe(heard, task -> {
            real.handler.onComplete(Optional.of(LOST)); // As on another thread.
            throw new RejectedExecutionException();
        });
        CompletableFuture<Void> future = response.onCompleteFuture();

        real.completion.completeExceptionally(LOST);

        assertThat(future).isCompletedExceptionally();
        assertThat(heard.all).containsExactly("lost");
    }

    @Test
    void whoWaitsForTheEndIsToldOfItWhereThereIsNoMemoryToFindAnAnswer() {
        Recorded noMemory = new Forgiving() {
            @Override
            public List<?> instead(Throwable thrown) {
                throw new OutOfMemoryError();
            }
        };
        @SuppressWarnings("unchecked")
        AsyncStreamResponse<String> response = (AsyncStreamResponse<String>) shape.record(real, noMemory);
        response.subscribe(heard, later);

        real.completion.completeExceptionally(LOST);

        assertThat(response.onCompleteFuture()).isCompletedExceptionally();
    }

    /** Who waits by his handler waits for ever otherwise. */
    @Test
    void whoWaitsForAnEqualCallIsToldWhereNoThreadCanHandItsAnswerOver() throws Exception {
        Promise promise = shape.promise();
        @SuppressWarnings("unchecked")
        AsyncStreamResponse<String> response = (AsyncStreamResponse<String>) promise.handed();
        response.subscribe(heard);

        LastThread.run(() -> promise.answer(replay("a")));

        assertThat(response.onCompleteFuture()).isCompletedExceptionally();
        assertThat(heard.all).containsExactly("unable to create native thread");
    }
}
