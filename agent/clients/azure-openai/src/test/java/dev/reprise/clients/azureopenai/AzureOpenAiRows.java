package dev.reprise.clients.azureopenai;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.ChatCompletionStreamOptions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.ai.openai.models.CompletionsOptions;
import com.azure.ai.openai.models.EmbeddingsOptions;
import com.azure.ai.openai.models.ImageGenerationOptions;
import com.azure.ai.openai.models.SpeechGenerationOptions;
import com.azure.ai.openai.models.SpeechVoice;
import com.azure.core.http.rest.RequestOptions;
import dev.reprise.clients.matrix.Matrix;
import dev.reprise.clients.matrix.OpenAiProtocol;
import java.util.List;

/** The calls of azure-ai-openai. */
public final class AzureOpenAiRows {

    private static final String MODEL = "model";
    private static final RequestOptions NO_OPTIONS = new RequestOptions();

    private final Matrix matrix;
    private final OpenAIClient client;
    private final OpenAIAsyncClient later;

    private AzureOpenAiRows(Matrix matrix) {
        this.matrix = matrix;
        client = Clients.ofAzure(matrix.url());
        later = Clients.ofAzureLater(matrix.url());
    }

    /** Makes them. */
    public static void main(String[] arguments) throws Exception {
        Matrix.run(arguments, new OpenAiProtocol(), matrix -> {
            AzureOpenAiRows rows = new AzureOpenAiRows(matrix);
            rows.chats();
            rows.texts();
            rows.others();
            rows.chatsLater();
            rows.textsLater();
            rows.othersLater();
            AudioRows.add(matrix, rows.client, rows.later);
        });
    }

    private void chats() {
        matrix.row("OpenAIClient.getChatCompletions", q -> Told.json(client.getChatCompletions(MODEL, chat(q))));
        matrix.row(
                "OpenAIClient.getChatCompletionsWithResponse",
                q -> Told.response(client.getChatCompletionsWithResponse(MODEL, chat(q), NO_OPTIONS)));
        matrix.row(
                        "OpenAIClient.getChatCompletionsStream",
                        q -> Told.all(client.getChatCompletionsStream(MODEL, chat(q))))
                .cancelled(q -> Told.begun(client.getChatCompletionsStream(MODEL, chat(q))));
        matrix.row(
                        "OpenAIClient.getChatCompletionsStream with options of the stream",
                        q -> Told.all(client.getChatCompletionsStream(MODEL, chat(q), usage())))
                .cancelled(q -> Told.begun(client.getChatCompletionsStream(MODEL, chat(q), usage())));
        matrix.row(
                        "OpenAIClient.getChatCompletionsStreamWithResponse",
                        q -> Told.all(client.getChatCompletionsStreamWithResponse(MODEL, chat(q), NO_OPTIONS)
                                .getValue()))
                .cancelled(q -> Told.begun(client.getChatCompletionsStreamWithResponse(MODEL, chat(q), NO_OPTIONS)
                        .getValue()));
    }

    private void texts() {
        matrix.row("OpenAIClient.getCompletions", q -> Told.json(client.getCompletions(MODEL, text(q))));
        matrix.row(
                "OpenAIClient.getCompletionsWithResponse",
                q -> Told.response(client.getCompletionsWithResponse(MODEL, text(q), NO_OPTIONS)));
        matrix.row("OpenAIClient.getCompletionsStream", q -> Told.all(client.getCompletionsStream(MODEL, text(q))))
                .cancelled(q -> Told.begun(client.getCompletionsStream(MODEL, text(q))));
        matrix.row(
                        "OpenAIClient.getCompletionsStream with options of the stream",
                        q -> Told.all(client.getCompletionsStream(MODEL, text(q), usage())))
                .cancelled(q -> Told.begun(client.getCompletionsStream(MODEL, text(q), usage())));
    }

    private void others() {
        matrix.row("OpenAIClient.getEmbeddings", q -> Told.vector(client.getEmbeddings(MODEL, embedding(q))));
        matrix.row(
                "OpenAIClient.getEmbeddingsWithResponse",
                q -> Told.vector(client.getEmbeddingsWithResponse(MODEL, embedding(q), NO_OPTIONS)
                        .getValue()));
        matrix.row("OpenAIClient.getImageGenerations", q -> Told.json(client.getImageGenerations(MODEL, image(q))));
        matrix.row(
                "OpenAIClient.getImageGenerationsWithResponse",
                q -> Told.response(client.getImageGenerationsWithResponse(MODEL, image(q), NO_OPTIONS)));
    }

