package dev.reprise.clients.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.clients.RoundTrip;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.callback.EventStreamReplay;
import dev.reprise.engine.callback.EventStreamShape;
import dev.reprise.engine.callback.RecordedArgument;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.Parts;
import dev.reprise.engine.thread.ReplayThreads;
import dev.reprise.engine.value.CallbackCodec;
import dev.reprise.engine.value.CallbackPart;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.PartsCodec;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;

/** What the real client hands to handlers. */
@Timeout(240)
class BedrockStreamsTest {

    /** Of all tests: a client with its own waits two seconds when it is closed. */
    private static final SdkEventLoopGroup LOOPS =
            SdkEventLoopGroup.builder().numberOfThreads(2).build();

    private final StandInProvider provider = StandInProvider.start();
    private final BedrockRuntimeAsyncClient client = BedrockRuntimeAsyncClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(URI.create(provider.url()))
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
            .httpClientBuilder(
                    NettyNioAsyncHttpClient.builder().eventLoopGroup(LOOPS).protocol(Protocol.HTTP1_1))
            .overrideConfiguration(more -> more.retryStrategy(retry -> retry.maxAttempts(1)))
            .build();
    private final Handlers.Log real = new Handlers.Log();

    @AfterEach
    void stop() {
        client.close();
        provider.close();
    }

    private static EventStreamShape shape(String method, Class<?> request, Class<?> handler) throws Exception {
        Method declared = BedrockRuntimeAsyncClient.class.getMethod(method, request, handler);
        return EventStreamShape.of(declared, 1, FieldAccess.NONE);
    }

    private static EventStreamShape chats() throws Exception {
        return shape("converseStream", ConverseStreamRequest.class, ConverseStreamResponseHandler.class);
    }

    private static EventStreamShape models() throws Exception {
        return shape(
                "invokeModelWithResponseStream",
                InvokeModelWithResponseStreamRequest.class,
                InvokeModelWithResponseStreamResponseHandler.class);
    }

    private static PartsCodec codec(EventStreamShape shape) {
        Codecs codecs = new Codecs(FieldAccess.NONE);
        return new PartsCodec(new CallbackCodec(
                shape.parts(),
                (part, parameter) -> codecs.codecOfPart(
                        shape.type(part, parameter),
                        BedrockRuntimeAsyncClient.class,
                        List.of("software.amazon.awssdk."),
                        dev.reprise.engine.adapter.Adapters.NONE),
                null));
    }

    private CompletableFuture<Void> chat(ConverseStreamResponseHandler handler) {
        return client.converseStream(
                request -> request.modelId(Answers.MODEL).messages(message -> message.role(ConversationRole.USER)
                        .content(ContentBlock.fromText("Where is my order?"))),
                handler);
    }

