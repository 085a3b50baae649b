package dev.reprise.clients.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.Completions;
import com.azure.ai.openai.models.Embeddings;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.rest.SimpleResponse;
import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.engine.worth.ModelUse;
import org.junit.jupiter.api.Test;

class AzureOpenAiUsageTest {

    private static final Call CALL = new Call(null, "our-deployment");
    private static final String JSON = "{\"id\":\"c\",\"created\":1,\"model\":\"gpt-4o-2024-08-06\",\"choices\":[],"
            + "\"usage\":{\"prompt_tokens\":2006,\"completion_tokens\":300,\"total_tokens\":2306,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":1920}}}";

    @Test
    void ofChats() throws Exception {
        ModelUse use = new ModelUse("gpt-4o-2024-08-06", 1, 1, 2006, 300, 1920, 0);
        ChatCompletions answer = ChatCompletions.fromJson(reader(JSON));

        assertThat(method("getChatCompletions").use(CALL, answer)).isEqualTo(use);
        assertThat(method("getChatCompletionsWithResponse").use(CALL, around(answer)))
                .isEqualTo(use);
        assertThat(method("getChatCompletionsStream(String, com.azure.ai.openai.models.ChatCompletionsOptions)")
                        .use(CALL, answer))
                .isEqualTo(use);
    }

    @Test
    void whereTheAnswerDoesNotTellTheModelItIsTheDeployment() throws Exception {
        Embeddings answer =
                Embeddings.fromJson(reader("{\"data\":[],\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}"));
        Completions text = Completions.fromJson(reader(JSON));

        assertThat(method("getEmbeddings").use(CALL, answer))
                .isEqualTo(new ModelUse("our-deployment", 1, 1, 8, 0, 0, 0));
        assertThat(method("getEmbeddingsWithResponse").use(CALL, around(answer)).input())
                .isEqualTo(8);
        assertThat(method("getCompletions").use(CALL, text).output()).isEqualTo(300);
    }

    private static JsonReader reader(String json) throws Exception {
        return JsonProviders.createReader(json);
    }

    private static Object around(Object value) {
        return new SimpleResponse<>(null, 200, new HttpHeaders(), value);
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("azure-openai", OpenAIClient.class.getName() + "#" + name);
    }
}
