package dev.reprise.demo.workload;

import dev.reprise.demo.service.AgentSettings;
import java.util.List;
import java.util.Map;

/**
 * What one customer asks.
 *
 * @param name identifies it in results
 * @param client the client library of the assistant it is held with
 * @param settings of that assistant
 * @param questions in their order
 */
record Conversation(String name, Client client, AgentSettings settings, List<String> questions) {

    private static final AgentSettings NORA = new AgentSettings(
            "Nora",
            "warm and brief",
            "English",
            List.of("Austria", "Denmark", "France", "Germany", "Spain"),
            Map.of("refund in euros", 500, "tickets in a day", 3, "vouchers in a year", 1));

    private static final AgentSettings MAX = new AgentSettings(
            "Max",
            "matter-of-fact",
            "English",
            List.of("Belgium", "Italy", "Norway", "Poland", "Portugal"),
            Map.of("refund in euros", 250, "tickets in a day", 3));

    private static final String PASSWORD = "I forgot my password and the mail with the link does not arrive. What now?";
    private static final String PARCEL = "Where is my parcel? The tracking page has not changed for six days.";
    private static final String RETURN = "Can I return my Air Purifier Pro? I opened it and tried it for two days.";
    private static final String REFUND = "How long would the refund take?";

    /**
     * As in real life, some questions come again from other customers, to the same agent or to another, and some come again
     * after something else was said.
     */
    static List<Conversation> all() {
        return List.of(
                new Conversation(
                        "anna",
                        Client.LANGCHAIN4J,
                        NORA,
                        List.of(
                                PASSWORD,
                                "It arrived, thank you. How many devices can I have in one account?",
                                "My Smart Lock Mini is offline since I moved. How do I connect it again?",
                                "And how long does its warranty last in Germany?")),
                new Conversation(
                        "bruno",
                        Client.LANGCHAIN4J,
                        NORA,
                        List.of(
                                PASSWORD,
                                "It arrived, thank you. How many devices can I have in one account?",
                                "Then I would like to move the Thermostat One from my wife's account to mine.",
                                "Please also add our company name to the last invoice.")),
                new Conversation("clara", Client.LANGCHAIN4J, MAX, List.of(RETURN)),
                new Conversation(
                        "david",
                        Client.OPENAI_JAVA,
                        NORA,
                        List.of(
                                PARCEL,
                                "The number ends in 4711. Can you open an inquiry?",
                                "If it is lost, do I get my money back or a new Coffee Machine One?",
                                REFUND)),
                new Conversation(
                        "emma",
                        Client.OPENAI_JAVA,
                        MAX,
                        List.of(
                                PARCEL,
                                "The number ends in 0815. Can you open an inquiry?",
                                "My Robot Vacuum Pro became louder this week. What can I do before you repair it?",
                                "I cleaned the brush and it is still loud. I would like to have it repaired.")),
                new Conversation("felix", Client.OPENAI_JAVA, NORA, List.of(RETURN, REFUND)),
                new Conversation("greta", Client.OPENAI_JAVA, MAX, List.of(PARCEL)));
    }

    /** The client libraries. */
    enum Client {
        LANGCHAIN4J("langchain4j"),
        OPENAI_JAVA("openai-java");

        private final String label;

        Client(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }
}
