package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.RequestOptions;
import com.openai.models.audio.transcriptions.Transcription;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateResponse;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImagesResponse;
import com.openai.services.async.audio.TranscriptionServiceAsync;
import dev.reprise.engine.Lookup.Bypass;
import dev.reprise.engine.Lookup.Failed;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.audit.Findings;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams in a request are read once, by the call or, on a hit, as if by the call. */
class ReadUploadsTest {

    private static final TranscriptionCreateResponse ANSWER = TranscriptionCreateResponse.ofTranscription(
            Transcription.builder().text("Yes.").build());
    private static final TranscriptionCreateResponse ANOTHER = TranscriptionCreateResponse.ofTranscription(
            Transcription.builder().text("No.").build());

    @TempDir
    Path folder;

    private final OpenAIClient client = OpenAIOkHttpClient.builder()
            .apiKey("key")
            .baseUrl("http://127.0.0.1:9/v1")
            .build();
    private final FixedClock clock = new FixedClock();
    private Engine engine;
    private CachedMethod transcribe;

    @BeforeEach
    void begin() throws Exception {
        engine = new Engine(load("mode: on"), (module, name) -> {}, clock, clock::nanos);
        transcribe = method(client.audio().transcriptions().getClass(), "create", TranscriptionCreateParams.class);
    }

    @AfterEach
    void end() throws Exception {
        engine.close();
        client.close();
    }

    @Test
    void aHitLeavesAFileReadToItsEnd() {
        ByteArrayInputStream first = file("one");
        ByteArrayInputStream second = file("one");

        keep(first);
        Lookup found = enter(second);

        assertThat(found).isEqualTo(new Hit(ANSWER));
        assertThat(second.read()).isEqualTo(-1);
        assertThat(enter(second)).isInstanceOf(Bypass.class);
        second.reset();
        assertThat(enter(second)).isInstanceOf(Hit.class);
        assertThat(enter(file("another"))).isInstanceOf(Miss.class);
    }

    @Test
    void aLookUpReadsNothing() {
        ByteArrayInputStream file = file("one");

        assertThat(enter(file)).isInstanceOf(Miss.class);

        assertThat(file.readAllBytes()).asString().isEqualTo("one");
    }

    @Test
    void aCallThatDidNotReadItsFileIsNotKept() {
        ByteArrayInputStream file = file("one");

        Miss miss = (Miss) enter(file);
        assertThat(file.read()).isEqualTo('o');
        engine.exit(miss, ANSWER, null);

        assertThat(enter(file("one"))).isInstanceOf(Miss.class);
    }

    @Test
    void ofTwoCallsWithOneStreamNobodyKnowsWhichSentIt() {
        ByteArrayInputStream file = file("one");

        Miss miss = (Miss) enter(file);
        assertThat(enter(file)).isInstanceOf(Bypass.class);
        file.readAllBytes();
        engine.exit(miss, ANSWER, null);

        assertThat(enter(file("one"))).isInstanceOf(Miss.class);
    }

    @Test
    void aCallThatFailedIsNoCallWithItsStreamAnyMore() {
        ByteArrayInputStream file = file("one");

        Miss refused = (Miss) enter(file);
        file.readAllBytes();
        engine.exit(refused, null, new IllegalStateException("500"));
        file.reset();
        engine.exit((Miss) enter(file), null, new IllegalStateException("connection refused"));
        keep(file);
        file.reset();

        assertThat(enter(file)).isInstanceOf(Hit.class);
    }

    @Test
    void aCallWhoseAnswerIsNotKeptIsNoCallWithItsStreamsAnyMore() throws Exception {
        CachedMethod edit = method(client.images().getClass(), "edit", ImageEditParams.class);
        ByteArrayInputStream one = file("one");
        ByteArrayInputStream other = file("other");

        Miss miss = (Miss) engine.enter(edit, client.images(), editing(one, other));
        other.readAllBytes();
        engine.exit(miss, images(), null);
        other.reset();
        assertThat(engine.enter(edit, client.images(), editing(file("one"), other)))
                .isInstanceOf(Miss.class);
        assertThat(engine.enter(edit, client.images(), editing(one, other))).isInstanceOf(Bypass.class);

        assertThat(engine.enter(edit, client.images(), editing(one, file("other"))))
                .isInstanceOf(Miss.class);
    }

    @Test
    void aCancelledCallIsOneWithItsStreamUntilItHasReadIt() throws Exception {
        TranscriptionServiceAsync service = client.async().audio().transcriptions();
        CachedMethod later = method(service.getClass(), "create", TranscriptionCreateParams.class);
        ByteArrayInputStream begun = file("one");
        ByteArrayInputStream sent = file("one");

        cancel(later, service, begun, 1);
        cancel(later, service, sent, 3);

        assertThat(engine.enter(later, service, transcribing(begun))).isInstanceOf(Bypass.class);
        assertThat(later.outcomes().refused("a cancelled call may still read a stream of its request"))
                .as("said before")
                .isFalse();
        assertThat(engine.enter(later, service, transcribing(sent))).isInstanceOf(Miss.class);
    }

    private void cancel(CachedMethod later, Object service, ByteArrayInputStream file, int read) {
        Miss miss = (Miss) engine.enter(later, service, transcribing(file));
        CompletableFuture<?> handed = (CompletableFuture<?>) engine.exit(miss, new CompletableFuture<>(), null);
        file.skip(read);
        handed.cancel(true);
        file.reset();
    }

