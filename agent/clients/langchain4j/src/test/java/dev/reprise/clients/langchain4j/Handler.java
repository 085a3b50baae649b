package dev.reprise.clients.langchain4j;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Remembers what it was told. */
class Handler implements StreamingChatResponseHandler {

    private final Thread caller = Thread.currentThread();
    private final ClassLoader context = caller.getContextClassLoader();
    final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean replayed;
    private final List<String> events = new CopyOnWriteArrayList<>();

    /** Overrides what takes no context. */
    static Handler ofTexts() {
        return new Handler() {
            @Override
            public void onPartialResponse(String text) {
                tell("text " + text);
            }
        };
    }

    /** Overrides what takes a context. */
    static Handler ofContexts() {
        return new Handler() {
            @Override
            public void onPartialResponse(PartialResponse part, PartialResponseContext with) {
                tell("part " + part.text() + " " + with.streamingHandle().isCancelled());
            }

            @Override
            public void onPartialToolCall(PartialToolCall part, PartialToolCallContext with) {
                tell("tool " + part + " " + with.streamingHandle().isCancelled());
            }
        };
    }

    static Handler throwing() {
        return new Handler() {
            @Override
            public void onPartialResponse(String text) {
                tell("text " + text);
                throw new IllegalStateException("of " + text);
            }

            @Override
            public void onError(Throwable thrown) {
                tell("error " + thrown);
                throw new IllegalStateException("of an error");
            }
        };
    }

    static Handler cancelling() {
        return new Handler() {
            @Override
            public void onPartialResponse(PartialResponse part, PartialResponseContext with) {
                with.streamingHandle().cancel();
                tell("part " + part.text() + " " + with.streamingHandle().isCancelled());
                end.countDown();
            }
        };
    }

    void tell(String event) {
        events.add(event);
        Thread here = Thread.currentThread();
        if (here.getName().equals("reprise-replay")) {
            replayed = here != caller && here.isDaemon() && here.getContextClassLoader() == context;
        }
    }

    @Override
    public void onPartialThinking(PartialThinking part) {
        tell("thinking " + part.text());
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        tell("call " + call);
    }

    @Override
    public void onUnmappedRawEvent(Object event) {
        tell("raw " + ((ServerSentEvent) event).data().length());
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        OpenAiChatResponseMetadata metadata = (OpenAiChatResponseMetadata) response.metadata();
        tell("complete " + response.aiMessage() + " " + response.tokenUsage() + " " + response.finishReason() + " "
                + metadata.id() + " " + metadata.rawHttpResponse().statusCode() + " "
                + metadata.rawServerSentEvents().size());
        end.countDown();
    }

    @Override
    public void onError(Throwable thrown) {
        tell("error " + thrown);
        end.countDown();
    }

    void await() throws InterruptedException {
        if (!end.await(60, TimeUnit.SECONDS)) {
            tell("no end");
        }
    }

    @Override
    public String toString() {
        return events + (replayed ? " replayed" : "");
    }
}
