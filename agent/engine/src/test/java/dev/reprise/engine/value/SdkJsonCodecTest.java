package dev.reprise.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.core.JsonValue;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.Embedding;
import com.openai.models.responses.Response;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.answers.Answers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SdkJsonCodecTest {

    private static final String COMPLETION = """
            {"id": "chatcmpl-1", "object": "chat.completion", "created": 1790000000, "model": "gpt-5-mini",
             "choices": [{"index": 0, "finish_reason": "stop", "logprobs": null,
               "message": {"role": "assistant", "content": "Grüße", "refusal": null, "annotations": [],
                 "tool_calls": [{"id": "call_1", "type": "function",
                   "function": {"name": "weather", "arguments": "{}"}}]}}],
             "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3},
             "service_tier": "default", "something_new": {"a": [1, 2.5, null]}}""";

    private static final String RESPONSE = """
            {"id": "resp_1", "object": "response", "created_at": 1790000000, "status": "completed", "error": null,
             "incomplete_details": null, "instructions": null, "metadata": {}, "model": "gpt-5-mini",
             "output": [{"type": "message", "id": "msg_1", "status": "completed", "role": "assistant",
               "content": [{"type": "output_text", "text": "Hi", "annotations": []}]}],
             "parallel_tool_calls": true, "temperature": 1.0, "tool_choice": "auto", "tools": [], "top_p": 1.0}""";

    @Test
    void completionsAreEqualAsTheyCame() throws Exception {
        var completion = parse(COMPLETION, ChatCompletion.class);

        var again = again(completion);

        assertThat(again).isEqualTo(completion).isNotSameAs(completion).hasSameHashCodeAs(completion);
        assertThat(again.choices().get(0).message().content()).contains("Grüße");
        assertThat(again.toString()).contains("something_new");
    }

    @Test
    void responsesAreEqualAsTheyCame() throws Exception {
        var response = parse(RESPONSE, Response.class);

        assertThat(again(response)).isEqualTo(response);
    }

    @Test
    void embeddingsAreEqualAsTheyCameAndAsTheyWereBuilt() throws Exception {
        var wire = parse("""
                {"object": "list", "model": "m", "usage": {"prompt_tokens": 1, "total_tokens": 1},
                 "data": [{"object": "embedding", "index": 0, "embedding": "AACAPwAAAEA="}]}""", CreateEmbeddingResponse.class);
        var built = CreateEmbeddingResponse.builder()
                .model("m")
                .usage(CreateEmbeddingResponse.Usage.builder()
                        .promptTokens(1)
                        .totalTokens(1)
                        .build())
                .data(List.of(
                        Embedding.builder().index(0).embedding(List.of(1f, 2f)).build()))
                .putAdditionalProperty("x", JsonValue.from("y"))
                .build();

        assertThat(again(wire)).isEqualTo(wire);
        assertThat(again(wire).data().get(0).embedding()).containsExactly(1f, 2f);
        assertThat(again(built)).isEqualTo(built);
    }

    @Test
    void answersOfTheLibraryInsideOthersAreRefused() {
        assertThatThrownBy(() -> Declared.again("holder", new Answers.Holder(parse(COMPLETION, ChatCompletion.class))))
                .isInstanceOf(Uncacheable.class)
                .hasMessageContaining("only as the answer itself");
    }

    @Test
    void damagedJsonIsUndecodable() throws Exception {
        var codec = codec(ChatCompletion.class);

        for (String damaged : List.of("", "{", "[]", "null", "7", "{\"id\":")) {
            assertThatThrownBy(() -> codec.decode(damaged.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(Undecodable.class);
        }
    }

    @Test
    void shapeAndNameTellTheCodecApart() throws Exception {
        assertThat(codec(ChatCompletion.class).id()).isEqualTo("openai-json-1");
        assertThat(codec(ChatCompletion.class).shape())
                .isEqualTo(codec(ChatCompletion.class).shape())
                .isNotEqualTo(codec(Response.class).shape());
        assertThat(codec(ChatCompletion.class).holdsAsIs("x")).isFalse();
    }

    private static ValueCodec codec(Class<?> type) throws Uncacheable {
        return new Codecs(FieldAccess.NONE).codec(type, SdkJsonCodecTest.class, List.of());
    }

    private static <T> T parse(String json, Class<T> type) throws Exception {
        return ObjectMappers.jsonMapper().readValue(json, type);
    }

    @SuppressWarnings("unchecked")
    private static <T> T again(T value) throws Exception {
        var codec = codec(value.getClass());
        return (T) codec.decode(codec.encode(value));
    }
}
