package dev.reprise.clients.springai1;

import dev.reprise.clients.OrderDesk;
import dev.reprise.clients.StandInProvider;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.annotation.ToolParam;

/** A service whose clients hold the same conversation twice, with tools and a memory, and print all of it. */
final class ConversationRun {

    private static final List<String> QUESTIONS =
            List.of("Where is order 7?", "And order 8?", "Thank you.", "Where is order 7?", "Thank you.");

    private final StandInProvider provider;
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final Hearing hearing = new Hearing();

    private ConversationRun(StandInProvider provider) {
        this.provider = provider;
        observations.observationConfig().observationHandler(hearing);
    }

    /** What the clients can do beside talking. */
    static final class Orders {

        @Tool(name = "find", description = "Finds an order")
        String find(@ToolParam(description = "its number") int number) {
            System.out.println("  looked for " + number);
            return "order " + number + ", which was sent";
        }
    }

    /** Counts the calls of clients, advisors, models and tools. Streams end them a little later than themselves. */
    private static final class Hearing implements ObservationHandler<Observation.Context> {

        private final Map<String, Integer> heard = new TreeMap<>();
        private int open;

        @Override
        public synchronized void onStart(Observation.Context context) {
            open++;
        }

        @Override
        public synchronized void onStop(Observation.Context context) {
            heard.merge(context.getName() + (context.getError() == null ? "" : " failed"), 1, Integer::sum);
            open--;
            notifyAll();
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }

        /** Returns how many there were of each name, but for those of HTTP, which an entry does without. */
        synchronized String all() throws InterruptedException {
            for (long end = System.nanoTime() + 60_000_000_000L; open > 0 && System.nanoTime() < end; ) {
                wait(100);
            }
            heard.remove("okhttp.requests");
            return heard.toString();
        }
    }

    /** Takes the port of the provider. */
    public static void main(String[] arguments) throws InterruptedException {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.answers("/v1/chat/completions", new OrderDesk());
            ConversationRun service = new ConversationRun(provider);
            for (int i = 0; i < 2; i++) {
                service.talk();
                service.stream();
            }
            System.out.println("heard of " + service.hearing.all());
        }
    }

    private void talk() {
        ChatMemory memory = memory();
        ChatClient client = client(memory);
        int before = provider.requests();
        for (String question : QUESTIONS) {
            System.out.println(question);
            System.out.println(client.prompt()
                    .user(question)
                    .advisors(spec -> spec.param(ChatMemory.CONVERSATION_ID, "orders"))
                    .call()
                    .content());
        }
        end(memory, before);
    }

    private void stream() {
        ChatMemory memory = memory();
        ChatClient client = client(memory);
        int before = provider.requests();
        for (String question : QUESTIONS) {
            System.out.println(question);
            System.out.println(
                    client
                            .prompt()
                            .user(question)
                            .advisors(spec -> spec.param(ChatMemory.CONVERSATION_ID, "orders"))
                            .stream()
                            .content()
                            .collectList()
                            .block());
        }
        end(memory, before);
    }

    private static ChatMemory memory() {
        return MessageWindowChatMemory.builder().maxMessages(4).build();
    }

    private ChatClient client(ChatMemory memory) {
        return ChatClient.builder(model(), observations, null, null)
                .defaultSystem("You look orders up.")
                .defaultTools(new Orders())
                .defaultAdvisors(MessageChatMemoryAdvisor.builder(memory).build())
                .build();
    }

    private ChatModel model() {
        return OpenAiChatModel.builder()
                .openAiApi(OpenAiApi.builder()
                        .baseUrl(provider.url())
                        .apiKey("key")
                        .build())
                .defaultOptions(OpenAiChatOptions.builder().model("gpt-test").build())
                .observationRegistry(observations)
                .build();
    }

    private void end(ChatMemory memory, int before) {
        for (Message message : memory.get("orders")) {
            System.out.println("memory " + message.getMessageType() + " " + message.getText());
        }
        System.out.println("requests " + (provider.requests() - before));
    }
}
