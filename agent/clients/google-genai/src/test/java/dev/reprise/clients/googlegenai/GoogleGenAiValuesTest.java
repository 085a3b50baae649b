package dev.reprise.clients.googlegenai;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.Client;
import com.google.genai.JsonSerializable;
import com.google.genai.Models;
import com.google.genai.types.ComputeTokensResponse;
import com.google.genai.types.CountTokensResponse;
import com.google.genai.types.EditImageResponse;
import com.google.genai.types.EmbedContentResponse;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateImagesResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Image;
import com.google.genai.types.RawReferenceImage;
import com.google.genai.types.RecontextImageResponse;
import com.google.genai.types.RecontextImageSource;
import com.google.genai.types.SegmentImageResponse;
import com.google.genai.types.SegmentImageSource;
import com.google.genai.types.UpscaleImageResponse;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.RoundTrip;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.ValueCodec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real client makes of a provider's answers comes back equal from an entry. */
class GoogleGenAiValuesTest {

    private static final String GEMINI = "/v1beta/models/gemini-2.5-flash:";
    private static final String VERTEX = "/v1beta1/publishers/google/models/gemini-2.5-flash:";

    private StandInProvider provider;
    private Client gemini;
    private Client vertex;

    @BeforeEach
    void startProvider() {
        provider = StandInProvider.start();
        HttpOptions options = HttpOptions.builder().baseUrl(provider.url()).build();
        gemini = Client.builder().apiKey("key").httpOptions(options).build();
        vertex = Client.builder().vertexAI(true).httpOptions(options).build();
    }

    @AfterEach
    void stopProvider() {
        gemini.close();
        vertex.close();
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEXT", "TOOL", "THINKING", "IMAGE", "OF_TOMORROW", "BLOCKED", "GROUNDED"})
    void anAnswerComesBackEqualAndAnotherObject(String name) throws Exception {
        String json = named(name);
        provider.answers(GEMINI + "generateContent", json).answers(VERTEX + "generateContent", json);
        GenerateContentConfig raw =
                GenerateContentConfig.builder().shouldReturnHttpResponse(true).build();

        for (Client client : List.of(gemini, vertex)) {
            GenerateContentResponse answer = client.models.generateContent("gemini-2.5-flash", "hi", null);
            assertThat(answer.sdkHttpResponse().orElseThrow().headers().orElseThrow())
                    .containsKey("X-request-id");
            comesBack(answer, GenerateContentResponse.class, "privateGenerateContent");
            comesBack(
                    client.models.generateContent("gemini-2.5-flash", "hi", raw),
                    GenerateContentResponse.class,
                    "privateGenerateContent");
        }
    }

    @Test
    void embeddingsAndTokensComeBackEqual() throws Exception {
        provider.answers(GEMINI + "batchEmbedContents", Answers.EMBEDDINGS)
                .answers(GEMINI + "countTokens", Answers.COUNT)
                .answers(VERTEX + "countTokens", Answers.COUNT)
                .answers(VERTEX + "computeTokens", Answers.TOKENS);

        EmbedContentResponse embeddings = gemini.models.embedContent("gemini-2.5-flash", List.of("a", "b"), null);
        assertThat(embeddings.embeddings().orElseThrow()).hasSize(2);
        comesBack(embeddings, EmbedContentResponse.class, "privateEmbedContent");
        for (Client client : List.of(gemini, vertex)) {
            CountTokensResponse count = client.models.countTokens("gemini-2.5-flash", "hi", null);
            assertThat(count.totalTokens()).hasValue(31);
            comesBack(count, CountTokensResponse.class, "countTokens");
        }
        ComputeTokensResponse tokens = vertex.models.computeTokens("gemini-2.5-flash", "hi", null);
        assertThat(tokens.tokensInfo().orElseThrow()).hasSize(1);
        comesBack(tokens, ComputeTokensResponse.class, "computeTokens");
    }

    @Test
    void imagesComeBackEqual() throws Exception {
        String model = VERTEX.substring(0, VERTEX.length() - 1).replace("gemini-2.5-flash", "imagen") + ":predict";
        provider.answers(model, Answers.DRAWN);
        Image image = Image.builder()
                .imageBytes(new byte[] {1, 2})
                .mimeType("image/png")
                .build();

        GenerateImagesResponse drawn = vertex.models.generateImages("imagen", "A cat", null);
        assertThat(drawn.generatedImages().orElseThrow()).hasSize(2);
        comesBack(drawn, GenerateImagesResponse.class, "privateGenerateImages");
        comesBack(
                vertex.models.editImage(
                        "imagen",
                        "A dog",
                        List.of(RawReferenceImage.builder()
                                .referenceId(1)
                                .referenceImage(image)
                                .build()),
                        null),
                EditImageResponse.class,
                "privateEditImage");
        comesBack(
                vertex.models.upscaleImage("imagen", image, "x2", null),
                UpscaleImageResponse.class,
                "privateUpscaleImage");
        comesBack(
                vertex.models.recontextImage(
                        "imagen", RecontextImageSource.builder().prompt("A cat").build(), null),
                RecontextImageResponse.class,
                "recontextImage");
        provider.answers(model, Answers.SEGMENTED);
        SegmentImageResponse segmented = vertex.models.segmentImage(
                "imagen", SegmentImageSource.builder().image(image).build(), null);
        assertThat(segmented.generatedMasks().orElseThrow()).hasSize(1);
        comesBack(segmented, SegmentImageResponse.class, "segmentImage");
    }

    private static void comesBack(JsonSerializable value, Class<?> declared, String method) throws Exception {
        List<String> allow = CataloguedMethod.of("google-genai", "com.google.genai.Models#" + method)
                .allow();
        ValueCodec codec = new Codecs(FieldAccess.NONE).codec(declared, Models.class, allow);
        JsonSerializable first = RoundTrip.of(value, codec);

        // Equal by the library's own JSON as well: its equals compares bytes by identity.
        assertThat(first.toJson()).isEqualTo(value.toJson());
        assertThat(codec.encode(first)).isEqualTo(codec.encode(value));
    }

    private static String named(String name) throws ReflectiveOperationException {
        return (String) Answers.class.getDeclaredField(name).get(null);
    }
}
