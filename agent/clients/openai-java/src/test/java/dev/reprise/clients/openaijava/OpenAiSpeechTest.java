package dev.reprise.clients.openaijava;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponse;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.services.blocking.audio.SpeechService;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.Metamorphosis;
import dev.reprise.clients.Samples;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.shape.Parts;
import dev.reprise.engine.shape.Recording;
import dev.reprise.engine.shape.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that come as sound: their keys, and which answers are kept. */
class OpenAiSpeechTest {

    private static final CataloguedMethod SPEECH =
            CataloguedMethod.of("openai-java", "com.openai.services.blocking.audio.SpeechServiceImpl#create");
    private static final SpeechCreateParams HELLO = SpeechCreateParams.builder()
            .model("tts-1")
            .voice("alloy")
            .input("Hello")
            .build();
    private static final byte[] SOUND = {0, -1, 2, 3, 4};

    private final StandInProvider provider = StandInProvider.start();
    private final OpenAIClient client = OpenAIOkHttpClient.builder()
            .baseUrl(provider.url() + "/v1")
            .apiKey("key")
            .maxRetries(0)
            .build();
    private final SpeechService speech = client.audio().speech();
    private final Kept kept = new Kept();

    @AfterEach
    void stop() {
        client.close();
        provider.close();
    }

    @Test
    void anyOneChangeOfACallChangesItsKey() {
        int changed = 0;
        for (int choice = 0; choice < 4; choice++) {
            Metamorphosis metamorphosis = new Metamorphosis(SPEECH::key)
                    .except("this\\..*", "the client, which counts as in every other call")
                    .except("com.openai.core.RequestOptions#(timeout|disableTelemetry)", "timeouts and telemetry")
                    .except(".*#(validated|.*.delegate)", "remembers what was derived from other fields")
                    .except("com.openai.core.http.Headers#size", "counts the headers");
            metamorphosis.change(new Call(
                    speech,
                    new Samples(4, choice)
                            .give(JsonValue.class, made -> JsonValue.from(Map.of("a", List.of(1, "b"))))
                            .full(SpeechCreateParams.class),
                    RequestOptions.none()));
            changed += metamorphosis.check();
        }

        assertThat(changed).isGreaterThan(100);
    }

    @Test
    void soundThatIsReadToItsEndIsKeptAndComesBack() throws Exception {
        provider.answers("/v1/audio/speech", "audio/mpeg", SOUND).header("x-request-id", "r-1");

        try (HttpResponse response = recorded()) {
            assertThat(response.body()).hasBinaryContent(SOUND);
        }

        assertThat(kept.end).isEqualTo("complete");
        for (int i = 0; i < 2; i++) {
            HttpResponse hit = replayed();
            assertThat(hit.statusCode()).isEqualTo(200);
            assertThat(hit.requestId()).contains("r-1");
            assertThat(hit.body()).hasBinaryContent(SOUND);
            hit.close();
        }
    }

    @Test
    void soundThatIsNotReadToItsEndIsNotKept() throws Exception {
        provider.answers("/v1/audio/speech", "audio/mpeg", SOUND);

        recorded().close();
        assertThat(kept.end).isEqualTo("it was closed before it was read");
        kept.end = null;
        HttpResponse half = recorded();
        half.body().readNBytes(2);
        assertThat(kept.end).isNull();
        half.close();
        assertThat(kept.end).isEqualTo("it was closed before its end");
    }

