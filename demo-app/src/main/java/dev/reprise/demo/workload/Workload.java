package dev.reprise.demo.workload;

import dev.reprise.demo.provider.Stats;
import dev.reprise.demo.service.Assistant;
import dev.reprise.demo.service.ContextSummarizer;
import dev.reprise.demo.service.PromptBuilder;
import dev.reprise.demo.service.Retriever;
import dev.reprise.demo.service.SupportDesk;
import dev.reprise.demo.service.Templates;
import dev.reprise.demo.service.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A fixed workload: the same conversations, held twice by one service. For one thread. */
public final class Workload {

    /** How often the conversations are held. */
    public static final int ROUNDS = 2;

    private final Recorder recorder;
    private final Supplier<Stats> provider;
    private final Map<Conversation.Client, SupportDesk> desks;

    private int round;
    private String conversation = "";
    private int turn;

    private Workload(
            Clients clients, Recorder recorder, Supplier<Stats> provider, UnaryOperator<Assistant> decoration) {
        this.recorder = recorder;
        this.provider = provider;
        this.desks = desks(clients, decoration);
    }

    /**
     * Starts the service and runs the workload.
     *
     * @param baseUrl of the provider
     * @param recorder is told what happens
     * @param provider reads the provider's counters
     */
    public static void run(String baseUrl, Recorder recorder, Supplier<Stats> provider) {
        run(baseUrl, recorder, provider, UnaryOperator.identity());
    }

    /** As {@link #run(String, Recorder, Supplier)}, with something around each assistant. */
    static void run(String baseUrl, Recorder recorder, Supplier<Stats> provider, UnaryOperator<Assistant> decoration) {
        try (Clients clients = new Clients(baseUrl)) {
            new Workload(clients, recorder, provider, decoration).run();
        }
    }

    private void run() {
        for (round = 1; round <= ROUNDS; round++) {
            Conversation.all().forEach(this::hold);
            recorder.round(round, provider.get());
        }
    }

    private void hold(Conversation held) {
        conversation = held.name();
        turn = 0;
        SupportDesk desk = Objects.requireNonNull(desks.get(held.client()));
        List<Turn> turns = new ArrayList<>();
        for (String question : held.questions()) {
            turn++;
            desk.ask(held.settings(), turns, question);
        }
    }

    private Map<Conversation.Client, SupportDesk> desks(Clients clients, UnaryOperator<Assistant> decoration) {
        Templates templates = new Templates("/prompts");
        Map<String, String> handbook = new LinkedHashMap<>();
        templates.table("handbook.csv").forEach(row -> handbook.put(row.get("title"), row.get("text")));
        PromptBuilder prompts = new PromptBuilder(templates);
        ContextSummarizer summarizer = new ContextSummarizer(clients.openAi(), Clients.CHAT_MODEL);

        Map<Conversation.Client, SupportDesk> made = new LinkedHashMap<>();
        for (Conversation.Client client : Conversation.Client.values()) {
            Retriever retriever = new Retriever(clients.embedder(client), handbook);
            Assistant assistant = decoration.apply(clients.assistant(client));
            made.put(client, new SupportDesk(client.label(), prompts, retriever, summarizer, assistant, this::measure));
        }
        return made;
    }

    private <T> T measure(String step, Supplier<T> body) {
        long start = System.nanoTime();
        T result = body.get();
        long nanos = System.nanoTime() - start;
        var position = new MeasuredCall.Position(round, conversation, turn, step);
        recorder.call(new MeasuredCall(position, nanos, Digest.of(result)));
        return result;
    }
}