    private void chatsLater() {
        matrix.row(
                        "OpenAIAsyncClient.getChatCompletions",
                        q -> Told.json(later.getChatCompletions(MODEL, chat(q)).block()))
                .cancelled(q -> Told.running(later.getChatCompletions(MODEL, chat(q))));
        matrix.row(
                        "OpenAIAsyncClient.getChatCompletionsWithResponse",
                        q -> Told.response(later.getChatCompletionsWithResponse(MODEL, chat(q), NO_OPTIONS)
                                .block()))
                .cancelled(q -> Told.running(later.getChatCompletionsWithResponse(MODEL, chat(q), NO_OPTIONS)));
        matrix.row(
                        "OpenAIAsyncClient.getChatCompletionsStream",
                        q -> Told.all(later.getChatCompletionsStream(MODEL, chat(q))))
                .cancelled(q -> Told.begun(later.getChatCompletionsStream(MODEL, chat(q))));
        matrix.row(
                        "OpenAIAsyncClient.getChatCompletionsStream with options of the stream",
                        q -> Told.all(later.getChatCompletionsStream(MODEL, chat(q), usage())))
                .cancelled(q -> Told.begun(later.getChatCompletionsStream(MODEL, chat(q), usage())));
        matrix.row(
                        "OpenAIAsyncClient.getChatCompletionsStreamWithResponse",
                        q -> Told.all(later.getChatCompletionsStreamWithResponse(MODEL, chat(q), NO_OPTIONS)
                                .map(response -> response.getValue())))
                .cancelled(q -> Told.begun(later.getChatCompletionsStreamWithResponse(MODEL, chat(q), NO_OPTIONS)));
    }

    private void textsLater() {
        matrix.row(
                        "OpenAIAsyncClient.getCompletions",
                        q -> Told.json(later.getCompletions(MODEL, text(q)).block()))
                .cancelled(q -> Told.running(later.getCompletions(MODEL, text(q))));
        matrix.row(
                        "OpenAIAsyncClient.getCompletionsWithResponse",
                        q -> Told.response(later.getCompletionsWithResponse(MODEL, text(q), NO_OPTIONS)
                                .block()))
                .cancelled(q -> Told.running(later.getCompletionsWithResponse(MODEL, text(q), NO_OPTIONS)));
        matrix.row("OpenAIAsyncClient.getCompletionsStream", q -> Told.all(later.getCompletionsStream(MODEL, text(q))))
                .cancelled(q -> Told.begun(later.getCompletionsStream(MODEL, text(q))));
        matrix.row(
                        "OpenAIAsyncClient.getCompletionsStream with options of the stream",
                        q -> Told.all(later.getCompletionsStream(MODEL, text(q), usage())))
                .cancelled(q -> Told.begun(later.getCompletionsStream(MODEL, text(q), usage())));
    }

    private void othersLater() {
        matrix.row(
                        "OpenAIAsyncClient.getEmbeddings",
                        q -> Told.vector(
                                later.getEmbeddings(MODEL, embedding(q)).block()))
                .cancelled(q -> Told.running(later.getEmbeddings(MODEL, embedding(q))));
        matrix.row(
                        "OpenAIAsyncClient.getEmbeddingsWithResponse",
                        q -> Told.vector(later.getEmbeddingsWithResponse(MODEL, embedding(q), NO_OPTIONS)
                                .block()
                                .getValue()))
                .cancelled(q -> Told.running(later.getEmbeddingsWithResponse(MODEL, embedding(q), NO_OPTIONS)));
        matrix.row(
                        "OpenAIAsyncClient.getImageGenerations",
                        q -> Told.json(
                                later.getImageGenerations(MODEL, image(q)).block()))
                .cancelled(q -> Told.running(later.getImageGenerations(MODEL, image(q))));
        matrix.row(
                        "OpenAIAsyncClient.getImageGenerationsWithResponse",
                        q -> Told.response(later.getImageGenerationsWithResponse(MODEL, image(q), NO_OPTIONS)
                                .block()))
                .cancelled(q -> Told.running(later.getImageGenerationsWithResponse(MODEL, image(q), NO_OPTIONS)));
        matrix.row("OpenAIAsyncClient.generateSpeechFromText", q -> later.generateSpeechFromText(MODEL, speech(q))
                        .block()
                        .toString())
                .cancelled(q -> Told.running(later.generateSpeechFromText(MODEL, speech(q))));
    }

    private static ChatCompletionsOptions chat(String question) {
        return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage(question)));
    }

    private static ChatCompletionStreamOptions usage() {
        return new ChatCompletionStreamOptions().setIncludeUsage(true);
    }

    private static CompletionsOptions text(String question) {
        return new CompletionsOptions(List.of(question));
    }

    private static EmbeddingsOptions embedding(String question) {
        return new EmbeddingsOptions(List.of(question));
    }

    private static ImageGenerationOptions image(String question) {
        return new ImageGenerationOptions(question);
    }

    private static SpeechGenerationOptions speech(String question) {
        return new SpeechGenerationOptions(question, SpeechVoice.ALLOY);
    }
}
