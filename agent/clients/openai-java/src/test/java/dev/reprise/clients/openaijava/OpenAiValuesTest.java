package dev.reprise.clients.openaijava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.ObjectMappers;
import com.openai.models.audio.AudioResponseFormat;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateResponse;
import com.openai.models.audio.translations.TranslationCreateParams;
import com.openai.models.audio.translations.TranslationCreateResponse;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.moderations.ModerationCreateResponse;
import com.openai.models.responses.inputtokens.InputTokenCountParams;
import com.openai.models.responses.inputtokens.InputTokenCountResponse;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.PartsCodec;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.value.ValueCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real client makes of a provider's answers comes back equal from an entry. */
class OpenAiValuesTest {

    private StandInProvider provider;
    private OpenAIClient client;

    @BeforeEach
    void startProvider() {
        provider = StandInProvider.start();
        client = OpenAIOkHttpClient.builder()
                .apiKey("key")
                .baseUrl(provider.url() + "/v1")
                .maxRetries(0)
                .build();
    }

    @AfterEach
    void stopProvider() {
        client.close();
        provider.close();
    }

    @Test
    void aText() throws Exception {
        provider.answers("/v1/completions", """
                {"id":"cmpl-1","object":"text_completion","created":1790000000,"model":"gpt-3.5-turbo-instruct",
                 "choices":[{"index":0,"text":"Grüße, 你好 \\ud83d\\ude00","finish_reason":"stop",
                   "logprobs":{"tokens":["Gr"],"token_logprobs":[-0.25],"top_logprobs":[{"Gr":-0.25}],"text_offset":[0]}}],
                 "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3},"of_tomorrow":[1.50]}""");

        comesBack(
                client.completions()
                        .create(CompletionCreateParams.builder()
                                .model("gpt-3.5-turbo-instruct")
                                .prompt("hi")
                                .build()),
                Completion.class);
    }

    @Test
    void aTextInPartsOfWhichEachChoiceHasEnded() throws Exception {
        PartsCodec codec = new PartsCodec(
                new Codecs(FieldAccess.NONE).codec(Completion.class, Completion.class, List.of("com.openai.")));
        Completion usage = part("", "");
        List<Completion> whole = List.of(part("0", "null"), part("1", "null"), part("0", "\"stop\""), usage);

        assertThatThrownBy(() -> codec.encode(whole))
                .isInstanceOf(Uncacheable.class)
                .hasMessage("the provider's answer broke off");
        List<Completion> ended = new ArrayList<>(whole);
        ended.add(part("1", "\"length\""));
        assertThat((List<?>) codec.decode(codec.encode(ended))).isEqualTo(ended);
    }