    @Test
    void soundThatEndsWithItsConnectionIsNotKept() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answerOnce(server));
            answering.start();
            OpenAIClient old = OpenAIOkHttpClient.builder()
                    .baseUrl("http://127.0.0.1:" + server.getLocalPort() + "/v1")
                    .apiKey("key")
                    .maxRetries(0)
                    .build();

            HttpResponse response = recorded(old.audio().speech().create(HELLO));

            assertThat(response.body()).hasContent("half");
            assertThat(kept.end).startsWith("ends with its connection");
            old.close();
            answering.join();
        }
    }

    private static void answerOnce(ServerSocket server) {
        try (Socket caller = server.accept()) {
            caller.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nConnection: close\r\n\r\nhalf"
                            .getBytes(UTF_8));
            caller.shutdownOutput();
            caller.getInputStream().readAllBytes(); // What is not read when it is closed would be an error over there.
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    @Test
    void soundOverHttp2IsKeptBecauseItsStreamSaysWhereItEnds() throws Exception {
        for (Protocol protocol : List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)) {
            HttpResponse response = recorded(ofLibrary(
                    protocol,
                    Headers.builder().put("content-type", "audio/mpeg").build()));

            assertThat(response.body()).hasBinaryContent(SOUND);
            assertThat(kept.end).startsWith(protocol == Protocol.HTTP_2 ? "complete" : "ends with its connection");
        }
    }

    @Test
    void halfOfSoundOfUnknownLengthIsNotKept() throws Exception {
        Headers headers = Headers.builder()
                .put("content-type", "audio/mpeg")
                .put("transfer-encoding", "chunked")
                .build();

        HttpResponse half = recorded(ofLibrary(Protocol.HTTP_1_1, headers));
        half.body().readNBytes(2);
        half.close();

        assertThat(kept.end).isEqualTo("it was closed before its end");
        assertThat(recorded(ofLibrary(Protocol.HTTP_1_1, headers)).body()).hasBinaryContent(SOUND);
        assertThat(kept.end).isEqualTo("complete");
    }

    /** What the library makes of answers is no public class of it. */
    private HttpResponse ofLibrary(Protocol protocol, Headers headers) throws Exception {
        Response answer = new Response.Builder()
                .request(new Request.Builder().url("http://127.0.0.1/").build())
                .protocol(protocol)
                .code(200)
                .message("")
                .body(ResponseBody.create(SOUND, null))
                .build();
        provider.answers("/v1/audio/speech", "audio/mpeg", SOUND);
        try (HttpResponse real = speech.create(HELLO)) {
            Constructor<?> constructor = real.getClass().getDeclaredConstructor(Response.class, Headers.class);
            constructor.setAccessible(true);
            return (HttpResponse) constructor.newInstance(answer, headers);
        }
    }

    @Test
    void nothingIsNotKept() throws Exception {
        provider.answers("/v1/audio/speech", "audio/mpeg", new byte[0]);

        assertThat(recorded().body()).isEmpty();

        assertThat(kept.end).contains("is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream", "text/plain"})
    void whatIsNotSaidToBeSoundIsLeftAlone(String type) throws Exception {
        provider.answers("/v1/audio/speech", type, "{\"error\":{}}".getBytes(UTF_8));

        assertThat(recorded().body()).hasContent("{\"error\":{}}");

        assertThat(kept.end).contains("not said to be sound");
        assertThat(kept.parts).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blocking.audio.SpeechServiceImpl",
                "blocking.audio.SpeechServiceImpl$WithRawResponseImpl",
                "async.audio.SpeechServiceAsyncImpl",
                "async.audio.SpeechServiceAsyncImpl$WithRawResponseImpl",
            })
    void theMethodsAreFound(String type) throws Exception {
        assertThat(CataloguedMethod.woven("openai-java", Class.forName("com.openai.services." + type)))
                .containsExactly("create");
    }

    private HttpResponse recorded() throws Exception {
        return recorded(speech.create(HELLO));
    }

    private HttpResponse recorded(HttpResponse real) throws Exception {
        kept.parts.clear();
        return (HttpResponse) shape().record(real, kept);
    }

    private HttpResponse replayed() throws Exception {
        return (HttpResponse) shape().replay(kept.parts, new dev.reprise.engine.shape.Call(speech, new Object[0]));
    }

    private Shape shape() throws NoSuchMethodException {
        return Shape.of(speech.getClass().getMethod("create", SpeechCreateParams.class, RequestOptions.class));
    }

    /** Remembers the parts, and how they ended. */
    private static final class Kept implements Recording, Parts {

        private final List<@Nullable Object> parts = new ArrayList<>();
        private @Nullable String end;

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