    private Kept recordChat(List<String> events, Handlers.Log log) throws Exception {
        provider.answers(Answers.STREAM, Answers.EVENTS, Answers.events(events));
        Kept kept = new Kept();
        RecordedArgument recorded = chats().record(Handlers.ofChats(log), kept, null);
        try {
            chat((ConverseStreamResponseHandler) recorded.callback()).get(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException failed) {
            kept.all.add("failed");
        }
        return kept;
    }

    private static List<?> entry(EventStreamShape shape, Kept kept) throws Exception {
        List<?> parts = (List<?>) codec(shape).decode(codec(shape).encode(kept.parts));
        assertThat(parts.get(parts.size() - 1)).isInstanceOf(CallbackPart.Ended.class);
        return new ArrayList<>(parts).subList(0, parts.size() - 1);
    }

    private static EventStreamReplay replay(EventStreamShape shape, Object handler, List<?> parts) {
        ReplayThreads threads = new ReplayThreads();
        EventStreamReplay replay = shape.replay(handler, parts, threads);
        assertThat(threads.start(replay)).isTrue();
        return replay;
    }

    @Test
    void aHandlerIsToldTheSameByAnEntry() throws Exception {
        Kept kept = recordChat(Answers.CHAT_EVENTS, real);
        Handlers.Log plain = new Handlers.Log();
        chat(Handlers.ofChats(plain)).join();
        Handlers.Log replayed = new Handlers.Log();

        assertThat(replay(chats(), Handlers.ofChats(replayed), entry(chats(), kept))
                        .future()
                        .join())
                .isNull();

        assertThat(kept.all).containsExactly("complete");
        assertThat(real.all).isEqualTo(plain.all);
        assertThat(replayed.all).isEqualTo(plain.all);
        assertThat(replayed.withoutEvents()).containsExactly("response", "stream", "subscription", "end", "complete");
        assertThat(replayed.events).hasSize(Answers.CHAT_EVENTS.size());
        for (int i = 0; i < replayed.events.size(); i++) {
            RoundTrip.isCopy(real.events.get(i), replayed.events.get(i));
            assertThat(replayed.events.get(i)).isEqualTo(real.events.get(i));
        }
        assertThat(replayed.response).isEqualTo(real.response).isNotSameAs(real.response);
        assertThat(replayed.response.responseMetadata().requestId())
                .isEqualTo(real.response.responseMetadata().requestId());
        assertThat(replayed.response.sdkHttpResponse().headers())
                .isEqualTo(real.response.sdkHttpResponse().headers());
        assertThat(replayed.threads).allSatisfy(thread -> assertThat(thread).isNotSameAs(Thread.currentThread()));
    }

    /** The SDK tells of it on another thread than that on which the call ends. */
    @Test
    void aFailureIsNotToldOfThatComesWhileAnEntryIsLookedForInItsPlace() throws Exception {
        List<?> entry = entry(chats(), recordChat(Answers.CHAT_EVENTS, new Handlers.Log()));
        Forgiving parts = new Forgiving(entry);
        RecordedArgument recorded = chats().record(Handlers.ofChats(real), parts, null);
        parts.told.add((ConverseStreamResponseHandler) recorded.callback());
        CompletableFuture<Void> failing = new CompletableFuture<>();
        recorded.bodyEnded(failing);

        failing.completeExceptionally(new IllegalStateException("hung up"));

        assertThat(((CompletableFuture<?>) recorded.handed(failing)).join()).isNull();
        assertThat(real.withoutEvents()).containsExactly("response", "stream", "subscription", "end", "complete");
    }

    /** As where the process has as many threads as it may have, which comes together with providers that fail. */
    @Test
    void whereNoThreadCanBeMadeTheEntryAnswersOnTheOneThatTellsOfTheFailure() throws Exception {
        List<?> entry = entry(chats(), recordChat(Answers.CHAT_EVENTS, new Handlers.Log()));
        RecordedArgument recorded = chats().record(Handlers.ofChats(real), new Forgiving(entry), null);
        CompletableFuture<Void> failing = new CompletableFuture<>();
        recorded.bodyEnded(failing);
        Thread last = new LastThread(() -> failing.completeExceptionally(new IllegalStateException("hung up")));

        last.start();
        last.join();

        assertThat(((CompletableFuture<?>) recorded.handed(failing)).get(0, TimeUnit.SECONDS))
                .isNull();
        assertThat(real.withoutEvents()).containsExactly("response", "stream", "subscription", "end", "complete");
        assertThat(real.threads).containsOnly(last);
    }

    /** A thread after which no other can be made. */
    private static final class LastThread extends Thread {

        LastThread(Runnable task) {
            super(task, "last");
        }

        @Override
        public ClassLoader getContextClassLoader() {
            if (currentThread() == this) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return super.getContextClassLoader();
        }
    }

    @Test
    void whereThereIsNoMemoryToFindAnEntryTheFailureIsTold() throws Exception {
        Forgiving parts = new Forgiving(List.of());
        RecordedArgument recorded = chats().record(Handlers.ofChats(real), parts, null);
        ConverseStreamResponseHandler handler = (ConverseStreamResponseHandler) recorded.callback();
        parts.noMemory = true;
        CompletableFuture<Void> failing = new CompletableFuture<>();
        recorded.bodyEnded(failing);

        handler.exceptionOccurred(new IllegalStateException("hung up"));
        failing.completeExceptionally(new IllegalStateException("hung up"));

        assertThat((CompletableFuture<?>) recorded.handed(failing)).isCompletedExceptionally();
        assertThat(real.all).containsExactly("exception IllegalStateException");
    }

    /** The SDK swallows what a handler throws of which it tells a failure, and goes on with the next try. */
    @Test
    void aHandlerThatThrowsWhenItIsToldOfAFailureGetsTheAnswerOfTheNextTry() throws Exception {
        recordChat(Answers.CHAT_EVENTS, real);
        Handlers.Log throwing = new Handlers.Log() {
            @Override
            void told(String what) {
                super.told(what);
                if (what.startsWith("exception")) {
                    throw new IllegalStateException("of the handler");
                }
            }
        };
        RecordedArgument recorded = chats().record(Handlers.ofChats(throwing), new Forgiving(List.of()), null);
        ConverseStreamResponseHandler handler = (ConverseStreamResponseHandler) recorded.callback();
        handler.exceptionOccurred(new IllegalStateException("hung up"));

        handler.responseReceived((ConverseStreamResponse) real.response);

        assertThat(throwing.all).containsExactly("exception IllegalStateException", "response");
    }

    @Test
    void whatAModelItselfSaysIsToldTheSame() throws Exception {
        provider.answers(Answers.INVOKE_STREAM, Answers.EVENTS, Answers.events(Answers.MODEL_EVENTS));
        Kept kept = new Kept();
        RecordedArgument recorded = models().record(Handlers.ofModels(real), kept, null);
        client.invokeModelWithResponseStream(
                        request -> request.modelId(Answers.MODEL).body(SdkBytes.fromUtf8String("{}")),
                        (InvokeModelWithResponseStreamResponseHandler) recorded.callback())
                .join();
        Handlers.Log replayed = new Handlers.Log();

        replay(models(), Handlers.ofModels(replayed), entry(models(), kept))
                .future()
                .join();

        assertThat(replayed.all).isEqualTo(real.all);
        assertThat(replayed.events).isEqualTo(real.events).hasSize(3);
        kept.parts.remove(3);
        assertThatThrownBy(() -> codec(models()).encode(kept.parts))
                .isInstanceOf(Uncacheable.class)
                .hasMessage("the provider's answer broke off");
    }

    @Test
    void handlersThatTheSdkItselfMakesAreServed() throws Exception {
        Kept kept = recordChat(Answers.CHAT_EVENTS, real);
        StringBuilder said = new StringBuilder();
        ConverseStreamResponseHandler handler = ConverseStreamResponseHandler.builder()
                .onResponse(response -> said.append("response "))
                .onEventStream(publisher -> publisher
                        .filter(event -> event instanceof MessageStopEvent)
                        .map(event -> ((MessageStopEvent) event).stopReasonAsString())
                        .subscribe(reason -> said.append(reason)))
                .onComplete(() -> said.append(" complete"))
                .build();

        replay(chats(), handler, entry(chats(), kept)).future().join();

        assertThat(said).hasToString("response tool_use complete");
        StringBuilder recordedSaid = new StringBuilder();
        RecordedArgument recorded = chats().record(
                        ConverseStreamResponseHandler.builder()
                                .subscriber(ConverseStreamResponseHandler.Visitor.builder()
                                        .onMessageStop(stop -> recordedSaid.append(stop.stopReason()))
                                        .build())
                                .build(),
                        new Kept(),
                        null);
        chat((ConverseStreamResponseHandler) recorded.callback()).join();
        assertThat(recordedSaid).hasToString("tool_use");
    }

    @Test
    void demandIsHonoured() throws Exception {
        Kept kept = recordChat(Answers.CHAT_EVENTS, real);
        CountDownLatch second = new CountDownLatch(2);
        Handlers.Log slow = new Handlers.Log() {
            @Override
            void on(Subscription begun) {
                begun.request(2);
            }

            @Override
            void on(Object event) {
                second.countDown();
            }
        };

        EventStreamReplay replay = replay(chats(), Handlers.ofChats(slow), entry(chats(), kept));
        assertThat(second.await(60, TimeUnit.SECONDS)).isTrue();

        assertThat(slow.events).hasSize(2);
        assertThat(replay.future().isDone()).isFalse();
        slow.subscription.request(Long.MAX_VALUE);
        replay.future().join();
        assertThat(slow.all).isEqualTo(real.all);
        assertThat(slow.threads).doesNotContain(Thread.currentThread());
    }

    @Test
    void aSubscriberWhoCancelsGetsNoMoreAndTheFutureEnds() throws Exception {
        Kept kept = recordChat(Answers.CHAT_EVENTS, real);
        Handlers.Log cancelling = cancelling();

        assertThat(replay(chats(), Handlers.ofChats(cancelling), entry(chats(), kept))
                        .future()
                        .join())
                .isNull();

        assertThat(cancelling.events).hasSize(1);
        assertThat(cancelling.withoutEvents()).containsExactly("response", "stream", "subscription");
    }

    @Test
    void aStreamThatIsCancelledIsNotKept() throws Exception {
        Kept kept = recordChat(Answers.CHAT_EVENTS, cancelling());

        assertThat(kept.all).doesNotContain("complete");
    }

    @Test
    void whatIsCancelledIsNotKeptThoughAllOfItComes() throws Exception {
        Kept kept = recordChat(Answers.CHAT_EVENTS, real);
        for (boolean byFuture : new boolean[] {true, false}) {
            Kept cancelled = new Kept();
            Handlers.Log log = byFuture ? new Handlers.Log() : cancelling();
            RecordedArgument recorded = chats().record(Handlers.ofChats(log), cancelled, null);
            CompletableFuture<Void> future = new CompletableFuture<>();
            recorded.bodyEnded(future);
            ConverseStreamResponseHandler handler = (ConverseStreamResponseHandler) recorded.callback();
            handler.responseReceived((ConverseStreamResponse) real.response);

            handler.onEventStream(SdkPublisher.adapt(new Deaf((ConverseStreamOutput) real.events.get(0))));
            future.cancel(byFuture);
            handler.complete();

            assertThat(log.events).hasSize(1);
            assertThat(log.all).endsWith("end", "stream", "complete");
            assertThat(cancelled.all).hasSize(1).allMatch(end -> end.contains("cancelled"));
        }
        assertThat(kept.all).containsExactly("complete");
    }

    /** Sends all that it has, whatever it is told. */
    private record Deaf(ConverseStreamOutput event) implements Publisher<ConverseStreamOutput> {

        @Override
        public void subscribe(Subscriber<? super ConverseStreamOutput> subscriber) {
            subscriber.onSubscribe(new Subscription() {
                @Override
                public void request(long count) {}

                @Override
                public void cancel() {}
            });
            subscriber.onNext(event);
            subscriber.onComplete();
        }
    }

    @Test
    void aStreamThatNobodySubscribesToStaysOpenAsTheRealOne() throws Exception {
        Kept kept = recordChat(Answers.CHAT_EVENTS, real);
        for (boolean isReal : new boolean[] {true, false}) {
            Handlers.Log log = new Handlers.Log();
            CompletableFuture<SdkPublisher<ConverseStreamOutput>> stream = new CompletableFuture<>();
            ConverseStreamResponseHandler waiting = ConverseStreamResponseHandler.builder()
                    .onResponse(response -> log.told("response"))
                    .onEventStream(publisher -> {
                        log.told("stream");
                        stream.complete(publisher);
                    })
                    .onComplete(() -> log.told("complete"))
                    .build();

            CompletableFuture<?> future = isReal
                    ? chat(waiting)
                    : replay(chats(), waiting, entry(chats(), kept)).future();
            SdkPublisher<ConverseStreamOutput> events = stream.get(60, TimeUnit.SECONDS);

            assertThat(future.isDone()).isFalse();
            assertThat(log.all).containsExactly("response", "stream");
            events.subscribe(event -> log.events.add(event)).get(60, TimeUnit.SECONDS);
            future.get(60, TimeUnit.SECONDS);
            assertThat(log.events).isEqualTo(real.events);
            assertThat(log.all).containsExactly("response", "stream", "complete");
        }
    }

    private static Handlers.Log cancelling() {
        return new Handlers.Log() {
            @Override
            void on(Object event) {
                subscription.cancel();
            }
        };
    }

    @Test
    void aFutureThatTheCallerCancelsEndsTheStream() throws Exception {
        Kept kept = recordChat(Answers.CHAT_EVENTS, real);
        CountDownLatch subscribed = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(2);
        Handlers.Log waiting = new Handlers.Log() {
            @Override
            void on(Subscription begun) {
                subscribed.countDown();
            }

            @Override
            void told(String what) {
                super.told(what);
                if (what.endsWith("CancellationException")) {
                    told.countDown();
                }
            }
        };
        EventStreamReplay replay = replay(chats(), Handlers.ofChats(waiting), entry(chats(), kept));
        assertThat(subscribed.await(60, TimeUnit.SECONDS)).isTrue();

        replay.future().cancel(true);

        assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting.all)
                .containsExactly(
                        "response",
                        "stream",
                        "subscription",
                        "error CancellationException",
                        "exception CancellationException");
        assertThatThrownBy(replay.future()::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void whatASubscriberThrowsFailsTheStreamAndIsNotKept() throws Exception {
        Kept kept = recordChat(Answers.CHAT_EVENTS, real);
        Handlers.Log throwing = throwing();
        EventStreamReplay replay = replay(chats(), Handlers.ofChats(throwing), entry(chats(), kept));

        assertThatThrownBy(replay.future()::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(throwing.withoutEvents())
                .containsExactly(
                        "response",
                        "stream",
                        "subscription",
                        "error IllegalStateException",
                        "exception IllegalStateException");
        assertThat(recordChat(Answers.CHAT_EVENTS, throwing()).all.get(0))
                .isEqualTo("abandoned: its subscriber threw java.lang.IllegalStateException");
    }

    private static Handlers.Log throwing() {
        return new Handlers.Log() {
            @Override
            void on(Object event) {
                throw new IllegalStateException("own");
            }
        };
    }

    @Test
    void anAnswerThatBrokeOffIsNotKept() throws Exception {
        Kept kept = recordChat(Answers.CHAT_EVENTS.subList(0, 5), real);

        assertThat(kept.all).containsExactly("complete"); // For the SDK it has ended as it should.
        assertThatThrownBy(() -> codec(chats()).encode(kept.parts))
                .isInstanceOf(Uncacheable.class)
                .hasMessage("the provider's answer broke off");
    }

    @Test
    void anErrorInTheStreamReachesTheHandlerAndIsNotKept() throws Exception {
        List<String> events = new ArrayList<>(Answers.CHAT_EVENTS);
        events.set(4, "!throttlingException {\"message\":\"later\"}");

        Kept kept = recordChat(events, real);

        assertThat(kept.all.get(0)).startsWith("abandoned: it failed with ").endsWith("Exception");
        assertThat(kept.all).doesNotContain("complete").endsWith("failed");
        assertThat(real.all).contains("exception ThrottlingException");
    }

    @Test
    void anEventThatTheSdkDoesNotKnowIsHandedOnAndNotKept() throws Exception {
        List<String> events = new ArrayList<>(Answers.CHAT_EVENTS);
        events.add(3, "ofTomorrow {\"a\":1}");

        Kept kept = recordChat(events, real);

        assertThat(real.events).hasSize(events.size());
        assertThat(kept.all.get(0)).isEqualTo("abandoned: it has an event that this version of the SDK does not know");
    }

    @Test
    void onlyTheFirstSubscriberGetsTheEvents() throws Exception {
        Kept kept = recordChat(Answers.CHAT_EVENTS, real);
        List<String> second = new ArrayList<>();
        Handlers.Log log = new Handlers.Log();
        ConverseStreamResponseHandler one = Handlers.ofChats(log);
        ConverseStreamResponseHandler twice = ConverseStreamResponseHandler.builder()
                .onEventStream(publisher -> {
                    one.onEventStream(publisher);
                    try {
                        publisher.subscribe(event -> second.add("event"));
                    } catch (IllegalStateException refused) {
                        second.add("refused");
                    }
                })
                .build();

        replay(chats(), twice, entry(chats(), kept)).future().join();

        assertThat(log.events).hasSize(Answers.CHAT_EVENTS.size());
        assertThat(second).containsExactly("refused");
    }

    /** What a recording was told. */
    /** Has an answer in place of a failure, and is told of another one while it looks for that. */
    private static final class Forgiving implements Parts {

        private final List<?> entry;
        private final List<ConverseStreamResponseHandler> told = new ArrayList<>();
        private boolean noMemory;

        Forgiving(List<?> entry) {
            this.entry = entry;
        }

        @Override
        public void next(@Nullable Object part) {}

        @Override
        public void complete() {}

        @Override
        public void abandon(String reason) {}

        @Override
        public boolean forgives() {
            return true;
        }

        @Override
        public List<?> instead(Throwable thrown) {
            told.forEach(handler -> handler.exceptionOccurred(thrown));
            if (noMemory) {
                throw new OutOfMemoryError();
            }
            return entry;
        }
    }

    private static final class Kept implements Parts {

        private final List<Object> parts = new ArrayList<>();
        private final List<String> all = new ArrayList<>();

        @Override
        public synchronized void next(@Nullable Object part) {
            parts.add(part);
        }

        @Override
        public synchronized void complete() {
            all.add("complete");
        }

        @Override
        public synchronized void abandon(String reason) {
            all.add("abandoned: " + reason);
        }

        @Override
        public synchronized void withdraw(String reason) {
            all.remove("complete");
        }

        @Override
        public String toString() {
            return all + " " + Arrays.toString(parts.toArray());
        }
    }
}