    @Test
    void ofAStreamThatIsInARequestTwiceNothingIsLeftTheSecondTime() throws Exception {
        CachedMethod edit = method(client.images().getClass(), "edit", ImageEditParams.class);
        ByteArrayInputStream twice = file("one");
        ByteArrayInputStream one = file("one");
        ByteArrayInputStream other = file("one");

        assertThat(engine.enter(edit, client.images(), editing(twice, twice))).isInstanceOf(Bypass.class);
        Miss miss = (Miss) engine.enter(edit, client.images(), editing(one, other));
        one.readAllBytes();
        other.readAllBytes();
        engine.exit(miss, images(), null);

        assertThat(engine.enter(edit, client.images(), editing(file("one"), file("one"))))
                .isInstanceOf(Hit.class);
        ByteArrayInputStream again = file("one");
        assertThat(engine.enter(edit, client.images(), editing(again, again))).isInstanceOf(Bypass.class);
        assertThat(again.available()).isEqualTo(3);
    }

    @Test
    void aCallThatIsComparedWithItsEntryReadsItsFileItself() throws Exception {
        transcribe = method(
                client.audio().transcriptions().getClass(), "create", TranscriptionCreateParams.class, "shadow: 100%");
        keep(file("one"));
        ByteArrayInputStream second = file("one");

        Miss miss = (Miss) enter(second);
        assertThat(second.available()).as("left to the real call").isEqualTo(3);
        second.readAllBytes();
        engine.exit(miss, ANOTHER, null);
        keep(file("one"));
        ByteArrayInputStream unread = file("one");
        engine.exit((Miss) enter(unread), ANSWER, null);
        engine.flush();

        Findings findings = engine.figures().get(0).findings();
        assertThat(findings.compared())
                .as("but for the one that did not read its file")
                .isEqualTo(2);
        assertThat(findings.differing()).isEqualTo(2);
        assertThat(engine.figures().get(0).figures().hits()).isZero();
    }

    private CachedMethod remembering() throws Exception {
        return method(
                client.audio().transcriptions().getClass(),
                "create",
                TranscriptionCreateParams.class,
                "negative-ttl: 30s",
                "negative-exceptions: [java.util.NoSuchElementException]");
    }

    private void fail(ByteArrayInputStream file, int read) {
        Miss miss = (Miss) enter(file);
        file.skip(read);
        engine.exit(miss, null, new NoSuchElementException("no such model"));
    }

    @Test
    void aCallThatFailsAsAnotherDidLeavesItsFileAsThatOneDid() throws Exception {
        transcribe = remembering();
        ByteArrayInputStream sent = file("one");
        ByteArrayInputStream kept = file("another");

        fail(file("one"), 3);
        fail(file("another"), 0);

        assertThat(enter(sent)).isInstanceOf(Failed.class);
        assertThat(sent.available()).isZero();
        assertThat(enter(kept)).isInstanceOf(Failed.class);
        assertThat(kept.available()).isEqualTo(7);
    }

    @Test
    void aCallThatFailedInTheMiddleOfItsFileIsNotRemembered() throws Exception {
        transcribe = remembering();

        fail(file("one"), 1);

        assertThat(enter(file("one"))).isInstanceOf(Miss.class);
    }

    @Test
    void aCallWithAStreamOfAnotherDoesNotFailAsOneDidBefore() throws Exception {
        transcribe = remembering();
        fail(file("one"), 3);
        ByteArrayInputStream contested = file("one");
        CachedMethod other =
                method(client.async().audio().transcriptions().getClass(), "create", TranscriptionCreateParams.class);
        engine.enter(other, client.async().audio().transcriptions(), transcribing(contested));

        assertThat(enter(contested)).isInstanceOf(Bypass.class);
        assertThat(contested.available()).isEqualTo(3);
    }

    private void keep(ByteArrayInputStream file) {
        Miss miss = (Miss) enter(file);
        file.readAllBytes();
        engine.exit(miss, ANSWER, null);
    }

    private Lookup enter(ByteArrayInputStream file) {
        return engine.enter(transcribe, client.audio().transcriptions(), transcribing(file));
    }

    private static Object[] transcribing(ByteArrayInputStream file) {
        TranscriptionCreateParams request = TranscriptionCreateParams.builder()
                .model("whisper-1")
                .file(file)
                .build();
        return new Object[] {request, RequestOptions.none()};
    }

    private static ImagesResponse images() {
        return ImagesResponse.builder().created(1).data(List.of()).build();
    }

    private static Object[] editing(ByteArrayInputStream one, ByteArrayInputStream other) {
        ImageEditParams request = ImageEditParams.builder()
                .prompt("hi")
                .image(ImageEditParams.Image.ofInputStreams(List.of(one, other)))
                .build();
        return new Object[] {request, RequestOptions.none()};
    }

    private static ByteArrayInputStream file(String content) {
        return new ByteArrayInputStream(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private CachedMethod method(Class<?> service, String name, Class<?> request, String... settings) throws Exception {
        Method method = service.getMethod(name, request, RequestOptions.class);
        return engine.method(
                new Target(method, service.getName(), List.of("params", "options")),
                load(
                                "methods:",
                                "  - method: " + service.getName() + "#" + name,
                                "    allow: [com.openai.]",
                                "    key: { ignore: [\"1\"] }",
                                "    " + String.join("\n    ", settings))
                        .methods()
                        .get(0));
    }

    private Configuration load(String... lines) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(file, String.join("\n", lines) + "\nhome: " + folder.resolve("home"));
        return ConfigurationLoader.load(
                file.toString(), new ProcessContext(Map.of(), Map.of(), folder.toFile()), List.of());
    }
}
