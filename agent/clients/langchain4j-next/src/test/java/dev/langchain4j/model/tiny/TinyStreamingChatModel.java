package dev.langchain4j.model.tiny;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatModelStreamingEvent;
import dev.langchain4j.model.chat.response.CompleteResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.RawStreamingEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Flow;

/** Chats by publishers, which ask at each subscription. */
public final class TinyStreamingChatModel implements StreamingChatModel {

    private final TinyClient client;
    private final List<ChatModelListener> listeners;

    public TinyStreamingChatModel(String url, ChatModelListener listener) {
        client = new TinyClient(url);
        listeners = List.of(listener);
    }

    @Override
    public Flow.Publisher<ChatModelStreamingEvent> doChat(ChatRequest request) {
        return subscriber -> client.ask("chat", request.messages().toString()).whenComplete((answer, failure) -> {
            if (failure == null) {
                subscriber.onSubscribe(new Events(answer, subscriber));
            } else {
                subscriber.onSubscribe(new Events("NONE ", subscriber));
                subscriber.onError(failure);
            }
        });
    }

    @Override
    public List<ChatModelListener> listeners() {
        return listeners;
    }

    /** Sends an answer word by word, as far as it is asked to, and then whole. */
    private static final class Events implements Flow.Subscription {

        private final Queue<ChatModelStreamingEvent> rest = new ArrayDeque<>();
        private final Flow.Subscriber<? super ChatModelStreamingEvent> subscriber;

        Events(String answer, Flow.Subscriber<? super ChatModelStreamingEvent> subscriber) {
            this.subscriber = subscriber;
            for (String word : TinyClient.chat(answer).aiMessage().text().split(" ")) {
                rest.add(new PartialResponse(word + " "));
            }
            rest.add(RawStreamingEvent.of("ping"));
            rest.add(new CompleteResponse(TinyClient.chat(answer)));
        }

        @Override
        public void request(long number) {
            for (long i = 0; i < number && !rest.isEmpty(); i++) {
                ChatModelStreamingEvent next = rest.remove();
                boolean last = rest.isEmpty();
                subscriber.onNext(next);
                if (last) {
                    subscriber.onComplete();
                }
            }
        }

        @Override
        public void cancel() {
            rest.clear();
        }
    }
}
