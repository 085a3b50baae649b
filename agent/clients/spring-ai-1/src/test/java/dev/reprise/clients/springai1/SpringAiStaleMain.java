package dev.reprise.clients.springai1;

import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.StaleRun;
import dev.reprise.clients.UnsteadyProvider;
import java.util.List;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.ai.openai.api.OpenAiApi.ChatCompletionMessage;
import org.springframework.ai.openai.api.OpenAiApi.ChatCompletionMessage.Role;
import org.springframework.ai.openai.api.OpenAiApi.ChatCompletionRequest;

/** A service that asks one question again and again while its provider fails in several ways. */
public final class SpringAiStaleMain {

    private SpringAiStaleMain() {}

    public static void main(String[] arguments) throws Exception {
        try (UnsteadyProvider provider = UnsteadyProvider.start()) {
            OpenAiApi api =
                    OpenAiApi.builder().baseUrl(provider.url()).apiKey("key").build();
            StaleRun run = new StaleRun(provider, () -> "");
            provider.answers("/v1/chat/completions", ProviderAnswers.OPENAI_CHAT.get(0));
            run.ask("blocking", () -> api.chatCompletionEntity(question(/* stream= */ false))
                    .getBody());
            provider.answers("/v1/chat/completions", SpringAiFlightMain.STREAM);
            run.ask("flux", () -> api.chatCompletionStream(question(/* stream= */ true))
                    .collectList()
                    .toFuture()
                    .get());
            run.ask("flux one by one", () -> api.chatCompletionStream(question(/* stream= */ true))
                    .limitRate(1)
                    .collectList()
                    .toFuture()
                    .get());
        }
        System.exit(0);
    }

    private static ChatCompletionRequest question(boolean stream) {
        return new ChatCompletionRequest(List.of(new ChatCompletionMessage("?", Role.USER)), "gpt-4o", 0.0, stream);
    }
}
