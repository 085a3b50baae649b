package dev.reprise.demo.service;

import com.openai.client.OpenAIClient;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseOutputMessage;
import java.util.List;
import java.util.stream.Collectors;

/** Shortens the beginning of a conversation that outgrew its budget. Thread-safe. */
public final class ContextSummarizer {

    private final OpenAIClient client;
    private final String model;

    /**
     * Makes a summariser.
     *
     * @param client the client
     * @param model the name of the model that summarises
     */
    public ContextSummarizer(OpenAIClient client, String model) {
        this.client = client;
        this.model = model;
    }

    /**
     * Asks the model for a summary.
     *
     * @param turns what is to be summarised
     * @param maxTokens the longest summary
     * @return the summary
     */
    public String summarize(List<Turn> turns, int maxTokens) {
        String transcript =
                turns.stream().map(turn -> turn.role() + ": " + turn.text()).collect(Collectors.joining("\n"));
        Response response = client.responses()
                .create(ResponseCreateParams.builder()
                        .model(model)
                        .instructions("Summarise this support conversation. Keep names, dates and promises.")
                        .input(transcript)
                        .maxOutputTokens(maxTokens)
                        .store(false)
                        .build());
        return response.output().stream()
                .flatMap((ResponseOutputItem item) -> item.message().stream())
                .flatMap((ResponseOutputMessage message) -> message.content().stream())
                .flatMap(content -> content.outputText().stream())
                .map(text -> text.text())
                .collect(Collectors.joining());
    }
}
