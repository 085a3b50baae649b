package dev.reprise.clients.azureopenai;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.AudioTranscription;
import com.azure.ai.openai.models.AudioTranscriptionFormat;
import com.azure.ai.openai.models.AudioTranscriptionOptions;
import com.azure.ai.openai.models.AudioTranslationFormat;
import com.azure.ai.openai.models.AudioTranslationOptions;
import com.azure.ai.openai.models.ChatChoice;
import com.azure.ai.openai.models.ChatCompletionStreamOptions;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsFunctionToolDefinition;
import com.azure.ai.openai.models.ChatCompletionsFunctionToolDefinitionFunction;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestSystemMessage;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.ai.openai.models.CompletionsFinishReason;
import com.azure.ai.openai.models.CompletionsOptions;
import com.azure.ai.openai.models.EmbeddingsOptions;
import com.azure.ai.openai.models.ImageGenerationOptions;
import com.azure.ai.openai.models.SpeechGenerationOptions;
import com.azure.ai.openai.models.SpeechVoice;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.policy.AddHeadersFromContextPolicy;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.http.rest.Response;
import com.azure.core.util.BinaryData;
import com.azure.core.util.IterableStream;
import dev.reprise.clients.StandInProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** A service that asks the same twice in each way, and prints how many requests came to the provider and what it got. */
public final class AzureOpenAiMain {

    private final StandInProvider provider;

    private AzureOpenAiMain(StandInProvider provider) {
        this.provider = provider;
    }

