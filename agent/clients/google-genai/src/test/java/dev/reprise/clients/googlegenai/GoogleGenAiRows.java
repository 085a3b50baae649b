package dev.reprise.clients.googlegenai;

import com.google.genai.Client;
import com.google.genai.JsonSerializable;
import com.google.genai.ResponseStream;
import com.google.genai.types.HttpOptions;
import dev.reprise.clients.matrix.CancelledCall.Cancellation;
import dev.reprise.clients.matrix.GeminiProtocol;
import dev.reprise.clients.matrix.Matrix;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The calls of google-genai. */
public final class GoogleGenAiRows {

    private static final Logger LIBRARY = Logger.getLogger("com.google.genai");
    private static final String MODEL = "gemini-2.5-flash";

    private final Matrix matrix;
    private final Client gemini;
    private final Client vertex;

    private GoogleGenAiRows(Matrix matrix) {
        this.matrix = matrix;
        HttpOptions options = HttpOptions.builder().baseUrl(matrix.url()).build();
        gemini = Client.builder().apiKey("key").httpOptions(options).build();
        vertex = Client.builder()
                .vertexAI(true)
                .apiKey("key")
                .httpOptions(options)
                .build();
    }

    /** Makes them. */
    public static void main(String[] arguments) throws Exception {
        LIBRARY.setLevel(Level.OFF);
        Matrix.run(arguments, new GeminiProtocol(), matrix -> {
            GoogleGenAiRows rows = new GoogleGenAiRows(matrix);
            rows.models();
            rows.modelsLater();
            rows.chats();
            ImageRows.add(matrix, rows.vertex);
        });
    }

    private void models() {
        matrix.row(
                "models.generateContent",
                question -> gemini.models.generateContent(MODEL, question, null).toJson());
        matrix.row(
                        "models.generateContentStream",
                        question -> all(gemini.models.generateContentStream(MODEL, question, null)))
                .cancelled(question -> begun(gemini.models.generateContentStream(MODEL, question, null)));
        matrix.row(
                "models.embedContent",
                question -> gemini.models.embedContent(MODEL, question, null).toJson());
        matrix.row(
                "models.countTokens",
                question -> gemini.models.countTokens(MODEL, question, null).toJson());
        matrix.row(
                "models.computeTokens",
                question -> vertex.models.computeTokens(MODEL, question, null).toJson());
    }

    /** Who cancels a future that the client derives from ours cancels no request: nothing to examine there. */
    private void modelsLater() {
        matrix.row("async.models.generateContent", question -> gemini.async
                .models
                .generateContent(MODEL, question, null)
                .join()
                .toJson());
        matrix.row(
                        "async.models.generateContentStream",
                        question -> all(gemini.async
                                .models
                                .generateContentStream(MODEL, question, null)
                                .join()))
                .cancelled(question -> begun(gemini.async
                        .models
                        .generateContentStream(MODEL, question, null)
                        .join()));
        matrix.row("async.models.embedContent", question -> gemini.async
                .models
                .embedContent(MODEL, question, null)
                .join()
                .toJson());
        matrix.row("async.models.countTokens", question -> gemini.async
                        .models
                        .countTokens(MODEL, question, null)
                        .join()
                        .toJson())
                .cancelled(question -> running(gemini.async.models.countTokens(MODEL, question, null)));
        matrix.row("async.models.computeTokens", question -> vertex.async
                        .models
                        .computeTokens(MODEL, question, null)
                        .join()
                        .toJson())
                .cancelled(question -> running(vertex.async.models.computeTokens(MODEL, question, null)));
    }

    private void chats() {
        matrix.row(
                "chats.create.sendMessage",
                question -> gemini.chats.create(MODEL).sendMessage(question).toJson());
        matrix.row(
                        "chats.create.sendMessageStream",
                        question -> all(gemini.chats.create(MODEL).sendMessageStream(question)))
                .cancelled(question -> begun(gemini.chats.create(MODEL).sendMessageStream(question)));
        matrix.row("async.chats.create.sendMessage", question -> gemini.async
                .chats
                .create(MODEL)
                .sendMessage(question)
                .join()
                .toJson());
        matrix.row(
                        "async.chats.create.sendMessageStream",
                        question -> all(gemini.async
                                .chats
                                .create(MODEL)
                                .sendMessageStream(question)
                                .join()))
                .cancelled(question -> begun(gemini.async
                        .chats
                        .create(MODEL)
                        .sendMessageStream(question)
                        .join()));
    }

    private static String all(ResponseStream<? extends JsonSerializable> stream) {
        StringBuilder all = new StringBuilder();
        try (stream) {
            stream.forEach(part -> all.append(part.toJson()));
        }
        return all.toString();
    }

    private static Cancellation begun(ResponseStream<?> stream) {
        stream.iterator().next();
        return stream::close;
    }

    static Cancellation running(CompletableFuture<?> future) {
        return () -> future.cancel(true);
    }
}
