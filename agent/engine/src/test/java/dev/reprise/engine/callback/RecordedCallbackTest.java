package dev.reprise.engine.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.Parts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordedCallbackTest {

    private final Kept kept = new Kept();
    private final Heard heard = new Heard();
    private final ChatResponse answer =
            ChatResponse.builder().aiMessage(AiMessage.from("ab")).build();

    private StreamingChatResponseHandler recorded() throws Exception {
        CallbackShape shape = CallbackShape.of(
                StreamingChatModel.class.getMethod("doChat", ChatRequest.class, StreamingChatResponseHandler.class),
                1,
                List.of("onCompleteResponse"),
                List.of("onError"),
                /* later= */ true,
                FieldAccess.NONE);
        return (StreamingChatResponseHandler)
                shape.record(heard, kept, /* region= */ null).callback();
    }

    @Test
    void anAnswerThatCameToItsEndIsKept() throws Exception {
        Handle handle = new Handle();
        StreamingChatResponseHandler handler = recorded();

        handler.onPartialResponse(new PartialResponse("ab"), new PartialResponseContext(handle));
        handler.onCompleteResponse(answer);

        assertThat(heard.all).containsExactly("ab", "end");
        assertThat(kept.end).isEqualTo("complete");
    }

    @Test
    void whatTheCallerCancelsIsNotKeptThoughItsEndComesAllTheSame() throws Exception {
        Handle handle = new Handle();
        StreamingChatResponseHandler handler = recorded();
        handler.onPartialResponse(new PartialResponse("a"), new PartialResponseContext(handle));

        handle.cancel();
        handler.onCompleteResponse(answer);

        assertThat(heard.all).containsExactly("a", "end");
        assertThat(kept.end).isEqualTo("it was cancelled before its end");
    }

    private static final class Handle implements StreamingHandle {

        private boolean cancelled;

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    }

    private static final class Heard implements StreamingChatResponseHandler {

        private final List<String> all = new ArrayList<>();

        @Override
        public void onPartialResponse(String part) {
            all.add(part);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            all.add("end");
        }

        @Override
        public void onError(Throwable thrown) {
            all.add(thrown.toString());
        }
    }

    private static final class Kept implements Parts {

        private @Nullable String end;

        @Override
        public void next(@Nullable Object part) {}

        @Override
        public void complete() {
            end = end == null ? "complete" : end;
        }

        @Override
        public void abandon(String reason) {
            end = end == null ? reason : end;
        }
    }
}
