package dev.reprise.clients.langchain4j;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.reprise.clients.StandInProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A service that asks the same twice in each way, and prints how many requests came to the provider and what it got. */
public final class LangChain4jMain {

    private static final String PATH = "/v1/chat/completions";

    private final StandInProvider provider;
    private final OpenAiStreamingChatModel model;
    /** Made at the end: what comes after a cancellation is to be seen, too. */
    private final List<Supplier<String>> lines = new ArrayList<>();

    private LangChain4jMain(StandInProvider provider) {
        this.provider = provider;
        model = OpenAiStreamingChatModel.builder()
                .baseUrl(provider.url() + "/v1")
                .apiKey("key")
                .modelName("gpt-test")
                .returnThinking(true)
                .build();
    }

    /** Takes the port of the provider. */
    public static void main(String[] arguments) throws Exception {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.answers(PATH, Events.WHOLE);
            LangChain4jMain service = new LangChain4jMain(provider);
            service.twice("text", Events.TEXT, Handler::ofTexts, Handler::ofTexts);
            service.twice("contexts", Events.TEXT, Handler::ofContexts, Handler::ofTexts);
            service.twice("tools", Events.TOOLS, Handler::ofContexts, Handler::ofContexts);
            service.twice("broken", Events.BROKEN, Handler::ofTexts, Handler::ofTexts);
            service.twice("cut", Events.CUT, Handler::ofTexts, Handler::ofTexts);
            service.twice("throwing", Events.TEXT, Handler::throwing, Handler::throwing);
            service.twice("thrown", Events.TEXT, Handler::ofTexts, Handler::throwing);
            service.twice("cancelling", Events.TEXT, Handler::cancelling, Handler::cancelling);
            service.twice("cancelled", Events.TEXT, Handler::ofTexts, Handler::cancelling);
            service.sister();
            service.lines.forEach(line -> System.out.println(line.get()));
        }
    }

    private interface Kind {
        Handler handler();
    }

    private void twice(String question, String events, Kind first, Kind second) throws Exception {
        provider.streams(PATH, "text/event-stream", events);
        int before = provider.requests();
        ask(question, first.handler());
        Handler last = second.handler();
        ask(question, last);
        int requests = provider.requests() - before;
        lines.add(() -> question + " " + requests + " " + last);
    }

    private void ask(String question, Handler handler) throws Exception {
        model.chat(question, handler);
        handler.await();
    }

    /** The same question, not streamed. */
    private void sister() {
        int before = provider.requests();
        OpenAiChatModel sister = OpenAiChatModel.builder()
                .baseUrl(provider.url() + "/v1")
                .apiKey("key")
                .modelName("gpt-test")
                .build();
        ChatResponse response = null;
        for (int i = 0; i < 2; i++) {
            response = sister.chat(UserMessage.from("text"));
        }
        String line = "sister " + (provider.requests() - before) + " "
                + response.aiMessage().text();
        lines.add(() -> line);
    }
}
