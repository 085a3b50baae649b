package dev.reprise.engine.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FutureShapeTest {

    private final Recorded recorded = new Recorded();

    @SuppressWarnings("unused")
    private interface Methods {
        CompletableFuture<List<String>> future();

        CompletionStage<? extends Number> stage();

        Future<String> plain();

        @SuppressWarnings("rawtypes")
        CompletableFuture raw();

        String value();

        CompletableFuture<Stream<String>> stream();

        Future<Iterator<String>> iterator();

        CompletableFuture<Future<String>> twice();
    }

    private static Shape shape(String method) throws Exception {
        return Shape.of(Methods.class.getDeclaredMethod(method));
    }

    @SuppressWarnings("unchecked")
    private <T> CompletableFuture<T> record(CompletableFuture<T> real) throws Exception {
        return (CompletableFuture<T>) shape("future").record(real, recorded);
    }

    @Test
    void anEntryHoldsWhatTheFutureHolds() throws Exception {
        assertThat(shape("future").held().getTypeName()).isEqualTo("java.util.List<java.lang.String>");
        assertThat(shape("stage").held().getTypeName()).isEqualTo("? extends java.lang.Number");
        assertThat(shape("plain").held()).isEqualTo((Type) String.class);
        assertThat(shape("raw").held()).isEqualTo((Type) Object.class);
        assertThat(shape("value").held()).isEqualTo((Type) String.class);
    }

    @Test
    void eachHitIsACompletedStageOfItsOwn() throws Exception {
        CompletableFuture<?> one = (CompletableFuture<?>) shape("future").replay("a");
        CompletableFuture<?> other = (CompletableFuture<?>) shape("future").replay("a");

        one.obtrudeValue(null);

        assertThat(other.getNow(null)).isEqualTo("a");
    }

    @Test
    void anAnswerIsRecordedBeforeAnyoneWhoWaitsForItCanChangeIt() throws Exception {
        CompletableFuture<List<String>> real = new CompletableFuture<>();
        CompletableFuture<List<String>> handed = record(real);
        handed.thenAccept(answer -> answer.add("changed"));
        handed.thenAccept(answer -> answer.add("again"));

        real.complete(new ArrayList<>(List.of("a")));

        assertThat(recorded.all).containsExactly("answer [a]");
        assertThat(handed.join()).hasSize(3).isSameAs(real.join());
    }

    @Test
    void oneThatIsDoneIsHandedOverItself() throws Exception {
        CompletableFuture<String> done = CompletableFuture.completedFuture("a");
        CompletableFuture<String> failed = CompletableFuture.failedFuture(new IllegalStateException("own"));

        assertThat(record(done)).isSameAs(done);
        assertThat(record(failed)).isSameAs(failed);
        assertThat(recorded.all).containsExactly("answer a", "thrown own");
    }

    @Test
    void aFailureArrivesAsItIs() throws Exception {
        CompletableFuture<String> real = new CompletableFuture<>();
        CompletableFuture<String> handed = record(real);
        List<Throwable> seen = new ArrayList<>();
        handed.whenComplete((answer, thrown) -> seen.add(thrown));
        IllegalStateException own = new IllegalStateException("own");

        real.completeExceptionally(own);

        assertThat(seen).containsExactly(own);
        assertThatThrownBy(handed::get).isInstanceOf(ExecutionException.class).hasCause(own);
        assertThatThrownBy(handed::join).isInstanceOf(CompletionException.class).hasCause(own);
        assertThat(recorded.all).containsExactly("thrown own");
    }

    @Test
    void aCancellationReachesTheRealOne() throws Exception {
        CompletableFuture<String> real = new CompletableFuture<>();
        CompletableFuture<String> handed = record(real);

        assertThat(handed.cancel(true)).isTrue();

        assertThat(real.isCancelled()).isTrue();
        assertThat(handed.isCancelled()).isTrue();
        assertThatThrownBy(handed::join).isInstanceOf(CancellationException.class);
        assertThat(recorded.all).containsExactly("thrown its holder made the end");
    }

    @Test
    void aCancellationOfTheRealOneArrives() throws Exception {
        CompletableFuture<String> real = new CompletableFuture<>();
        CompletableFuture<String> handed = record(real);

        real.cancel(true);

        assertThat(handed.isCancelled()).isTrue();
    }

    @Test
    void whatItsHolderMakesOfItIsNotRecorded() throws Exception {
        CompletableFuture<String> real = new CompletableFuture<>();
        CompletableFuture<String> handed = record(real);

        handed.complete("by hand");

        assertThat(real.join()).isEqualTo("by hand");
        assertThat(recorded.all).containsExactly("thrown its holder made the end");
    }

    @Test
    void aTimeoutOfItsHolderReachesTheRealOne() throws Exception {
        CompletableFuture<String> real = new CompletableFuture<>();
        CompletableFuture<String> handed = record(real);

        handed.orTimeout(1, TimeUnit.NANOSECONDS);

        assertThatThrownBy(real::get).hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void aFutureThatTellsNobodyIsRecordedWhenItsHolderGetsTheAnswer() throws Exception {
        FutureTask<List<String>> task = new FutureTask<>(() -> new ArrayList<>(List.of("a")));
        @SuppressWarnings("unchecked")
        Future<List<String>> handed = (Future<List<String>>) shape("plain").record(task, recorded);

        assertThat(handed.isDone()).isFalse();
        task.run();
        assertThat(handed.isDone()).isTrue();
        assertThat(recorded.all).isEmpty();
        handed.get().add("changed");
        handed.get(60, TimeUnit.SECONDS).add("again");

        assertThat(recorded.all).containsExactly("answer [a]");
    }

    @Test
    void aFutureThatFailsOrIsCancelledIsRecordedAsSuch() throws Exception {
        FutureTask<String> failing = new FutureTask<>(() -> {
            throw new IllegalStateException("own");
        });
        FutureTask<String> cancelled = new FutureTask<>(() -> "a");
        Future<?> one = (Future<?>) shape("plain").record(failing, recorded);
        Future<?> other = (Future<?>) shape("plain").record(cancelled, recorded);

        failing.run();
        other.cancel(true);

        assertThatThrownBy(one::get).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(cancelled.isCancelled()).isTrue();
        assertThat(other.isCancelled()).isTrue();
        assertThatThrownBy(one::get).hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(other::get).isInstanceOf(CancellationException.class);
        assertThat(recorded.all).containsExactly("thrown its holder made the end", "thrown own");
    }

    @Test
    void whatIsTakenForOthersIsRecordedOnceAsItWas() throws Exception {
        FutureTask<List<String>> task = new FutureTask<>(() -> new ArrayList<>(List.of("a")));
        RecordedFuture handed = (RecordedFuture) shape("plain").record(task, recorded);

        assertThat(handed.isThere()).isFalse();
        handed.take();
        assertThat(recorded.all).isEmpty();
        task.run();
        assertThat(handed.isThere()).isTrue();
        handed.take();
        handed.take();

        assertThat(handed.get()).isEqualTo(List.of("a"));
        assertThat(recorded.all).containsExactly("answer [a]");
    }

    @Test
    void aFailureThatIsTakenForOthersIsRecordedOnceAndItsHoldersAsEver() throws Exception {
        FutureTask<List<String>> task = new FutureTask<>(() -> {
            throw new IllegalStateException("own");
        });
        RecordedFuture handed = (RecordedFuture) shape("plain").record(task, recorded);
        task.run();

        handed.take();
        handed.take();

        assertThatThrownBy(handed::get).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(recorded.all).containsExactly("thrown own");
    }

    @Test
    void oneOfTheHostsIsHandedOverItselfAndNotRecorded() throws Exception {
        Own own = new Own();

        assertThat(shape("future").record(own, recorded)).isSameAs(own);
        assertThat(recorded.all).hasSize(1);
        assertThat(recorded.all.get(0)).startsWith("refused: a " + Own.class.getName());
    }

    @Test
    void aStreamInAFutureIsRecordedAsItIsPulled() throws Exception {
        CompletableFuture<Stream<String>> real = new CompletableFuture<>();
        @SuppressWarnings("unchecked")
        CompletableFuture<Stream<String>> handed =
                (CompletableFuture<Stream<String>>) shape("stream").record(real, recorded);

        real.complete(Stream.of("a", "b"));
        assertThat(recorded.all).isEmpty();

        assertThat(handed.join().toList()).containsExactly("a", "b");
        assertThat(recorded.all).containsExactly("part a", "part b", "complete");
        assertThat(shape("stream").isInParts()).isTrue();
        assertThat(shape("stream").held()).isEqualTo((Type) String.class);
    }

    @Test
    void aStreamInAFutureThatIsDoneIsRecordedToo() throws Exception {
        CompletableFuture<?> handed = (CompletableFuture<?>)
                shape("stream").record(CompletableFuture.completedFuture(Stream.of("a")), recorded);

        assertThat(((Stream<?>) handed.join()).toList()).hasSize(1);
        assertThat(recorded.all).containsExactly("part a", "complete");
    }

    @Test
    void eachHitOfAStreamInAFutureIsAStreamOfItsOwn() throws Exception {
        CompletableFuture<?> one = (CompletableFuture<?>) shape("stream").replay(List.of("a", "b"));
        CompletableFuture<?> other = (CompletableFuture<?>) shape("stream").replay(List.of("a", "b"));

        assertThat((Stream<?>) one.join()).hasSize(2);
        assertThat((Stream<?>) other.join()).hasSize(2);
    }

    @Test
    void aFutureWithAStreamThatFailsIsNotRecorded() throws Exception {
        CompletableFuture<Stream<String>> real = new CompletableFuture<>();
        CompletableFuture<?> handed = (CompletableFuture<?>) shape("stream").record(real, recorded);

        real.completeExceptionally(new IllegalStateException("own"));

        assertThat(handed.isCompletedExceptionally()).isTrue();
        assertThat(recorded.all).containsExactly("thrown own");
    }

    @Test
    void anIteratorInAFutureThatTellsNobodyIsTheSameHoweverOftenItIsAskedFor() throws Exception {
        FutureTask<Iterator<String>> task = new FutureTask<>(() -> List.of("a").iterator());
        task.run();
        Future<?> handed = (Future<?>) shape("iterator").record(task, recorded);

        Iterator<?> iterator = (Iterator<?>) handed.get();
        assertThat(handed.get(60, TimeUnit.SECONDS)).isSameAs(iterator);
        iterator.forEachRemaining(each -> {});

        assertThat(recorded.all).containsExactly("part a", "complete");
    }

    @Test
    void aFutureInAFutureIsNoAnswer() throws Exception {
        assertThat(shape("twice").held().getTypeName()).isEqualTo("java.util.concurrent.Future<java.lang.String>");
        assertThat(shape("twice").isInParts()).isFalse();
    }

    /** It might bring a context to those who wait for it. */
    private static final class Own extends CompletableFuture<String> {}
}