    /** Takes the port of the provider. */
    public static void main(String[] arguments) {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            new AzureOpenAiMain(provider).ask();
        }
        // The library's threads need not be waited for.
        System.exit(0);
    }

    private void ask() {
        for (String path : List.of("/openai/deployments/model/", "/v1/")) {
            provider.answers(path + "chat/completions", Answers.CHAT)
                    .answers(path + "completions", Answers.COMPLETED)
                    .answers(path + "embeddings", Answers.EMBEDDED.get(0))
                    .answers(path + "images/generations", Answers.DRAWN)
                    .answers(path + "audio/speech", "not quite an mp3")
                    .answers(path + "audio/transcriptions", Answers.TRANSCRIBED)
                    .answers(path + "audio/translations", Answers.TRANSCRIBED);
        }
        ask("azure", Clients.ofAzure(provider.url()));
        ask("openai", Clients.ofOpenAi(provider.url()));
        OpenAIAsyncClient later = Clients.ofAzureLater(provider.url());
        twice(
                "later chat",
                () -> said(later.getChatCompletions("model", question()).block()));
        twice("later vectors", () -> later.getEmbeddings("model", new EmbeddingsOptions(List.of("a", "b")))
                .map(answer -> answer.getData().get(0).getEmbedding().toString())
                .block());
        // What is made once asks at each subscription.
        Mono<ChatCompletions> once =
                later.getChatCompletions("model", question().setTemperature(0.7));
        twice("later once", () -> said(once.block()));
        Iterator<String> tenants = List.of("a", "b").iterator();
        twice(
                "later context",
                () -> said(later.getChatCompletions("model", question().setTemperature(0.3))
                        .contextWrite(Context.of(
                                AddHeadersFromContextPolicy.AZURE_REQUEST_HTTP_HEADERS_KEY,
                                new HttpHeaders().set("x-tenant", tenants.next())))
                        .block()));
        String path = "/openai/deployments/model/chat/completions";
        OpenAIClient client = Clients.ofAzure(provider.url());
        provider.streams(path, "text/event-stream", Answers.STREAMED);
        twice("azure stream", () -> parts(client.getChatCompletionsStream("model", question()).stream()));
        twice("azure iterator", () -> {
            List<ChatCompletions> parts = new ArrayList<>();
            ChatCompletionStreamOptions usage = new ChatCompletionStreamOptions().setIncludeUsage(true);
            client.getChatCompletionsStream("model", question(), usage).forEach(parts::add);
            return parts(parts.stream());
        });
        twice(
                "later stream",
                () -> parts(later.getChatCompletionsStream("model", question()).toStream()));
        RequestOptions tenant = new RequestOptions().setHeader("x-tenant", "a");
        twice("azure stream-around", () -> {
            Response<IterableStream<ChatCompletions>> answer =
                    client.getChatCompletionsStreamWithResponse("model", question(), tenant);
            return answer.getStatusCode() + parts(answer.getValue().stream());
        });
        twice(
                "later stream-around",
                () -> parts(later.getChatCompletionsStreamWithResponse("model", question(), tenant)
                        .toStream()
                        .map(Response::getValue)));
        twice(
                "later chat-around",
                () -> around(later.getChatCompletionsWithResponse("model", question(), tenant)
                        .block()));
        twice("later text-around", () -> later.getCompletionsWithResponse(
                        "model", new CompletionsOptions(List.of("Once")), tenant)
                .map(answer -> answer.getValue().getChoices().get(0).getText())
                .block());
        twice("later transcript", () -> later.getAudioTranscription(
                        "model",
                        "a.wav",
                        new AudioTranscriptionOptions(new byte[] {1, 2})
                                .setResponseFormat(AudioTranscriptionFormat.JSON))
                .map(AudioTranscription::getText)
                .block());
        twice("later speech", () -> later.generateSpeechFromText(
                        "model", new SpeechGenerationOptions("hi", SpeechVoice.ALLOY))
                .block()
                .toString());
        provider.streams(path, "text/event-stream", Answers.BROKEN);
        twice(
                "azure broken-around",
                () ->
                        parts(client
                                .getChatCompletionsStreamWithResponse("model", question(), new RequestOptions())
                                .getValue()
                                .stream()));
        twice(
                "azure broken",
                () -> parts(client.getChatCompletionsStream("model", question().setTemperature(0.9)).stream()));
    }

    private void ask(String name, OpenAIClient client) {
        twice(name + " chat", () -> said(client.getChatCompletions("model", question())));
        twice(
                name + " chat-around",
                () -> around(client.getChatCompletionsWithResponse("model", question(), new RequestOptions())));
        twice(
                name + " text",
                () -> client.getCompletions("model", "Once").getChoices().get(0).getText());
        twice(name + " vectors", () -> client.getEmbeddings("model", new EmbeddingsOptions(List.of("a", "b")))
                .getData()
                .get(0)
                .getEmbedding()
                .toString());
        twice(name + " picture", () -> client.getImageGenerations("model", new ImageGenerationOptions("a cat"))
                .getData()
                .get(0)
                .getBase64Data());
        twice(name + " transcript", () -> client.getAudioTranscription(
                        "model",
                        "a.wav",
                        new AudioTranscriptionOptions(new byte[] {1, 2})
                                .setResponseFormat(AudioTranscriptionFormat.VERBOSE_JSON))
                .getText());
        twice(name + " translation", () -> client.getAudioTranslationText(
                        "model",
                        "a.wav",
                        new AudioTranslationOptions(new byte[] {1, 2}).setResponseFormat(AudioTranslationFormat.TEXT))
                .replace("\n", ""));
    }

    private void twice(String what, Supplier<String> call) {
        int before = provider.requests();
        String first = call.get();
        String second = call.get();
        System.out.println(
                what + " " + (provider.requests() - before) + " " + (first.equals(second) ? first : first + second));
    }

    private static String parts(Stream<ChatCompletions> parts) {
        StringBuilder said = new StringBuilder();
        parts.forEach(part -> {
            said.append(part.getId())
                    .append(part.getUsage() == null ? "" : part.getUsage().getTotalTokens());
            for (ChatChoice choice : part.getChoices()) {
                said.append('[')
                        .append(choice.getDelta().getContent())
                        .append(']')
                        .append(choice.getFinishReason());
            }
        });
        return said.toString().replace(' ', '_');
    }

    private static String said(ChatCompletions answer) {
        ChatChoice choice = answer.getChoices().get(0);
        return (choice.getFinishReason() == CompletionsFinishReason.STOPPED) + " "
                + answer.getUsage().getTotalTokens() + " " + answer.getCreatedAt() + " "
                + choice.getMessage().getContent();
    }

    private static String around(Response<ChatCompletions> answer) {
        return answer.getStatusCode() + answer.getHeaders().getValue("content-type")
                + answer.getRequest().getUrl().getPath() + " " + said(answer.getValue());
    }

    private static ChatCompletionsOptions question() {
        return new ChatCompletionsOptions(List.of(
                        new ChatRequestSystemMessage("Be brief."), new ChatRequestUserMessage("Where is my order?")))
                .setTemperature(0.5)
                .setTools(List.of(new ChatCompletionsFunctionToolDefinition(
                        new ChatCompletionsFunctionToolDefinitionFunction("find_order")
                                .setParameters(BinaryData.fromObject(Map.of("type", "object"))))));
    }
}
