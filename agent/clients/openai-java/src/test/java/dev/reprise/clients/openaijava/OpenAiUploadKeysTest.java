package dev.reprise.clients.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.MultipartField;
import com.openai.core.RequestOptions;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.translations.TranslationCreateParams;
import com.openai.models.images.ImageCreateVariationParams;
import com.openai.models.images.ImageEditParams;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.Metamorphosis;
import dev.reprise.clients.Samples;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a request that sends a file, the file's content counts, if it can be told without reading what is read but once. */
class OpenAiUploadKeysTest {

    private static final CataloguedMethod TRANSCRIPT = method("audio.TranscriptionServiceImpl#create");
    private static final CataloguedMethod TRANSLATION = method("audio.TranslationServiceImpl#create");
    private static final CataloguedMethod EDIT = method("ImageServiceImpl#edit");
    private static final CataloguedMethod VARIATION = method("ImageServiceImpl#createVariation");
    private static final CataloguedMethod RAW = method("ImageServiceImpl$WithRawResponseImpl#edit");

    private final OpenAIClient client = OpenAIOkHttpClient.builder()
            .apiKey("key")
            .baseUrl("http://127.0.0.1:9/v1")
            .build();

    @TempDir
    Path directory;

    @Test
    void anyOneChangeOfACallChangesItsKey() {
        int changed = 0;
        for (int choice = 0; choice < 4; choice++) {
            changed += check(TRANSCRIPT, client.audio().transcriptions(), choice, TranscriptionCreateParams.class);
            changed += check(TRANSLATION, client.audio().translations(), choice, TranslationCreateParams.class);
            changed += check(EDIT, client.images(), choice, ImageEditParams.class);
            changed += check(VARIATION, client.images(), choice, ImageCreateVariationParams.class);
        }
        changed += check(RAW, client.images().withRawResponse(), 0, ImageEditParams.class);

        assertThat(changed).isGreaterThan(500);
    }

    private static int check(CataloguedMethod method, Object service, int choice, Class<?> type) {
        Samples samples = new Samples(4, choice)
                .give(JsonValue.class, each -> JsonValue.from(Map.of("a", List.of(1, "b"), "c", 0.5)))
                .give(InputStream.class, each -> new ByteArrayInputStream(new byte[] {1, 2, (byte) choice}));
        Metamorphosis metamorphosis = new Metamorphosis(method::key)
                .except("com.openai.core.RequestOptions#(timeout|disableTelemetry)", "timeouts and telemetry")
                .except(".*#(validated|.*.delegate)", "remembers what was derived from other fields")
                .except(".*WithRawResponseImpl#\\w+Handler", "reads answers as the options beside it say")
                .except("com.openai.core.http.Headers#size", "counts the headers")
                .except("this\\..*", "is the same for every call, see OpenAiKeysTest");
        metamorphosis.change(new Call(service, samples.full(type), RequestOptions.none()));
        return metamorphosis.check();
    }

    @Test
    void theContentOfAFileCountsAndWhereItIsInAnArrayDoesNot() {
        byte[] bytes = {1, 2, 3, 4};

        assertThat(key(new ByteArrayInputStream(bytes)))
                .isEqualTo(key(new ByteArrayInputStream(new byte[] {9, 1, 2, 3, 4, 9}, 1, 4)))
                .isNotEqualTo(key(new ByteArrayInputStream(new byte[] {1, 2, 3, 5})))
                .isNotEqualTo(key(new ByteArrayInputStream(new byte[] {1, 2, 3})))
                .isNotEqualTo(key(new ByteArrayInputStream(new byte[0])))
                .doesNotStartWith("bypass:");
    }

    @Test
    void nothingIsReadOfAFile() {
        ByteArrayInputStream stream = new ByteArrayInputStream(new byte[] {9, 1, 2, 9}, 1, 2);

        assertThat(key(stream)).isEqualTo(key(stream)).doesNotStartWith("bypass:");

        assertThat(stream.readAllBytes()).containsExactly(1, 2);
        stream.reset();
        assertThat(stream.readAllBytes()).containsExactly(1, 2);
    }

    @Test
    void whatSomebodyHasReadOfHasNoKey() {
        ByteArrayInputStream stream = new ByteArrayInputStream(new byte[] {1, 2, 3});
        assertThat(stream.read()).isEqualTo(1);

        assertThat(key(stream)).startsWith("bypass: 0.body.file.value.value is a stream of which somebody has read");
        assertThat(stream.available()).isEqualTo(2);
        assertThat(stream.read()).isEqualTo(2);
    }

    @Test
    void whatCanBeReadButOnceHasNoKeyAndIsNotRead() throws Exception {
        Path file = Files.write(directory.resolve("a.wav"), new byte[] {1, 2, 3});
        InputStream sequence =
                new SequenceInputStream(new ByteArrayInputStream(new byte[1]), new ByteArrayInputStream(new byte[2]));
        InputStream own = new ByteArrayInputStream(new byte[3]) {};
        try (InputStream opened = Files.newInputStream(file)) {
            for (InputStream stream : List.of(opened, sequence, own)) {
                assertThat(key(stream))
                        .startsWith("bypass: 0.body.file.value.value is a "
                                + stream.getClass().getName() + ", which can be read but once; hand over the bytes");
                assertThat(stream.readAllBytes()).hasSize(3);
            }
        }
        TranscriptionCreateParams ofPath = TranscriptionCreateParams.builder()
                .model("whisper-1")
                .file(file)
                .build();
        assertThat(TRANSCRIPT.key(new Call(client.audio().transcriptions(), ofPath, RequestOptions.none())))
                .contains("which can be read but once");
        ofPath.file().close();
    }

    @Test
    void severalImagesCountInTheirOrder() {
        InputStream one = new ByteArrayInputStream(new byte[] {1});
        InputStream two = new ByteArrayInputStream(new byte[] {2});

        assertThat(key(List.of(one, two)))
                .isEqualTo(key(List.of(one, two)))
                .isNotEqualTo(key(List.of(two, one)))
                .isNotEqualTo(key(List.of(one)))
                .doesNotStartWith("bypass:");
        assertThat(key(List.of(one, new SequenceInputStream(one, two)))).contains("which can be read but once");
    }

    private String key(InputStream file) {
        TranscriptionCreateParams request = TranscriptionCreateParams.builder()
                .model("whisper-1")
                .file(MultipartField.<InputStream>builder()
                        .value(file)
                        .filename("a.wav")
                        .build())
                .build();
        return TRANSCRIPT.key(new Call(client.audio().transcriptions(), request, RequestOptions.none()));
    }

    private String key(List<InputStream> images) {
        ImageEditParams request = ImageEditParams.builder()
                .prompt("hi")
                .image(ImageEditParams.Image.ofInputStreams(images))
                .build();
        return EDIT.key(new Call(client.images(), request, RequestOptions.none()));
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("openai-java", "com.openai.services.blocking." + name);
    }
}
