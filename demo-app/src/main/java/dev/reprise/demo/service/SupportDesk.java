package dev.reprise.demo.service;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The service: answers a customer's question in the course of a conversation. */
public final class SupportDesk {

    private static final int PASSAGES = 3;
    private static final int HISTORY_BUDGET = 300;
    private static final int SUMMARY_BUDGET = 90;
    private static final int KEPT_TURNS = 2;

    private final String assistantName;
    private final PromptBuilder prompts;
    private final Retriever retriever;
    private final ContextSummarizer summarizer;
    private final Assistant assistant;
    private final Meter meter;

    /**
     * Makes a desk.
     *
     * @param assistantName names the assistant in measurements
     * @param prompts builds the system prompt
     * @param retriever finds passages of the handbook
     * @param summarizer shortens long conversations
     * @param assistant answers
     * @param meter is told how long each step took
     */
    public SupportDesk(
            String assistantName,
            PromptBuilder prompts,
            Retriever retriever,
            ContextSummarizer summarizer,
            Assistant assistant,
            Meter meter) {
        this.assistantName = assistantName;
        this.prompts = prompts;
        this.retriever = retriever;
        this.summarizer = summarizer;
        this.assistant = assistant;
        this.meter = meter;
    }

    /**
     * Answers a question and adds both to the conversation.
     *
     * @param settings of the agent that answers
     * @param conversation what was said before; changed by this method
     * @param question the question
     * @return the answer
     */
    public Reply ask(AgentSettings settings, List<Turn> conversation, String question) {
        String prompt = meter.measure("prompt build", () -> prompts.build(settings));
        List<Passage> passages = meter.measure("retrieve", () -> retriever.retrieve(question, PASSAGES));
        shorten(conversation);

        List<Turn> turns = new ArrayList<>(conversation);
        turns.add(new Turn(Turn.Role.USER, withPassages(question, passages)));
        Reply reply = meter.measure("chat " + assistantName, () -> assistant.answer(prompt, turns));

        conversation.add(new Turn(Turn.Role.USER, question));
        conversation.add(new Turn(Turn.Role.ASSISTANT, reply.text()));
        return reply;
    }

    private void shorten(List<Turn> conversation) {
        if (conversation.stream().mapToInt(Turn::tokens).sum() <= HISTORY_BUDGET) {
            return;
        }
        List<Turn> older = conversation.subList(0, conversation.size() - KEPT_TURNS);
        List<Turn> asked = List.copyOf(older);
        String summary = meter.measure("summary", () -> summarizer.summarize(asked, SUMMARY_BUDGET));
        older.clear();
        conversation.add(0, new Turn(Turn.Role.USER, "What was said so far: " + summary));
    }

    private static String withPassages(String question, List<Passage> passages) {
        return passages.stream()
                .map(passage -> "[" + passage.title() + "] " + passage.text())
                .collect(Collectors.joining("\n", "", "\n\n" + question));
    }
}
