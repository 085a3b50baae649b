package dev.reprise.clients.langchain4j;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.StaleRun;
import dev.reprise.clients.UnsteadyProvider;
import java.time.Duration;

/** A service that asks one question again and again while its provider fails in several ways. */
public final class LangChain4jStaleMain {

    private LangChain4jStaleMain() {}

    public static void main(String[] arguments) throws Exception {
        try (UnsteadyProvider provider = UnsteadyProvider.start()) {
            StaleRun run = new StaleRun(provider, () -> "");
            OpenAiChatModel model = OpenAiChatModel.builder()
                    .baseUrl(provider.url() + "/v1")
                    .apiKey("key")
                    .modelName("gpt-test")
                    .timeout(Duration.ofSeconds(10))
                    .maxRetries(0)
                    .build();
            OpenAiStreamingChatModel streaming = OpenAiStreamingChatModel.builder()
                    .baseUrl(provider.url() + "/v1")
                    .apiKey("key")
                    .modelName("gpt-test")
                    .timeout(Duration.ofMinutes(5))
                    .build();
            provider.answers("/v1/chat/completions", ProviderAnswers.OPENAI_CHAT.get(0));
            run.askAndWait("blocking", () -> model.chat("?"));
            provider.answers("/v1/chat/completions", LangChain4jFlightMain.STREAM);
            run.ask("handler", () -> {
                LangChain4jFlightMain.Whole whole = new LangChain4jFlightMain.Whole();
                streaming.chat("?", whole);
                return whole.text.get();
            });
        }
        System.exit(0);
    }
}
