package dev.reprise.clients.ollama4j;

import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.StandInProvider;
import io.github.ollama4j.Ollama;
import io.github.ollama4j.exceptions.OllamaException;
import io.github.ollama4j.models.chat.OllamaChatMessage;
import io.github.ollama4j.models.chat.OllamaChatMessageRole;
import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.models.chat.OllamaChatResult;
import io.github.ollama4j.models.embed.OllamaEmbedRequest;
import io.github.ollama4j.models.generate.OllamaGenerateRequest;
import io.github.ollama4j.models.request.ThinkMode;
import io.github.ollama4j.tools.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that asks the same twice in each way, and prints how many requests came to the provider and what it got. */
public final class Ollama4jMain {

    private final StandInProvider provider;
    private final Ollama client;

    private Ollama4jMain(StandInProvider provider) {
        this.provider = provider;
        client = new Ollama(provider.url());
    }

    /** Takes the port of the provider. */
    public static void main(String[] arguments) throws Exception {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.answers("/api/chat", Answers.CHAT)
                    .answers("/api/generate", Answers.GENERATED)
                    .answers("/api/embed", Answers.EMBEDDED);
            Ollama4jMain service = new Ollama4jMain(provider);
            service.embed();
            service.generate();
            service.chat();
            service.chatOn();
            service.chatWithMessagesThatCannotGrow();
            service.chatWithTools();
            service.chatInParts();
            service.chatInPartsToOneWhoThrows();
            service.chatInPartsThatBreakOff();
        }
    }

    private void embed() throws Exception {
        int before = provider.requests();
        client.embed(new OllamaEmbedRequest("all-minilm", List.of("a", "b")));
        print(
                "embed",
                before,
                client.embed(new OllamaEmbedRequest("all-minilm", List.of("a", "b")))
                        .getEmbeddings());
    }

    private void generate() throws Exception {
        int before = provider.requests();
        String text = "";
        for (int i = 0; i < 2; i++) {
            text = client.generate(
                            OllamaGenerateRequest.builder()
                                    .withModel("llama3.2")
                                    .withPrompt("Where is my order?")
                                    .withThink(ThinkMode.DISABLED)
                                    .build(),
                            null)
                    .getResponse();
        }
        print("generate", before, text);
    }

    private void chat() throws Exception {
        int before = provider.requests();
        client.chat(question(), null);
        OllamaChatRequest request = question();
        OllamaChatResult result = client.chat(request, null);
        List<OllamaChatMessage> history = result.getChatHistory();
        print(
                "chat",
                before,
                history.size() + " " + (history == request.getMessages()) + " "
                        + (history.get(1) == result.getResponseModel().getMessage()) + " "
                        + history.get(1).getRole() + " " + history.get(1).getResponse());
    }

    /** Goes on with the history that the answers left, as ollama4j's documentation shows it. */
    private void chatOn() throws Exception {
        int before = provider.requests();
        OllamaChatResult last = null;
        for (int i = 0; i < 2; i++) {
            OllamaChatRequest request = question();
            last = client.chat(request, null);
            last = client.chat(
                    request.withMessages(last.getChatHistory())
                            .withMessage(OllamaChatMessageRole.USER, "And the other?")
                            .build(),
                    null);
        }
        print(
                "history",
                before,
                last.getChatHistory().stream()
                        .map(message -> message.getRole() + ": " + message.getResponse())
                        .toList());
    }

    /** The answer is there, but the model's message has nowhere to go. */
    private void chatWithMessagesThatCannotGrow() throws Exception {
        int before = provider.requests();
        OllamaChatRequest request = question();
        request.setMessages(List.copyOf(request.getMessages()));
        String outcome = "answered";
        try {
            client.chat(request, null);
        } catch (UnsupportedOperationException | io.github.ollama4j.exceptions.OllamaException refused) {
            outcome = "refused";
        }
        print("immutable", before, outcome);
    }

    private void chatWithTools() throws Exception {
        provider.answers("/api/chat", Answers.CHATS.get(1));
        client.setMaxChatToolCallRetries(1);
        AtomicInteger runs = new AtomicInteger();
        client.registerTool(Tools.Tool.builder()
                .toolSpec(Tools.ToolSpec.builder()
                        .name("find_order")
                        .description("Finds an order.")
                        .parameters(new Tools.Parameters(Map.of(), List.of()))
                        .build())
                .toolFunction(values -> "on its way, " + runs.incrementAndGet() / 100)
                .build());
        int before = provider.requests();
        int history = 0;
        for (int i = 0; i < 2; i++) {
            history = client.chat(question().withUseTools(true), null)
                    .getChatHistory()
                    .size();
        }
        print("tools", before, runs + " " + history);
        client.deregisterTools();
    }

    private void chatInParts() throws Exception {
        provider.streams("/api/chat", "application/x-ndjson", ProviderAnswers.OLLAMA_STREAM);
        int before = provider.requests();
        Thread caller = Thread.currentThread();
        client.chat(question(), token -> {});
        List<String> tokens = new ArrayList<>();
        OllamaChatRequest request = question();
        OllamaChatResult result = client.chat(
                request,
                token -> tokens.add(token.getMessage().getResponse()
                        + token.isDone()
                        + (Thread.currentThread() == caller)
                        + request.getMessages().size()));
        print(
                "parts",
                before,
                tokens + " " + result.getResponseModel().getMessage().getResponse() + " "
                        + (result.getChatHistory() == request.getMessages()) + " "
                        + request.getMessages().size());
    }

    private void chatInPartsToOneWhoThrows() {
        int before = provider.requests();
        OllamaChatRequest request = question();
        String thrown = "nothing";
        try {
            client.chat(request, token -> {
                throw new IllegalStateException("own");
            });
        } catch (OllamaException wrapped) {
            thrown = wrapped.getMessage() + " " + wrapped.getCause() + " "
                    + request.getMessages().size();
        }
        print("throwing", before, thrown);
    }

    private void chatInPartsThatBreakOff() throws Exception {
        provider.streams(
                "/api/chat",
                "application/x-ndjson",
                ProviderAnswers.OLLAMA_STREAM.substring(0, ProviderAnswers.OLLAMA_STREAM.indexOf("\n") + 1));
        int before = provider.requests();
        for (int i = 0; i < 2; i++) {
            client.chat(question().withMessage(OllamaChatMessageRole.USER, "broken"), token -> {});
        }
        print("broken", before, "");
    }

    private void print(String what, int before, Object result) {
        System.out.println(what + " " + (provider.requests() - before) + " " + result);
    }

    private static OllamaChatRequest question() {
        OllamaChatRequest request = OllamaChatRequest.builder()
                .withModel("llama3.2")
                .withMessage(OllamaChatMessageRole.USER, "Where is my order?")
                .build();
        request.setOptions(Map.of("temperature", 0)); // Without it, what is answered is not compared with an entry.
        return request;
    }
}
