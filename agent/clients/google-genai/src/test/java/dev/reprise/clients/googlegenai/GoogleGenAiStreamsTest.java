package dev.reprise.clients.googlegenai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.Chat;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.GenAiIOException;
import com.google.genai.errors.ServerException;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Part;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.Parts;
import dev.reprise.engine.shape.Recording;
import dev.reprise.engine.shape.Shape;
import dev.reprise.engine.value.PartsCodec;
import dev.reprise.engine.value.SentCodec;
import dev.reprise.engine.value.SentPart;
import dev.reprise.engine.value.Uncacheable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the real client streams. */
class GoogleGenAiStreamsTest {

    private static final String MODEL = "gemini-2.5-flash";
    private static final String GEMINI = "/v1beta/models/gemini-2.5-flash:streamGenerateContent";
    private static final String VERTEX = "/v1beta1/publishers/google/models/gemini-2.5-flash:streamGenerateContent";

    private final StandInProvider provider = StandInProvider.start();
    private final HttpOptions options =
            HttpOptions.builder().baseUrl(provider.url()).build();
    private final Client gemini =
            Client.builder().apiKey("key").httpOptions(options).build();
    private final Client vertex =
            Client.builder().vertexAI(true).httpOptions(options).build();

    @AfterEach
    void stop() {
        gemini.close();
        vertex.close();
        provider.close();
    }

    private void streams(String events) {
        provider.streams(GEMINI, "text/event-stream", events).streams(VERTEX, "text/event-stream", events);
    }

    private static Shape shape() throws Exception {
        return Shape.of(
                Class.forName("com.google.genai.Models")
                        .getDeclaredMethod(
                                "privateGenerateContentStream", String.class, List.class, GenerateContentConfig.class),
                FieldAccess.NONE);
    }

    private static Shape later() throws Exception {
        return Shape.of(
                Class.forName("com.google.genai.AsyncModels")
                        .getDeclaredMethod(
                                "privateGenerateContentStream", String.class, List.class, GenerateContentConfig.class),
                FieldAccess.NONE);
    }

    private static ResponseStream<GenerateContentResponse> asked(Client client) {
        return client.models.generateContentStream(MODEL, "hi", null);
    }

    @SuppressWarnings("unchecked")
    private static ResponseStream<GenerateContentResponse> recorded(Object real, Recording recording) throws Exception {
        return (ResponseStream<GenerateContentResponse>) shape().record(real, recording);
    }

    @SuppressWarnings("unchecked")
    private static ResponseStream<GenerateContentResponse> replayed(Shape shape, byte[] content) throws Exception {
        Object handed = shape.replay(codec().decode(content));
        return (ResponseStream<GenerateContentResponse>)
                (handed instanceof CompletableFuture<?> future ? future.join() : handed);
    }

    private static PartsCodec codec() {
        return new PartsCodec(new SentCodec(GenerateContentResponse.class));
    }

    private static List<String> all(Iterable<GenerateContentResponse> stream) {
        List<String> all = new ArrayList<>();
        stream.forEach(each -> all.add(each.toJson()));
        return all;
    }

    /** The headers of two real answers differ. */
    private static List<String> withoutHeaders(List<String> chunks) {
        return chunks.stream()
                .map(chunk -> GenerateContentResponse.fromJson(chunk).toBuilder()
                        .clearSdkHttpResponse()
                        .build()
                        .toJson())
                .toList();
    }

    @Test
    void theSameElementsAreRecordedAndReplayed() throws Exception {
        streams(Answers.events(Answers.CHUNKS));
        for (Client client : List.of(gemini, vertex)) {
            Kept kept = new Kept();

            List<String> plain = all(asked(client));
            List<String> first = all(recorded(asked(client), kept));

            assertThat(withoutHeaders(first)).isEqualTo(withoutHeaders(plain)).hasSize(3);
            assertThat(kept.end).isEqualTo("complete");
            assertThat(all(replayed(shape(), kept.content()))).isEqualTo(first);
            assertThat(first.get(0)).contains("X-request-id");
            assertThat(withoutHeaders(first).get(1)).contains("find_order", "Grüße – 你好 \ud83d\ude00");
        }
    }

