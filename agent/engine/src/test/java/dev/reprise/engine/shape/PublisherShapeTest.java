package dev.reprise.engine.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.shape.ColdShape.Subscribed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class PublisherShapeTest {

    private final Recorded recorded = new Recorded();
    private final Subscribed asking = new Subscribed.Asking(recorded, null);
    private final Subscribed answered = new Subscribed.Answered(List.of("a", "b", "c"));
    private final Subscribed single = new Subscribed.Answered(List.of("a"));

    @SuppressWarnings("unused")
    private interface Methods {
        Flow.Publisher<String> flow();

        Publisher<String> publisher();

        Flux<String> flux();

        Mono<String> mono();

        io.reactivex.Flowable<String> flowable2();

        io.reactivex.Observable<String> observable2();

        io.reactivex.Single<String> single2();

        io.reactivex.Maybe<String> maybe2();

        io.reactivex.rxjava3.core.Flowable<String> flowable3();

        io.reactivex.rxjava3.core.Observable<String> observable3();

        io.reactivex.rxjava3.core.Single<String> single3();

        io.reactivex.rxjava3.core.Maybe<String> maybe3();
    }

    /** Gives each subscription the next of what is given here. */
    @SuppressWarnings("unchecked")
    private <T> T assembled(String method, T real, Subscribed... subscriptions) throws Exception {
        ColdShape shape = (ColdShape) Shape.of(Methods.class.getDeclaredMethod(method));
        List<Subscribed> left = new ArrayList<>(List.of(subscriptions));
        return (T) shape.assemble(real, around -> left.remove(0));
    }

    @Test
    void aFluxIsRecordedAtItsSubscriptionAndReplayedAtTheNext() throws Exception {
        Flux<String> handed = assembled("flux", Flux.just("a", "b", "c"), asking, answered, Subscribed.Passed.INSTANCE);
        assertThat(recorded.all).isEmpty();

        assertThat(handed.collectList().block()).containsExactly("a", "b", "c");
        assertThat(recorded.all).containsExactly("part a", "part b", "part c", "complete");
        assertThat(handed.collectList().block()).containsExactly("a", "b", "c");
        assertThat(handed.collectList().block()).containsExactly("a", "b", "c");
        assertThat(recorded.all).hasSize(4);
    }

    @Test
    void whatIsRecordedIsCompleteBeforeTheSubscriberIsTold() throws Exception {
        List<Integer> seen = new ArrayList<>();

        assembled("flux", Flux.just("a"), asking)
                .doOnComplete(() -> seen.add(recorded.all.indexOf("complete")))
                .blockLast();

        assertThat(seen).containsExactly(1);
    }

    @Test
    void monosOfOneAndOfNothing() throws Exception {
        Mono<String> handed = assembled("mono", Mono.just("a"), asking, single, new Subscribed.Answered(List.of()));

        assertThat(handed.block()).isEqualTo("a");
        assertThat(recorded.all).startsWith("part a", "complete");
        assertThat(handed.block()).isEqualTo("a");
        assertThat(handed.block()).isNull();
    }

    @Test
    void whatReactorWouldTakeOutOfAQueueIsRecordedAllTheSame() throws Exception {
        Mono<String> mono = assembled("mono", Mono.fromCallable(() -> "a"), asking);
        Flux<String> flux = assembled("flux", Flux.just("a", "b"), asking);

        assertThat(Flux.just(1).hide().flatMap(one -> mono).blockLast()).isEqualTo("a");
        assertThat(recorded.all).containsExactly("part a", "complete", "complete");
        assertThat(flux.flatMapIterable(List::of).collectList().block()).containsExactly("a", "b");
        assertThat(recorded.all).endsWith("part a", "part b", "complete");
    }

    @Test
    void aMonoIsCompleteBeforeItsElementIsHandedOver() throws Exception {
        List<List<String>> seen = new ArrayList<>();

        assembled("mono", Mono.just("a"), asking)
                .doOnNext(element -> seen.add(List.copyOf(recorded.all)))
                .block();

        assertThat(seen).containsExactly(List.of("part a", "complete"));
    }

    @Test
    void aPublisherThatIsAFluxStaysOne() throws Exception {
        Publisher<String> handed = assembled("publisher", (Publisher<String>) Flux.just("a"), asking);

        assertThat(handed).isInstanceOf(Flux.class);
        assertThat(Flux.from(handed).blockLast()).isEqualTo("a");
    }

    @Test
    void flowOfTheJdk() throws Exception {
        Flow.Publisher<String> handed =
                assembled("flow", FlowAdapters.toFlowPublisher(Flux.just("a", "b", "c")), asking, answered);

        for (int i = 0; i < 2; i++) {
            assertThat(Flux.from(FlowAdapters.toPublisher(handed)).collectList().block())
                    .containsExactly("a", "b", "c");
        }
        assertThat(recorded.all).containsExactly("part a", "part b", "part c", "complete");
    }

    @Test
    void rxJava2() throws Exception {
        List<Object> got = new ArrayList<>();
        io.reactivex.Flowable<String> flowable =
                assembled("flowable2", io.reactivex.Flowable.just("a", "b", "c"), asking, answered);
        io.reactivex.Observable<String> observable =
                assembled("observable2", io.reactivex.Observable.just("a", "b", "c"), asking, answered);
        io.reactivex.Single<String> one = assembled("single2", io.reactivex.Single.just("a"), asking, single);
        io.reactivex.Maybe<String> maybe = assembled("maybe2", io.reactivex.Maybe.just("a"), asking, single);
        for (int i = 0; i < 2; i++) {
            got.add(flowable.toList().blockingGet());
            got.add(observable.toList().blockingGet());
            got.add(one.blockingGet());
            got.add(maybe.blockingGet());
        }

        List<String> all = List.of("a", "b", "c");
        assertThat(got).containsExactly(all, all, "a", "a", all, all, "a", "a");
        assertThat(recorded.all).filteredOn("complete"::equals).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void rxJava3() throws Exception {
        List<Object> got = new ArrayList<>();
        io.reactivex.rxjava3.core.Flowable<String> flowable =
                assembled("flowable3", io.reactivex.rxjava3.core.Flowable.just("a", "b", "c"), asking, answered);
        io.reactivex.rxjava3.core.Observable<String> observable =
                assembled("observable3", io.reactivex.rxjava3.core.Observable.just("a", "b", "c"), asking, answered);
        io.reactivex.rxjava3.core.Single<String> one =
                assembled("single3", io.reactivex.rxjava3.core.Single.just("a"), asking, single);
        io.reactivex.rxjava3.core.Maybe<String> maybe =
                assembled("maybe3", io.reactivex.rxjava3.core.Maybe.just("a"), asking, single);
        for (int i = 0; i < 2; i++) {
            got.add(flowable.toList().blockingGet());
            got.add(observable.toList().blockingGet());
            got.add(one.blockingGet());
            got.add(maybe.blockingGet());
        }

        List<String> all = List.of("a", "b", "c");
        assertThat(got).containsExactly(all, all, "a", "a", all, all, "a", "a");
        assertThat(recorded.all).filteredOn("complete"::equals).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void whatFailsIsNotKeptAndFailsAsItDid() throws Exception {
        Flux<String> real = Flux.concat(Flux.just("a"), Flux.error(new TimeoutException("own")));

        assertThatThrownBy(() -> assembled("flux", real, asking).blockLast())
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(recorded.all)
                .containsExactly("part a", "abandoned: it failed with a java.util.concurrent.TimeoutException");
    }

    @Test
    void aCancellationReachesTheRealOneAndNothingIsComplete() throws Exception {
        List<String> events = new ArrayList<>();
        Flux<String> real = Flux.just("a", "b", "c").doOnCancel(() -> events.add("cancelled"));

        assertThat(assembled("flux", real, asking).take(1).collectList().block())
                .containsExactly("a");

        assertThat(events).containsExactly("cancelled");
        assertThat(recorded.all).containsExactly("part a", "abandoned: it was cancelled before its end");
    }

    @Test
    void whatIsCancelledIsNotKeptThoughAllOfItComes() throws Exception {
        List<String> got = new ArrayList<>();
        Publisher<String> deaf = subscriber -> subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long count) {
                subscriber.onNext("a");
                subscriber.onNext("b");
                subscriber.onComplete();
            }

            @Override
            public void cancel() {
                got.add("cancelled");
            }
        });

        assembled("publisher", deaf, asking).subscribe(new Subscriber<>() {
            private Subscription subscription;

            @Override
            public void onSubscribe(Subscription begun) {
                subscription = begun;
                begun.request(2);
            }

            @Override
            public void onNext(String element) {
                got.add(element);
                if (element.equals("a")) {
                    subscription.cancel();
                }
            }

            @Override
            public void onError(Throwable thrown) {
                got.add(thrown.toString());
            }

            @Override
            public void onComplete() {
                got.add("end");
            }
        });

        assertThat(got).containsExactly("a", "cancelled", "b", "end");
        assertThat(recorded.all.subList(0, 2)).containsExactly("part a", "abandoned: it was cancelled before its end");
    }

    @Test
    void aSubscriberGetsNoMoreThanItAskedFor() throws Exception {
        for (Subscribed how : List.of(asking, answered)) {
            List<Long> demand = new ArrayList<>();
            Flux<String> real = Flux.just("a", "b", "c").doOnRequest(demand::add);
            List<String> got = new ArrayList<>();
            BaseSubscriber<String> subscriber = new BaseSubscriber<>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                    subscription.request(1);
                }

                @Override
                protected void hookOnNext(String value) {
                    got.add(value);
                }

                @Override
                protected void hookOnComplete() {
                    got.add("complete");
                }
            };

            assembled("flux", real, how).subscribe(subscriber);
            assertThat(got).containsExactly("a");
            subscriber.request(1);
            assertThat(got).containsExactly("a", "b");
            subscriber.request(5);
            assertThat(got).containsExactly("a", "b", "c", "complete");
            assertThat(demand).isEqualTo(how == asking ? List.of(1L, 1L, 5L) : List.of());
        }
    }

    @Test
    void aReplayEndsWithACancellation() throws Exception {
        List<String> got = assembled("flux", Flux.<String>never(), answered)
                .takeUntil("b"::equals)
                .collectList()
                .block();

        assertThat(got).containsExactly("a", "b");
    }

    @Test
    void askingForNothingIsAnError() throws Exception {
        List<String> got = new ArrayList<>();
        Publisher<String> handed =
                assembled("publisher", (Publisher<String>) Flux.<String>never()::subscribe, answered);

        handed.subscribe(new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.request(0);
                subscription.request(1);
            }

            @Override
            public void onNext(String value) {
                got.add(value);
            }

            @Override
            public void onError(Throwable thrown) {
                got.add(thrown.getClass().getSimpleName());
            }

            @Override
            public void onComplete() {
                got.add("complete");
            }
        });

        assertThat(got).containsExactly("IllegalArgumentException");
    }

    @Test
    void aLongReplayDoesNotOverflowTheStack() throws Exception {
        List<Integer> many = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            many.add(i);
        }

        Long counted = assembled("flux", Flux.<String>never(), new Subscribed.Answered(many))
                .limitRate(1)
                .count()
                .block();

        assertThat(counted).isEqualTo(100_000);
    }

    @Test
    void theContextOfReactorIsSeenByTheRealOne() throws Exception {
        Flux<String> real =
                Flux.deferContextual(context -> Flux.just(context.get("user").toString()));

        String seen = assembled("flux", real, asking)
                .contextWrite(context -> context.put("user", "ada"))
                .blockLast();

        assertThat(seen).isEqualTo("ada");
        assertThat(recorded.all).containsExactly("part ada", "complete");
    }

    @Test
    void whatASubscriberGetsWhoGoesOnAfterFailuresIsNotAll() throws Exception {
        Flux<String> real = Flux.just("1", "no number", "3").map(text -> Integer.toString(Integer.parseInt(text)));

        List<String> got = assembled("flux", real, asking)
                .onErrorContinue((failure, element) -> {})
                .collectList()
                .block();

        assertThat(got).containsExactly("1", "3");
        assertThat(recorded.all.get(0)).startsWith("abandoned: its subscriber goes on after elements that fail");
    }
}
