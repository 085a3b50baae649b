package dev.reprise.clients.ollama4j;

import dev.reprise.clients.StaleRun;
import dev.reprise.clients.UnsteadyProvider;
import io.github.ollama4j.Ollama;
import io.github.ollama4j.models.chat.OllamaChatMessageRole;
import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.models.chat.OllamaChatResult;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service that asks one question again and again while its provider fails in several ways. */
public final class Ollama4jStaleMain {

    private Ollama4jStaleMain() {}

    public static void main(String[] arguments) throws Exception {
        try (UnsteadyProvider provider = UnsteadyProvider.start()) {
            Ollama client = new Ollama(provider.url());
            client.setRequestTimeoutSeconds(300);
            StaleRun run = new StaleRun(provider, () -> "");
            provider.answers("/api/chat", Answers.CHAT);
            run.ask("chat", () -> {
                OllamaChatRequest request = question();
                return told(request, client.chat(request, null));
            });
            run.ask("chat in parts", () -> {
                List<String> parts = new CopyOnWriteArrayList<>();
                OllamaChatRequest request = question();
                OllamaChatResult result =
                        client.chat(request, part -> parts.add(part.getMessage().getResponse()));
                return told(request, result) + parts;
            });
        }
        System.exit(0);
    }

    private static OllamaChatRequest question() {
        return OllamaChatRequest.builder()
                .withModel("llama3.2")
                .withMessage(OllamaChatMessageRole.USER, "?")
                .build();
    }

    /** Returns the answer, and what the request and the result have of the chat so far. */
    private static String told(OllamaChatRequest request, OllamaChatResult result) {
        return result.getResponseModel().getMessage().getResponse()
                + request.getMessages().stream()
                        .map(each -> each.getRole() + ": " + each.getResponse())
                        .toList()
                + (result.getChatHistory() == request.getMessages());
    }
}
