package dev.reprise.demo.service;

import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.CompletionUsage;
import java.util.List;

/** The assistant against OpenAI's own Java client. */
public final class OpenAiAssistant implements Assistant {

    private final OpenAIClient client;
    private final String model;

    /**
     * Makes an assistant.
     *
     * @param client the client
     * @param model the name of the model that answers
     */
    public OpenAiAssistant(OpenAIClient client, String model) {
        this.client = client;
        this.model = model;
    }

    @Override
    public Reply answer(String systemPrompt, List<Turn> turns) {
        ChatCompletionCreateParams.Builder request = ChatCompletionCreateParams.builder()
                .model(model)
                .temperature(0.2)
                .addSystemMessage(systemPrompt);
        for (Turn turn : turns) {
            switch (turn.role()) {
                case USER -> request.addUserMessage(turn.text());
                case ASSISTANT -> request.addAssistantMessage(turn.text());
            }
        }
        ChatCompletion completion = client.chat().completions().create(request.build());
        ChatCompletion.Choice choice = completion.choices().get(0);
        CompletionUsage usage = completion.usage().orElseThrow();
        return new Reply(
                choice.message().content().orElse(""),
                completion.id(),
                choice.finishReason().asString(),
                usage.promptTokens(),
                usage.completionTokens());
    }
}