    private static Completion part(String index, String reason) throws Exception {
        String choice =
                "{\"index\":" + index + ",\"text\":\"Grüße\",\"logprobs\":null,\"finish_reason\":" + reason + "}";
        return ObjectMappers.jsonMapper()
                .readValue(
                        "{\"id\":\"c\",\"created\":1,\"model\":\"m\",\"choices\":[" + (index.isEmpty() ? "" : choice)
                                + "]}",
                        Completion.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void aModeration(String flagged) throws Exception {
        provider.answers("/v1/moderations", """
                {"id":"modr-1","model":"omni-moderation-latest","results":[{"flagged":%s,
                 "categories":{"violence":%1$s,"sexual/minors":false,"of/tomorrow":null},
                 "category_scores":{"violence":0.86,"sexual/minors":1.2e-7},
                 "category_applied_input_types":{"violence":["text","image"]}}]}""".formatted(flagged));

        comesBack(
                client.moderations()
                        .create(ModerationCreateParams.builder().input("hi").build()),
                ModerationCreateResponse.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b64_json\":\"R3LDvMOfZQ==\"}",
                "{\"b64_json\":\"R3LDvMOfZQ==\",\"url\":null,\"revised_prompt\":\"A fox 🦊\"},{\"b64_json\":\"aQ==\"}"
            })
    void anImage(String data) throws Exception {
        provider.answers("/v1/images/generations", """
                {"created":1790000000,"background":"transparent","output_format":"png","quality":"high",
                 "size":"1024x1024","data":[%s],"usage":{"input_tokens":1,"output_tokens":2,"total_tokens":3,
                 "input_tokens_details":{"image_tokens":0,"text_tokens":1}}}""".formatted(data));

        comesBack(
                client.images()
                        .generate(ImageGenerateParams.builder().prompt("hi").build()),
                ImagesResponse.class);
    }

    @Test
    void aCount() throws Exception {
        provider.answers(
                "/v1/responses/input_tokens",
                "{\"object\":\"response.input_tokens\",\"input_tokens\":11,\"of_tomorrow\":{\"a\":[true]}}");

        comesBack(
                client.responses()
                        .inputTokens()
                        .count(InputTokenCountParams.builder()
                                .model("gpt-5")
                                .input("hi")
                                .build()),
                InputTokenCountResponse.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json | application/json | {\"text\":\"Grüße\",\"usage\":{\"type\":\"duration\",\"seconds\":1.5}}",
                "json | application/json | {\"text\":\"Grüße\",\"logprobs\":[{\"token\":\"Gr\",\"logprob\":-0.5,\"bytes\":[71]}]}",
                "verbose_json | application/json | {\"task\":\"transcribe\",\"language\":\"german\",\"duration\":1.5,\"text\":\"Grüße\","
                        + "\"segments\":[{\"id\":0,\"seek\":0,\"start\":0.0,\"end\":1.5,\"text\":\"Grüße\",\"tokens\":[1],"
                        + "\"temperature\":0.0,\"avg_logprob\":-0.25,\"compression_ratio\":1.0,\"no_speech_prob\":0.01}],"
                        + "\"words\":[{\"word\":\"Grüße\",\"start\":0.0,\"end\":1.5}]}",
                "diarized_json | application/json | {\"task\":\"transcribe\",\"duration\":1.5,\"text\":\"Grüße\",\"segments\":[{\"id\":\"a\","
                        + "\"type\":\"transcript.text.segment\",\"start\":0.0,\"end\":1.5,\"text\":\"Grüße\",\"speaker\":\"A\"}]}",
                "text | text/plain | Grüße",
                "srt | text/plain | 1",
            })
    void aTranscript(String format, String type, String answer) throws Exception {
        provider.answers("/v1/audio/transcriptions", type, answer.getBytes(StandardCharsets.UTF_8));

        comesBack(
                client.audio()
                        .transcriptions()
                        .create(TranscriptionCreateParams.builder()
                                .model("whisper-1")
                                .file(new byte[] {1})
                                .responseFormat(AudioResponseFormat.of(format))
                                .build()),
                TranscriptionCreateResponse.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json | application/json | {\"text\":\"Greetings\",\"of_tomorrow\":[1.50]}",
                "verbose_json | application/json | {\"task\":\"translate\",\"language\":\"english\",\"duration\":\"1.5\",\"text\":\"Greetings\"}",
                "vtt | text/plain | WEBVTT",
            })
    void aTranslation(String format, String type, String answer) throws Exception {
        provider.answers("/v1/audio/translations", type, answer.getBytes(StandardCharsets.UTF_8));

        comesBack(
                client.audio()
                        .translations()
                        .create(TranslationCreateParams.builder()
                                .model("whisper-1")
                                .file(new byte[] {1})
                                .responseFormat(TranslationCreateParams.ResponseFormat.of(format))
                                .build()),
                TranslationCreateResponse.class);
    }

    private static void comesBack(Object value, Class<?> declared) throws Exception {
        ValueCodec codec = new Codecs(FieldAccess.NONE).codec(declared, declared, List.of("com.openai."));
        byte[] written = codec.encode(value);
        Object first = codec.decode(written);
        Object second = codec.decode(written);

        assertThat(first).isEqualTo(value).hasSameClassAs(value).isNotSameAs(value);
        assertThat(first.toString()).isEqualTo(value.toString());
        assertThat(second).isEqualTo(first).isNotSameAs(first);
        assertThat(codec.encode(first)).isEqualTo(written);
    }
}
