package dev.reprise.clients.ollama4j;

import dev.reprise.clients.matrix.CancelledCall.Cancellation;
import dev.reprise.clients.matrix.Matrix;
import dev.reprise.clients.matrix.OllamaProtocol;
import io.github.ollama4j.Ollama;
import io.github.ollama4j.exceptions.OllamaException;
import io.github.ollama4j.models.chat.OllamaChatMessageRole;
import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.models.embed.OllamaEmbedRequest;
import io.github.ollama4j.models.generate.OllamaGenerateRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** The calls of ollama4j. */
public final class Ollama4jRows {

    private Ollama4jRows() {}

    /** Makes them. */
    public static void main(String[] arguments) throws Exception {
        Matrix.run(arguments, new OllamaProtocol(), Ollama4jRows::add);
    }

    private static void add(Matrix matrix) {
        Ollama client = new Ollama(matrix.url());
        matrix.row("chat", question -> client.chat(chat(question), null).toString());
        matrix.row("chat with a handler of tokens", question -> all(client, question))
                .cancelled(question -> begun(client, question));
        matrix.row("generate", question -> client.generate(
                        OllamaGenerateRequest.builder()
                                .withModel("llama3.2")
                                .withPrompt(question)
                                .build(),
                        null)
                .toString());
        matrix.row("embed", question -> client.embed(new OllamaEmbedRequest("all-minilm", List.of(question)))
                .toString());
    }

    /** The lowest version adds to the list of tools, and makes none. */
    private static OllamaChatRequest chat(String question) {
        return OllamaChatRequest.builder()
                .withModel("llama3.2")
                .withMessage(OllamaChatMessageRole.USER, question)
                .withTools(new ArrayList<>())
                .build();
    }

    private static String all(Ollama client, String question) throws OllamaException {
        StringBuilder all = new StringBuilder();
        return client.chat(chat(question), all::append).toString() + all;
    }

    /** Who wants no more tokens can only throw. */
    private static Cancellation begun(Ollama client, String question) {
        try {
            client.chat(chat(question), token -> {
                throw new CancellationException();
            });
        } catch (OllamaException wrapped) {
            return () -> {};
        }
        throw new IllegalStateException("not cancelled");
    }
}
