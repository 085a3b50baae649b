package dev.reprise.engine.shape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.OpenAIClientAsyncImpl;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.ObjectMappers;
import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.reprise.engine.thread.ReplayThreads;
import dev.reprise.engine.value.SentPart;
import dev.reprise.engine.value.Uncacheable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RawResponseShapeTest {

    private static final String CHAT = """
            {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop",
             "message":{"role":"assistant","content":"Grüße"}}],"of_tomorrow":[1.50]}
            """;
    private static final String STREAM =
            chunk("{\"content\":\"Grü\"}", "null") + chunk("{\"content\":\"ße\"}", "null") + chunk("{}", "\"stop\"");

    private final Http http = new Http();
    private final Kept kept = new Kept();

    @Test
    void whatTheLibraryMakesOfAnAnswerIsHandedOnAndTheAnswerKept() throws Exception {
        http.body = CHAT;

        HttpResponseFor<ChatCompletion> recorded = recorded();

        ChatCompletion parsed = recorded.parse();
        assertThat(parsed).isEqualTo(ObjectMappers.jsonMapper().readValue(CHAT, ChatCompletion.class));
        assertThat(recorded.parse()).isSameAs(parsed);
        assertThat(recorded.statusCode()).isEqualTo(201);
        assertThat(recorded.requestId()).contains("r-1");
        assertThat(http.closed).isTrue();
        assertThat(kept.end).isEqualTo("complete");
        assertThat(kept.contents()).isEqualTo(List.of(parsed));
    }

    @Test
    void aHitIsReadAsTheRealOneOnceByTheLibrary() throws Exception {
        http.body = CHAT;
        ChatCompletion parsed = recorded().parse();

        HttpResponseFor<ChatCompletion> hit = replayed();

        assertThat(hit.statusCode()).isEqualTo(201);
        assertThat(hit.headers()).isEqualTo(http.headers());
        assertThat(hit.requestId()).contains("r-1");
        assertThat(hit.parse()).isEqualTo(parsed).isNotSameAs(parsed).isSameAs(hit.parse());
        assertThatThrownBy(() -> hit.body().read()).isInstanceOf(IOException.class);
        hit.close();
    }

    @Test
    void aHitIsReadAsTheRealOneByItsCaller() throws Exception {
        http.body = CHAT;
        recorded().parse();

        assertThat(replayed().body()).hasBinaryContent(CHAT.getBytes(UTF_8));
        InputStream one = replayed().body();
        assertThat(one.read()).isEqualTo('{');
        assertThat(one.available()).isPositive();
        one.close();
        assertThatThrownBy(one::read).isInstanceOf(IOException.class);
    }

    @Test
    void aBodyThatItsCallerReadsToTheEndIsKept() throws Exception {
        http.body = CHAT;

        InputStream body = recorded().body();
        for (int i = 0; i < 10; i++) {
            body.read();
        }
        assertThat(kept.end).isNull();
        body.readAllBytes();

        assertThat(kept.end).isEqualTo("complete");
        assertThat(kept.contents()).hasOnlyElementsOfType(ChatCompletion.class);
        assertThat(replayed().body()).hasBinaryContent(CHAT.getBytes(UTF_8));
        assertThat(replayed().parse().choices()).hasSize(1);
    }

    @Test
    void aBodyThatACallersOwnJsonReaderReadsIsKept() throws Exception {
        http.body = CHAT;

        HttpResponseFor<ChatCompletion> recorded = recorded();
        ObjectMappers.jsonMapper().readTree(recorded.body());
        recorded.close();

        assertThat(kept.end).isEqualTo("complete");
    }

    @Test
    void anAnswerThatIsNotReadToItsEndIsNotKept() throws Exception {
        http.body = CHAT;

        HttpResponseFor<ChatCompletion> half = recorded();
        half.body().readNBytes(20);
        half.close();
        assertThat(kept.end).contains("nothing of its body");
        kept.end = null;
        recorded().close();
        assertThat(kept.end).isEqualTo("it was closed before it was read");
        assertThat(http.closed).isTrue();

        http.length = CHAT.getBytes(UTF_8).length + 1;
        kept.end = null;
        assertThat(recorded().parse().choices()).hasSize(1);
        assertThat(kept.end).isEqualTo("its body was not read to its end");
    }

    @Test
    void whatTheLibraryMakesNothingOfIsNotKeptAndItsCallerIsToldTheSame() {
        http.body = "<html>";

        assertThatThrownBy(() -> recorded().parse()).isInstanceOf(OpenAIInvalidDataException.class);
        assertThat(http.closed).isTrue();
        assertThat(kept.end).contains("nothing of its body");
    }

    @Test
    void aBodyThatBreaksOffIsOverThoughNobodyClosesIt() throws Exception {
        http.body = CHAT;
        http.breaksOff = true;

        InputStream body = recorded().body();
        assertThatThrownBy(body::readAllBytes).hasMessage("as told");

        assertThat(kept.end).isEqualTo("it failed with a java.io.IOException");
        kept.end = null;

        InputStream one = recorded().body();
        assertThatThrownBy(() -> {
                    while (one.read() >= 0) {}
                })
                .hasMessage("as told");

        assertThat(kept.end).isEqualTo("it failed with a java.io.IOException");
    }

    @Test
    void aStreamIsKeptOnceItIsReadToItsEnd() throws Exception {
        for (String end : List.of("", "data: [DONE]\n\n")) {
            http.body = STREAM + end;
            kept.end = null;
            List<ChatCompletionChunk> chunks = new ArrayList<>();

            try (StreamResponse<ChatCompletionChunk> stream = streamed().parse()) {
                stream.stream().forEach(chunk -> {
                    assertThat(kept.end).isNull();
                    chunks.add(chunk);
                });
            }

            assertThat(kept.end).as(end).isEqualTo("complete");
            assertThat(chunks).hasSize(3);
            assertThat(kept.contents()).isEqualTo(chunks);
            assertThat(replayedStream().parse().stream()).isEqualTo(chunks);
            assertThat(replayedStream().body()).hasBinaryContent((STREAM + end).getBytes(UTF_8));
        }
    }

    @Test
    void whoReadsAHitWaitsForEachPieceIfThatIsAskedFor() throws Exception {
        http.body = STREAM;
        streamed().body().readAllBytes();
        long[] now = {0};
        long[] due = new long[kept.parts.size()];
        Arrays.setAll(due, i -> i * 10L);
        Object service = client(false).chat().completions().withRawResponse();

        HttpResponseFor<?> hit = (HttpResponseFor<?>) shape("createStreaming", service)
                .replay(
                        new PacedParts(kept.parts, due, () -> now[0], nanos -> now[0] += nanos, new ReplayThreads()),
                        new Call(service, new Object[0]));
        assertThat(hit.statusCode()).isEqualTo(201);
        assertThat(now[0]).isZero();
        hit.body().read();
        assertThat(now[0]).isEqualTo(10);
        hit.body().readAllBytes();

        assertThat(now[0]).isEqualTo((kept.parts.size() - 1) * 10L);
    }

    @Test
    void aStreamThatIsClosedBeforeItsEndIsNotKept() throws Exception {
        http.body = STREAM.repeat(100) + "data: [DONE]\n\n";

        HttpResponseFor<StreamResponse<ChatCompletionChunk>> recorded = streamed();
        assertThat(recorded.parse().stream().findFirst()).isPresent();
        recorded.close();

        assertThat(kept.end).isEqualTo("it was closed before its end");
        assertThat(http.closed).isTrue();
    }

    @Test
    void aStreamOfWhichItsCallerDoesNotTakeAllIsNotKeptThoughItAllCame() throws Exception {
        http.body = STREAM + "data: [DONE]\n\n";

        try (StreamResponse<ChatCompletionChunk> stream = streamed().parse()) {
            assertThat(stream.stream().findFirst()).isPresent();
        }

        assertThat(kept.end).isEqualTo("it was closed before its end");
    }

    @Test
    void aHitOfAStreamCanBeClosedAtAnyTime() throws Exception {
        http.body = STREAM;
        streamed().parse().stream().forEach(chunk -> {});

        HttpResponseFor<StreamResponse<ChatCompletionChunk>> hit = replayedStream();
        StreamResponse<ChatCompletionChunk> stream = hit.parse();
        hit.close();

        assertThat(stream.stream()).isEmpty();
    }

    @Test
    void anErrorInAStreamIsNotKept() {
        http.body = STREAM + "data: {\"error\":{\"message\":\"overloaded\"}}\n\n";

        StreamResponse<ChatCompletionChunk> stream = streamed().parse();

        assertThatThrownBy(() -> stream.stream().forEach(chunk -> {})).hasMessageContaining("overloaded");
        stream.close();

        assertThat(kept.end).isEqualTo("it failed with a com.openai.errors.SseException");
    }

    @Test
    void anAnswerThatTheClientValidatesIsLeftAlone() throws Exception {
        http.body = CHAT;
        RequestOptions validating =
                RequestOptions.builder().responseValidation(true).build();
        Object service = client(false).chat().completions().withRawResponse();

        assertThat(record("create", service, validating).getClass().getName()).startsWith("com.openai.");
        assertThat(kept.end).contains("responseValidation");
        kept.end = null;
        Object validatingService = client(true).chat().completions().withRawResponse();
        assertThat(record("create", validatingService, RequestOptions.none())
                        .getClass()
                        .getName())
                .startsWith("com.openai.");
        assertThat(kept.end).contains("responseValidation");
        assertThatThrownBy(() -> shape("create", validatingService)
                        .replay(kept.parts, new Call(validatingService, new Object[0])))
                .isInstanceOf(Uncacheable.class);
    }

    @Test
    void anAnswerThatIsWatchedAsItIsReadIsLeftAlone() throws Exception {
        @SuppressWarnings("unchecked")
        HttpResponseFor<ChatCompletion> watched =
                (HttpResponseFor<ChatCompletion>) java.lang.reflect.Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {HttpResponseFor.class},
                        (proxy, method, arguments) -> 200);
        Object service = client(false).chat().completions().withRawResponse();
        kept.call = new Call(service, new Object[0]);

        assertThat(shape("create", service).record(watched, kept)).isSameAs(watched);
        assertThat(kept.end).contains("which watches how it is read");
    }

    @Test
    void aBodyThatIsTooLargeIsHandedOnAndNotKept() throws Exception {
        http.body = CHAT;
        kept.max = 10;

        assertThat(recorded().body()).hasBinaryContent(CHAT.getBytes(UTF_8));

        assertThat(kept.end).contains("is larger than 10 bytes");
    }

    @Test
    void anAnswerThatComesLaterIsKeptAsWell() throws Exception {
        http.body = CHAT;
        OpenAIClientAsync client = new OpenAIClientAsyncImpl(options(false));
        Object service = client.chat().completions().withRawResponse();

        CompletableFuture<HttpResponseFor<ChatCompletion>> recorded = record("create", service, RequestOptions.none());
        ChatCompletion parsed = recorded.get().parse();
        @SuppressWarnings("unchecked")
        CompletableFuture<HttpResponseFor<ChatCompletion>> hit = (CompletableFuture<HttpResponseFor<ChatCompletion>>)
                shape("create", service).replay(kept.parts, new Call(service, new Object[0]));

        assertThat(kept.end).isEqualTo("complete");
        assertThat(hit.get().parse()).isEqualTo(parsed);
    }

    private static String chunk(String delta, String reason) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
                + "[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}]}\n\n";
    }

    private HttpResponseFor<ChatCompletion> recorded() {
        return record("create", client(false).chat().completions().withRawResponse(), RequestOptions.none());
    }

    private HttpResponseFor<StreamResponse<ChatCompletionChunk>> streamed() {
        return record("createStreaming", client(false).chat().completions().withRawResponse(), RequestOptions.none());
    }

    /** Calls a service, and lets what it returns be recorded. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private <T> T record(String method, Object service, RequestOptions options) {
        kept.parts.clear();
        ChatCompletionCreateParams request = ChatCompletionCreateParams.builder()
                .model("m")
                .addUserMessage("hi")
                .build();
        kept.call = new Call(service, new Object[] {request, options});
        try {
            Object real = method(method, service).invoke(service, request, options);
            return (T) shape(method, service).record(real, kept);
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }

    @SuppressWarnings("unchecked")
    private HttpResponseFor<ChatCompletion> replayed() throws Exception {
        return (HttpResponseFor<ChatCompletion>) replay("create");
    }

    @SuppressWarnings("unchecked")
    private HttpResponseFor<StreamResponse<ChatCompletionChunk>> replayedStream() throws Exception {
        return (HttpResponseFor<StreamResponse<ChatCompletionChunk>>) replay("createStreaming");
    }

    private Object replay(String method) throws Exception {
        Object service = client(false).chat().completions().withRawResponse();
        return shape(method, service).replay(kept.parts, new Call(service, new Object[0]));
    }

    private static Shape shape(String method, Object service) {
        return Shape.of(method(method, service));
    }

    private static java.lang.reflect.Method method(String name, Object service) {
        try {
            return service.getClass().getMethod(name, ChatCompletionCreateParams.class, RequestOptions.class);
        } catch (NoSuchMethodException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }

    private OpenAIClient client(boolean validating) {
        return new OpenAIClientImpl(options(validating));
    }

    private ClientOptions options(boolean validating) {
        return ClientOptions.builder()
                .httpClient(http)
                .apiKey("key")
                .responseValidation(validating)
                .build();
    }

    /** Answers whatever is asked. */
    private static final class Http implements HttpClient {

        String body = "";
        long length = -1;
        boolean closed;
        boolean breaksOff;

        private int orBroken(int read) throws IOException {
            if (read < 0 && breaksOff) {
                throw new IOException("as told");
            }
            return read;
        }

        Headers headers() {
            Headers.Builder headers =
                    Headers.builder().put("x-request-id", "r-1").put("a", "1").put("a", "2");
            return length < 0
                    ? headers.build()
                    : headers.put("Content-Length", Long.toString(length)).build();
        }

        @Override
        public HttpResponse execute(HttpRequest request, RequestOptions options) {
            InputStream all = new ByteArrayInputStream(body.getBytes(UTF_8));
            InputStream content = new InputStream() {
                @Override
                public int read() throws IOException {
                    return orBroken(all.read());
                }

                @Override
                public int read(byte[] to, int offset, int count) throws IOException {
                    return orBroken(all.read(to, offset, Math.min(count, 50))); // As it comes.
                }
            };
            closed = false;
            return new HttpResponse() {
                @Override
                public int statusCode() {
                    return 201;
                }

                @Override
                public Headers headers() {
                    return Http.this.headers();
                }

                @Override
                public InputStream body() {
                    return content;
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }

        @Override
        public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
            return CompletableFuture.completedFuture(execute(request, options));
        }

        @Override
        public void close() {}
    }

    /** Remembers the parts, and how they ended. */
    private static final class Kept implements Recording, Parts {

        final List<@Nullable Object> parts = new ArrayList<>();

        @Nullable
        String end;

        long max = Long.MAX_VALUE;
        Call call = Call.UNKNOWN;

        List<?> contents() {
            return ((SentPart.Whole) parts.get(parts.size() - 1)).contents();
        }

        @Override
        public Call call() {
            return call;
        }

        @Override
        public long maxBytes() {
            return max;
        }

        @Override
        public @Nullable Object ended(@Nullable Object answer, @Nullable Throwable thrown) {
            end = "ended at once";
            return answer;
        }

        @Override
        public Parts parts() {
            return this;
        }

        @Override
        public void refused(String reason) {
            end = reason;
        }

        @Override
        public void next(@Nullable Object part) {
            parts.add(part);
        }

        @Override
        public void complete() {
            end = "complete";
        }

        @Override
        public void abandon(String reason) {
            end = reason;
        }
    }
}
