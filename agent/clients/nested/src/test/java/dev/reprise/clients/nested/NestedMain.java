package dev.reprise.clients.nested;

import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.http.policy.ProtocolPolicy;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.azure.AzureOpenAiChatModel;
import dev.langchain4j.model.azure.AzureOpenAiEmbeddingModel;
import dev.langchain4j.model.azure.AzureOpenAiStreamingChatModel;
import dev.langchain4j.model.bedrock.BedrockChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.openaiofficial.OpenAiOfficialChatModel;
import dev.langchain4j.model.openaiofficial.OpenAiOfficialEmbeddingModel;
import dev.langchain4j.model.openaiofficial.OpenAiOfficialStreamingChatModel;
import dev.reprise.clients.StandInProvider;
import dev.reprise.clients.StandInProvider.Reply;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/**
 * A service that asks models of LangChain4j, which ask by the SDK of each provider, the same twice, and prints how many
 * requests came there.
 */
public final class NestedMain {

    private static final String QUESTION = "Where is my order?";

    private final StandInProvider provider;

    /** What is asked for meanwhile is answered when this is open. */
    private volatile CountDownLatch gate = new CountDownLatch(0);

    private NestedMain(StandInProvider provider) {
        this.provider = provider;
    }

    /** Takes the port of the provider. */
    public static void main(String[] arguments) throws Exception {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            NestedMain service = new NestedMain(provider);
            provider.answers("/v1/chat/completions", service::answer)
                    .answers("/v1/embeddings", Answers.EMBEDDING)
                    .answers("/openai/deployments/model/chat/completions", service::answer)
                    .answers("/openai/deployments/model/embeddings", Answers.EMBEDDING)
                    .answers("/model/model/converse", Answers.CONVERSED);
            service.openAi();
            service.azure();
            service.bedrock();
        }
        // The libraries' threads need not be waited for.
        System.exit(0);
    }

    private Reply answer(String request) {
        try {
            if (!gate.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("chat() does not return before it is answered");
            }
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
        return request.replace(" ", "").contains("\"stream\":true")
                ? new Reply("text/event-stream", Answers.STREAM)
                : new Reply("application/json", Answers.CHAT);
    }

    private void openAi() throws Exception {
        String url = provider.url() + "/v1";
        chat(
                "openai",
                OpenAiOfficialChatModel.builder()
                        .baseUrl(url)
                        .apiKey("key")
                        .modelName("model")
                        .build());
        stream(
                "openai",
                OpenAiOfficialStreamingChatModel.builder()
                        .baseUrl(url)
                        .apiKey("key")
                        .modelName("model")
                        .build());
        embed(
                "openai",
                OpenAiOfficialEmbeddingModel.builder()
                        .baseUrl(url)
                        .apiKey("key")
                        .modelName("model")
                        .build());
        OpenAIClient client =
                OpenAIOkHttpClient.builder().baseUrl(url).apiKey("key").build();
        ChatCompletionCreateParams request = ChatCompletionCreateParams.builder()
                .model("model")
                .addUserMessage(QUESTION)
                .build();
        twice("openai itself", () -> client.chat()
                .completions()
                .create(request)
                .choices()
                .get(0)
                .message()
                .content()
                .orElseThrow());
    }

    private void azure() throws Exception {
        chat(
                "azure",
                AzureOpenAiChatModel.builder()
                        .openAIClient(azureClient().buildClient())
                        .deploymentName("model")
                        .build());
        stream(
                "azure",
                AzureOpenAiStreamingChatModel.builder()
                        .openAIAsyncClient(azureClient().buildAsyncClient())
                        .deploymentName("model")
                        .build());
        embed(
                "azure",
                AzureOpenAiEmbeddingModel.builder()
                        .openAIClient(azureClient().buildClient())
                        .deploymentName("model")
                        .build());
    }

    /** The library sends keys over HTTPS alone, so that is undone behind its back. */
    private OpenAIClientBuilder azureClient() {
        return new OpenAIClientBuilder()
                .endpoint(provider.url().replace("http:", "https:"))
                .credential(new AzureKeyCredential("key"))
                .addPolicy(new ProtocolPolicy("http", /* overwrite= */ true));
    }

    private void bedrock() throws Exception {
        chat(
                "bedrock",
                BedrockChatModel.builder()
                        .client(BedrockRuntimeClient.builder()
                                .region(Region.EU_CENTRAL_1)
                                .endpointOverride(URI.create(provider.url()))
                                .credentialsProvider(
                                        StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                                .build())
                        .modelId("model")
                        .build());
    }

    private void chat(String what, ChatModel model) throws Exception {
        twice(what, () -> model.chat(QUESTION));
    }

    /**
     * These models set what they tell a part with when they have subscribed to the answer, and fail if a part comes before that.
     */
    private void stream(String what, StreamingChatModel model) throws Exception {
        twice(what + " stream", () -> {
            CompletableFuture<String> all = new CompletableFuture<>();
            StringBuilder parts = new StringBuilder();
            CountDownLatch returned = new CountDownLatch(1);
            gate = returned;
            model.chat(QUESTION, new StreamingChatResponseHandler() {
                @Override
                public void onPartialResponse(String part) {
                    parts.append(part).append('|');
                }

                @Override
                public void onCompleteResponse(ChatResponse response) {
                    all.complete(parts + response.aiMessage().text());
                }

                @Override
                public void onError(Throwable error) {
                    all.completeExceptionally(error);
                }
            });
            returned.countDown();
            return all.get(60, TimeUnit.SECONDS);
        });
    }

    /** By the newer method and by the older one, which the newer calls in these models. */
    private void embed(String what, EmbeddingModel model) throws Exception {
        EmbeddingRequest request = EmbeddingRequest.builder().input("a").build();
        twice(
                what + " vector",
                () -> model.embed(request).embeddings().get(0).vectorAsList().toString());
        twice(what + " vectors", () -> model.embedAll(List.of(TextSegment.from("b")))
                .content()
                .get(0)
                .vectorAsList()
                .toString());
    }

    private void twice(String what, Callable<String> ask) throws Exception {
        int before = provider.requests();
        String first = ask.call();
        String second = ask.call();
        System.out.println(what + ": " + (provider.requests() - before) + " " + first.equals(second) + " " + second);
    }
}
