package dev.reprise.clients.nested;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.ai.openai.models.EmbeddingsOptions;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.http.policy.ProtocolPolicy;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.azure.AzureOpenAiEmbeddingModel;
import dev.langchain4j.model.azure.AzureOpenAiStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openaiofficial.OpenAiOfficialEmbeddingModel;
import dev.langchain4j.model.openaiofficial.OpenAiOfficialStreamingChatModel;
import dev.reprise.clients.StandInProvider;
import dev.reprise.clients.StandInProvider.Reply;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service that asks for streams and for many embeddings at once, by several clients, the same a few times. Its provider has
 * new ids and times for each answer, cuts each text as it likes, and may say something else each time.
 */
public final class ObservedMain {

    private static final String QUESTION = "Where is my order?";
    private static final String ANSWER = "It is on its way, and will be there tomorrow.";
    private static final Pattern INPUT = Pattern.compile("\"input\"\\s*:\\s*(\\[[^]]*]|\"[^\"]*\")");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    private final boolean varies;
    private final AtomicInteger requests = new AtomicInteger();

    private ObservedMain(boolean varies) {
        this.varies = varies;
    }

    /** Takes the port of the provider, whether its answers vary, and how often to ask. */
    public static void main(String[] arguments) throws Exception {
        ObservedMain service = new ObservedMain(Boolean.parseBoolean(arguments[1]));
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.answers("/v1/chat/completions", service::chat)
                    .answers("/v1/embeddings", service::embeddings)
                    .answers("/openai/deployments/model/chat/completions", service::chat)
                    .answers("/openai/deployments/model/embeddings", service::embeddings);
            int rounds = Integer.parseInt(arguments[2]);
            String url = provider.url() + "/v1";
            for (int i = 0; i < rounds; i++) {
                openAi(url, i);
                azure(provider.url(), i);
            }
        }
        // The libraries' threads need not be waited for.
        System.exit(0);
    }

    private Reply chat(String request) {
        int number = requests.incrementAndGet();
        String text = varies ? ANSWER + " Number " + number + "." : ANSWER;
        int piece = 3 + number % 7;
        StringBuilder events = new StringBuilder(chunk(number, "{\"role\":\"assistant\",\"content\":\"\"}", "null"));
        for (int i = 0; i < text.length(); i += piece) {
            String cut = text.substring(i, Math.min(text.length(), i + piece));
            events.append(chunk(number, "{\"content\":\"" + cut + "\"}", "null"));
        }
        events.append(chunk(number, "{}", "\"stop\"")).append("data: [DONE]\n\n");
        return new Reply("text/event-stream", events.toString());
    }

    private static String chunk(int number, String delta, String reason) {
        return "data: {\"id\":\"chatcmpl-" + number + "\",\"object\":\"chat.completion.chunk\",\"created\":" + number
                + ",\"model\":\"model\",\"system_fingerprint\":\"fp_" + number
                + "\",\"choices\":[{\"index\":0,\"delta\":"
                + delta + ",\"finish_reason\":" + reason + "}]}\n\n";
    }

    private Reply embeddings(String request) {
        int number = requests.incrementAndGet();
        Matcher input = INPUT.matcher(request);
        List<String> data = new ArrayList<>();
        Matcher texts = TEXT.matcher(input.find() ? input.group(1) : "");
        while (texts.find()) {
            float value = texts.group(1).hashCode() % 100 + (varies ? number : 0);
            data.add("{\"object\":\"embedding\",\"index\":" + data.size() + ",\"embedding\":"
                    + (request.contains("base64") ? base64(value) : "[" + value + ",1.0]") + "}");
        }
        return new Reply(
                "application/json",
                "{\"object\":\"list\",\"model\":\"model\",\"data\":[" + String.join(",", data)
                        + "],\"usage\":{\"prompt_tokens\":" + number + ",\"total_tokens\":" + number + "}}");
    }

    private static String base64(float value) {
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        return "\""
                + Base64.getEncoder()
                        .encodeToString(bytes.putFloat(value).putFloat(1).array()) + "\"";
    }

    /** At first a text that was asked about before, and one that was not. */
    private static List<String> texts(int round) {
        return List.of("text " + round % 3, "text " + (round % 3 + 1));
    }

    private static void openAi(String url, int round) throws Exception {
        stream(OpenAiOfficialStreamingChatModel.builder()
                .baseUrl(url)
                .apiKey("key")
                .modelName("model")
                .temperature(0.0)
                .build());
        embed(
                OpenAiOfficialEmbeddingModel.builder()
                        .baseUrl(url)
                        .apiKey("key")
                        .modelName("model")
                        .build(),
                round);
        OpenAIClient client =
                OpenAIOkHttpClient.builder().baseUrl(url).apiKey("key").build();
        ChatCompletionCreateParams chat = ChatCompletionCreateParams.builder()
                .model("model")
                .addUserMessage(QUESTION)
                .temperature(0)
                .build();
        try (StreamResponse<ChatCompletionChunk> events =
                client.chat().completions().createStreaming(chat)) {
            events.stream().forEach(event -> {});
        }
        try (StreamResponse<ChatCompletionChunk> events = client.chat()
                .completions()
                .withRawResponse()
                .createStreaming(chat)
                .parse()) {
            events.stream().forEach(event -> {});
        }
        AsyncStreamResponse<ChatCompletionChunk> later =
                client.async().chat().completions().createStreaming(chat);
        later.subscribe(event -> {});
        later.onCompleteFuture().get(60, TimeUnit.SECONDS);
        EmbeddingCreateParams texts = EmbeddingCreateParams.builder()
                .model("model")
                .inputOfArrayOfStrings(texts(round))
                .build();
        client.embeddings().create(texts);
        client.async().embeddings().create(texts).get(60, TimeUnit.SECONDS);
        client.close();
    }

    /** The library sends keys over HTTPS alone, so that is undone behind its back. */
    private static OpenAIClientBuilder azureClient(String url) {
        return new OpenAIClientBuilder()
                .endpoint(url.replace("http:", "https:"))
                .credential(new AzureKeyCredential("key"))
                .addPolicy(new ProtocolPolicy("http", /* overwrite= */ true));
    }

    private static void azure(String url, int round) throws Exception {
        stream(AzureOpenAiStreamingChatModel.builder()
                .openAIAsyncClient(azureClient(url).buildAsyncClient())
                .deploymentName("model")
                .temperature(0.0)
                .build());
        embed(
                AzureOpenAiEmbeddingModel.builder()
                        .openAIClient(azureClient(url).buildClient())
                        .deploymentName("model")
                        .build(),
                round);
        com.azure.ai.openai.OpenAIClient client = azureClient(url).buildClient();
        OpenAIAsyncClient later = azureClient(url).buildAsyncClient();
        client.getChatCompletionsStream("model", azureChat()).stream().forEach(event -> {});
        later.getChatCompletionsStream("model", azureChat()).collectList().block();
        client.getEmbeddings("model", new EmbeddingsOptions(texts(round)));
        later.getEmbeddings("model", new EmbeddingsOptions(texts(round))).block();
    }

    private static ChatCompletionsOptions azureChat() {
        return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage(QUESTION))).setTemperature(0.0);
    }

    /** A first event may come before a model has what it tells it with, and then the call fails; that is none of ours. */
    private static void stream(StreamingChatModel model) throws Exception {
        while (!isTold(model)) {
            // Ask again.
        }
    }

    private static boolean isTold(StreamingChatModel model) throws Exception {
        CompletableFuture<String> all = new CompletableFuture<>();
        model.chat(QUESTION, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String part) {}

            @Override
            public void onCompleteResponse(ChatResponse response) {
                all.complete(response.aiMessage().text());
            }

            @Override
            public void onError(Throwable error) {
                all.completeExceptionally(error);
            }
        });
        try {
            all.get(60, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException failure) {
            if (String.valueOf(failure.getMessage()).contains("streamingHandle cannot be null")) {
                return false;
            }
            throw failure;
        }
    }

    private static void embed(EmbeddingModel model, int round) {
        model.embedAll(texts(round).stream().map(TextSegment::from).toList());
    }
}