    @Test
    void eachHitHasElementsOfItsOwn() throws Exception {
        streams(Answers.events(Answers.CHUNKS));
        Kept kept = new Kept();
        all(recorded(asked(gemini), kept));

        GenerateContentResponse one =
                replayed(shape(), kept.content()).iterator().next();
        GenerateContentResponse other =
                replayed(shape(), kept.content()).iterator().next();

        assertThat(one).isNotSameAs(other).isEqualTo(other);
    }

    @Test
    void whatIsRecordedIsWhatTheLibraryMakesOfIt() throws Exception {
        streams(Answers.events(Answers.CHUNKS));
        Kept kept = new Kept();

        List<String> first = all(recorded(asked(gemini), kept));

        List<String> noted = new ArrayList<>();
        for (Object part : kept.parts) {
            if (part instanceof SentPart.Event event) {
                noted.add(((GenerateContentResponse) event.content()).toJson());
            }
        }
        assertThat(noted).isEqualTo(first);
    }

    @Test
    void aStreamThatIsAskedForLaterIsRecordedAndReplayed() throws Exception {
        streams(Answers.events(Answers.CHUNKS));
        Kept kept = new Kept();
        CompletableFuture<ResponseStream<GenerateContentResponse>> real =
                gemini.async.models.generateContentStream(MODEL, "hi", null);

        @SuppressWarnings("unchecked")
        CompletableFuture<ResponseStream<GenerateContentResponse>> handed =
                (CompletableFuture<ResponseStream<GenerateContentResponse>>) later().record(real, kept);
        List<String> first = all(handed.join());

        assertThat(kept.end).isEqualTo("complete");
        assertThat(all(replayed(later(), kept.content()))).isEqualTo(first).hasSize(3);
    }

    @Test
    void aChatRemembersWhatWasStreamed() throws Exception {
        streams(Answers.events(Answers.CHUNKS));
        Kept kept = new Kept();
        all(recorded(asked(gemini), kept));
        Chat real = gemini.chats.create(MODEL);
        all(real.sendMessageStream("hi"));

        Chat chat = gemini.chats.create(MODEL);
        ResponseStream<GenerateContentResponse> stream = replayed(shape(), kept.content());
        belongTo(chat, stream);
        all(stream);

        assertThat(chat.getHistory(false).subList(1, 2))
                .isEqualTo(real.getHistory(false).subList(1, 2));
    }

    /** As the chat itself does to a stream that it was handed. */
    private static void belongTo(Chat chat, ResponseStream<?> stream) throws Exception {
        set(ResponseStream.class, stream, "recordingHistory", true);
        set(ResponseStream.class, stream, "chatSession", chat);
        Class<?> base = chat.getClass().getSuperclass();
        set(base, chat, "currentResponseStream", stream);
        set(base, chat, "currentUserMessage", List.of(Content.fromParts(Part.fromText("hi"))));
    }

    private static void set(Class<?> type, Object owner, String name, Object value) throws Exception {
        var field = type.getDeclaredField(name);
        field.setAccessible(true);
        field.set(owner, value);
    }

    @Test
    void aReplayEndsAsTheRealOneDoes() throws Exception {
        streams(Answers.events(Answers.CHUNKS));
        Kept kept = new Kept();
        all(recorded(asked(gemini), kept));

        ResponseStream<GenerateContentResponse> replayed = replayed(shape(), kept.content());
        Iterator<GenerateContentResponse> iterator = replayed.iterator();
        assertThat(replayed.iterator()).isSameAs(iterator);
        all(replayed);

        assertThat(all(replayed)).isEmpty(); // It can be read once.
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
        replayed.close();
        replayed.close();
    }

    @Test
    void aStreamThatIsClosedEarlyIsNotKept() throws Exception {
        streams(Answers.events(Answers.CHUNKS));
        Kept kept = new Kept();
        ResponseStream<GenerateContentResponse> real = asked(gemini);

        try (ResponseStream<GenerateContentResponse> stream = recorded(real, kept)) {
            stream.iterator().next();
        }

        assertThat(kept.end).isEqualTo("abandoned: it was closed before its end");
        assertThatThrownBy(() -> real.iterator().next()).isInstanceOf(GenAiIOException.class); // Closed as well.
    }

