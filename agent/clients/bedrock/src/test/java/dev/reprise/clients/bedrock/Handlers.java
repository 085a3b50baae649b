package dev.reprise.clients.bedrock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.eventstream.EventStreamResponseHandler;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.ResponseStream;

/** Handlers that note what they are told. */
final class Handlers {

    private Handlers() {}

    /** What a handler and its subscriber were told, in order, and how they behave. */
    static class Log {

        static final Log NONE = new Log();

        final List<String> all = new CopyOnWriteArrayList<>();
        final List<Object> events = new CopyOnWriteArrayList<>();
        final List<Thread> threads = new CopyOnWriteArrayList<>();
        volatile AwsResponse response;
        volatile Subscription subscription;

        void told(String what) {
            all.add(what);
            threads.add(Thread.currentThread());
        }

        /** What to do with an event, after it was noted. */
        void on(Object event) {}

        /** What to do at first. */
        void on(Subscription begun) {
            begun.request(Long.MAX_VALUE);
        }

        List<String> withoutEvents() {
            List<String> rest = new ArrayList<>(all);
            rest.removeIf(each -> each.startsWith("event "));
            return rest;
        }
    }

    static ConverseStreamResponseHandler ofChats(Log log) {
        return new OfChats(log);
    }

    static InvokeModelWithResponseStreamResponseHandler ofModels(Log log) {
        return new OfModels(log);
    }

    private abstract static class Noting<R extends AwsResponse, E> implements EventStreamResponseHandler<R, E> {

        private final Log log;

        Noting(Log log) {
            this.log = log;
        }

        @Override
        public void responseReceived(R response) {
            log.response = response;
            log.told("response");
        }

        @Override
        public void onEventStream(SdkPublisher<E> publisher) {
            publisher.subscribe(new Subscriber<E>() {
                @Override
                public void onSubscribe(Subscription subscription) {
                    log.told("subscription");
                    log.subscription = subscription;
                    log.on(subscription);
                }

                @Override
                public void onNext(E event) {
                    log.told("event " + event.getClass().getSimpleName());
                    log.events.add(event);
                    log.on(event);
                }

                @Override
                public void onError(Throwable thrown) {
                    log.told("error " + thrown.getClass().getSimpleName());
                }

                @Override
                public void onComplete() {
                    log.told("end");
                }
            });
            log.told("stream");
        }

        @Override
        public void exceptionOccurred(Throwable thrown) {
            log.told("exception " + thrown.getClass().getSimpleName());
        }

        @Override
        public void complete() {
            log.told("complete");
        }
    }

    private static final class OfChats extends Noting<ConverseStreamResponse, ConverseStreamOutput>
            implements ConverseStreamResponseHandler {
        OfChats(Log log) {
            super(log);
        }
    }

    private static final class OfModels extends Noting<InvokeModelWithResponseStreamResponse, ResponseStream>
            implements InvokeModelWithResponseStreamResponseHandler {
        OfModels(Log log) {
            super(log);
        }
    }
}
