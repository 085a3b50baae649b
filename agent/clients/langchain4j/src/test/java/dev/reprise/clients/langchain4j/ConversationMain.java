package dev.reprise.clients.langchain4j;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.TokenStream;
import dev.reprise.clients.OrderDesk;
import dev.reprise.clients.StandInProvider;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A service whose assistants hold the same conversation twice, with tools and a memory, and print all of it. */
public final class ConversationMain {

    private static final List<String> QUESTIONS =
            List.of("Where is order 7?", "And order 8?", "Thank you.", "Where is order 7?", "Thank you.");

    private final StandInProvider provider;

    private ConversationMain(StandInProvider provider) {
        this.provider = provider;
    }

    interface Assistant {
        @SystemMessage("You look orders up.")
        String ask(String question);
    }

    interface TellingAssistant {
        @SystemMessage("You look orders up.")
        TokenStream ask(String question);
    }

    /** What the assistants can do beside talking. */
    static final class Orders {

        @Tool("Finds an order")
        String find(@P("its number") int number) {
            System.out.println("  looked for " + number);
            return "order " + number + ", which was sent";
        }
    }

    /** Hears of every call of a model. */
    private static final class Hearing implements ChatModelListener {

        @Override
        public void onRequest(ChatModelRequestContext context) {
            System.out.println(
                    "  heard a request of " + context.chatRequest().messages().size() + " messages");
        }

        @Override
        public void onResponse(ChatModelResponseContext context) {
            System.out.println("  heard an answer of " + context.chatResponse().finishReason());
        }
    }

    /** Takes the port of the provider. */
    public static void main(String[] arguments) throws Exception {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.answers("/v1/chat/completions", new OrderDesk());
            ConversationMain service = new ConversationMain(provider);
            for (int i = 0; i < 2; i++) {
                service.talk();
                service.stream();
            }
        }
    }

    private void talk() {
        ChatMemory memory = MessageWindowChatMemory.withMaxMessages(8);
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(OpenAiChatModel.builder()
                        .baseUrl(provider.url() + "/v1")
                        .apiKey("key")
                        .modelName("gpt-test")
                        .listeners(List.of(new Hearing()))
                        .build())
                .tools(new Orders())
                .chatMemory(memory)
                .build();
        int before = provider.requests();
        for (String question : QUESTIONS) {
            System.out.println(question);
            System.out.println(assistant.ask(question));
        }
        end(memory, before);
    }

    private void stream() throws Exception {
        ChatMemory memory = MessageWindowChatMemory.withMaxMessages(8);
        TellingAssistant assistant = AiServices.builder(TellingAssistant.class)
                .streamingChatModel(OpenAiStreamingChatModel.builder()
                        .baseUrl(provider.url() + "/v1")
                        .apiKey("key")
                        .modelName("gpt-test")
                        .listeners(List.of(new Hearing()))
                        .build())
                .tools(new Orders())
                .chatMemory(memory)
                .build();
        int before = provider.requests();
        for (String question : QUESTIONS) {
            System.out.println(question);
            CompletableFuture<String> end = new CompletableFuture<>();
            assistant
                    .ask(question)
                    .onPartialResponse(part -> System.out.println("  told " + part))
                    .onToolExecuted(tool ->
                            System.out.println("  told of " + tool.request().arguments() + " -> " + tool.result()))
                    .onCompleteResponse(
                            response -> end.complete(response.aiMessage().text() + " " + response.finishReason()))
                    .onError(end::completeExceptionally)
                    .start();
            System.out.println(end.get(60, TimeUnit.SECONDS));
        }
        end(memory, before);
    }

    private void end(ChatMemory memory, int before) {
        System.out.println("memory " + memory.messages());
        System.out.println("requests " + (provider.requests() - before));
    }
}