    @Test
    void aStreamThatBrokeOffIsNotKept() throws Exception {
        streams(Answers.events(Answers.CHUNKS.subList(0, 2)));
        Kept kept = new Kept();
        all(recorded(asked(gemini), kept));

        assertThatThrownBy(kept::content).isInstanceOf(Uncacheable.class).hasMessage("the provider's answer broke off");
    }

    @Test
    void anEmptyStreamIsNotKept() throws Exception {
        streams("\n");
        Kept kept = new Kept();
        assertThat(all(recorded(asked(gemini), kept))).isEmpty();

        assertThatThrownBy(kept::content).isInstanceOf(Uncacheable.class);
    }

    @Test
    void anErrorThatIsSentReachesTheCallerAndIsNotKept() throws Exception {
        streams(Answers.events(List.of(
                Answers.CHUNKS.get(0), "{\"error\":{\"code\":503,\"message\":\"later\",\"status\":\"UNAVAILABLE\"}}")));
        Kept kept = new Kept();
        ResponseStream<GenerateContentResponse> stream = recorded(asked(gemini), kept);

        assertThat(stream.iterator().next()).isNotNull();
        assertThatThrownBy(() -> stream.iterator().next())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("later");
        assertThat(kept.end).startsWith("abandoned: the library makes nothing of what was sent");
    }

    /** Each element comes as soon as it would without a recording, and the connection's end is the caller's. */
    @Test
    void aRecordingWaitsForNothingThatTheClientDoesNotWaitFor() throws Exception {
        try (Pausing server = new Pausing();
                Client client = Client.builder()
                        .apiKey("key")
                        .httpOptions(HttpOptions.builder().baseUrl(server.url()).build())
                        .build()) {
            server.send(Answers.CHUNKS.get(0));
            Kept kept = new Kept();
            ResponseStream<GenerateContentResponse> stream = recorded(asked(client), kept);

            server.send(Answers.CHUNKS.get(1));
            assertThat(stream.iterator().next().text()).isEqualTo("");
            server.breakOff();

            assertThatThrownBy(() -> stream.iterator().next())
                    .isInstanceOf(GenAiIOException.class)
                    .hasMessage("Failed to read next JSON object from the stream");
            assertThat(kept.end).startsWith("abandoned: it failed with ");
        }
    }

    /** Sends chunks when it is told to. */
    private static final class Pausing implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(this::accept);
        private @Nullable String first;

        private Pausing() throws IOException {}

        private String url() {
            return "http://127.0.0.1:" + server.getLocalPort();
        }

        private Socket accept() {
            try {
                Socket socket = server.accept();
                InputStream in = socket.getInputStream();
                in.read(new byte[8192]);
                write(
                        socket,
                        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
                                + chunk(first));
                return socket;
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        }

        private void send(String json) throws Exception {
            if (first == null) {
                first = json;
            } else {
                write(accepted.get(), chunk(json));
            }
        }

        private static String chunk(String json) {
            String event = "data: " + json.replace("\n", "") + "\n\n";
            return Integer.toHexString(event.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + event + "\r\n";
        }

        private static void write(Socket socket, String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        private void breakOff() throws Exception {
            accepted.get().close();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    /** What a recording was told. */
    private static final class Kept implements Recording, Parts {

        private final List<Object> parts = new ArrayList<>();
        private String end = "";

        private byte[] content() throws Uncacheable {
            return codec().encode(parts);
        }

        @Override
        public @Nullable Object ended(@Nullable Object answer, @Nullable Throwable thrown) {
            refused("ended");
            return answer;
        }

        @Override
        public Parts parts() {
            return this;
        }

        @Override
        public void refused(String reason) {
            end += "refused: " + reason;
        }

        @Override
        public void next(@Nullable Object part) {
            parts.add(part);
        }

        @Override
        public void complete() {
            end = end.isEmpty() ? "complete" : end;
        }

        @Override
        public void abandon(String reason) {
            end = end.isEmpty() ? "abandoned: " + reason : end;
        }
    }
}
