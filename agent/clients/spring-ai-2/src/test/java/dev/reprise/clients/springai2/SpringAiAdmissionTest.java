package dev.reprise.clients.springai2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.CataloguedMethod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/** What the provider says of its own answers decides which are kept. */
class SpringAiAdmissionTest {

    private static final CataloguedMethod ANTHROPIC = CataloguedMethod.of(
            "spring-ai", "org.springframework.ai.anthropic.AnthropicChatModel#lambda$internalCall$*");

    @Test
    void chatsOfAnthropic() {
        assertThat(ANTHROPIC.refusal(answer("end_turn"))).isNull();
        assertThat(ANTHROPIC.refusal(answer("tool_use"))).isNull();
        for (String reason : List.of("max_tokens", "refusal", "model_context_window_exceeded")) {
            assertThat(ANTHROPIC.refusal(answer(reason))).contains(reason);
        }
        assertThat(ANTHROPIC.refusal(new ChatResponse(List.of()))).contains("is empty");
    }

    private static ChatResponse answer(String reason) {
        return new ChatResponse(List.of(new Generation(
                new AssistantMessage("Yes."),
                ChatGenerationMetadata.builder().finishReason(reason).build())));
    }
}
