package dev.reprise.clients.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.http.rest.Response;
import com.azure.core.http.rest.SimpleResponse;
import com.azure.core.util.IterableStream;
import com.azure.json.JsonProviders;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.Parts;
import dev.reprise.engine.shape.Recording;
import dev.reprise.engine.shape.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What a caller does to a stream that is recorded is done to the real one. */
class AzureOpenAiStreamsTest {

    private final List<String> real = new ArrayList<>();
    private final Kept kept = new Kept();
    private final List<ChatCompletions> parts = List.of(part("a"), part("b"), part("c"), part("d"));
    private final IterableStream<ChatCompletions> stream = new IterableStream<>(
            Flux.fromIterable(parts).doOnSubscribe(begun -> real.add("asked")).doOnCancel(() -> real.add("cancelled")));

    private static ChatCompletions part(String id) {
        try {
            return ChatCompletions.fromJson(
                    JsonProviders.createReader("{\"id\":\"" + id + "\",\"created\":1,\"choices\":[]}"));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @SuppressWarnings("unchecked")
    private IterableStream<ChatCompletions> recorded() throws Exception {
        return (IterableStream<ChatCompletions>)
                shape("getChatCompletionsStream", String.class, ChatCompletionsOptions.class)
                        .record(stream, kept);
    }

    private static Shape shape(String method, Class<?>... parameters) throws Exception {
        return Shape.of(OpenAIClient.class.getMethod(method, parameters), FieldAccess.NONE);
    }

    @Test
    void whatIsGoneThroughIsKeptTheFirstTime() throws Exception {
        IterableStream<ChatCompletions> handed = recorded();
        assertThat(real).isEmpty();

        List<ChatCompletions> streamed = new ArrayList<>();
        handed.stream().forEach(streamed::add);
        List<ChatCompletions> iterated = new ArrayList<>();
        handed.forEach(iterated::add);

        assertThat(streamed).isEqualTo(parts).isEqualTo(iterated);
        assertThat(real).containsExactly("asked", "asked");
        assertThat(kept.all.subList(0, 4)).isEqualTo(parts);
        assertThat(kept.all.subList(4, kept.all.size())).containsExactly("complete");
    }

    @Test
    void oneThatCannotEvenBeBegunIsOver() throws Exception {
        @SuppressWarnings("unchecked")
        IterableStream<ChatCompletions> handed = (IterableStream<ChatCompletions>)
                shape("getChatCompletionsStream", String.class, ChatCompletionsOptions.class)
                        .record(
                                new IterableStream<ChatCompletions>(() -> {
                                    throw new IllegalStateException("broken");
                                }),
                                kept);

        assertThatThrownBy(handed::iterator).hasMessage("broken");

        assertThat(kept.all).containsExactly("it failed with a java.lang.IllegalStateException");
    }

    @Test
    void closingItCancelsTheRealOneAndNothingIsKept() throws Exception {
        try (Stream<ChatCompletions> handed = recorded().stream()) {
            assertThat(handed.iterator().next()).isSameAs(parts.get(0));
        }

        assertThat(real).containsExactly("asked", "cancelled");
        assertThat(kept.all).endsWith("it was cancelled before its end").doesNotContain("complete", parts.get(3));
    }

    @Test
    void soItIsWithAResponseAroundIt() throws Exception {
        Response<IterableStream<ChatCompletions>> response = new SimpleResponse<>(
                new HttpRequest(HttpMethod.POST, "http://localhost/"), 200, new HttpHeaders(), stream);

        @SuppressWarnings("unchecked")
        Response<IterableStream<ChatCompletions>> handed = (Response<IterableStream<ChatCompletions>>) shape(
                        "getChatCompletionsStreamWithResponse",
                        String.class,
                        ChatCompletionsOptions.class,
                        RequestOptions.class)
                .record(response, kept);
        try (Stream<ChatCompletions> streamed = handed.getValue().stream()) {
            assertThat(streamed.iterator().next()).isSameAs(parts.get(0));
        }

        assertThat(handed.getStatusCode()).isEqualTo(200);
        assertThat(real).containsExactly("asked", "cancelled");
        assertThat(kept.all).endsWith("it was cancelled before its end").doesNotContain("complete");
        assertThat(((Response<?>) kept.all.get(0)).getValue()).isSameAs(parts.get(0));
    }

    /** What a recording was told. */
    private static final class Kept implements Recording, Parts {

        private final List<Object> all = new ArrayList<>();

        @Override
        public @Nullable Object ended(@Nullable Object answer, @Nullable Throwable thrown) {
            throw new AssertionError();
        }

        @Override
        public Parts parts() {
            return this;
        }

        @Override
        public void refused(String reason) {
            all.add("refused: " + reason);
        }

        @Override
        public void next(@Nullable Object part) {
            all.add(part);
        }

        @Override
        public void complete() {
            all.add("complete");
        }

        @Override
        public void abandon(String reason) {
            all.add(reason);
        }
    }
}
