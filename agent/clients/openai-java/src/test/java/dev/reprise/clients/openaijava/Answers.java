package dev.reprise.clients.openaijava;

/** What the provider answers. */
final class Answers {

    static final String STREAM = chunk("{\"role\":\"assistant\",\"content\":\"Grüße \"}", "null")
            + chunk("{\"content\":\"你好 😀\",\"reasoning_content\":\"Hm.\"}", "null")
            + chunk("{}", "\"stop\"")
            + "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],"
            + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}}\n\n"
            + "data: [DONE]\n\n";

    static final String RESPONSE = """
            {"id":"resp_1","object":"response","created_at":1790000000,"status":"completed","error":null,"model":"m",
             "output":[{"type":"message","id":"msg_1","status":"completed","role":"assistant",
               "content":[{"type":"output_text","text":"Grüße","annotations":[]}]}],"of_tomorrow":[1.50]}""";

    static final String RESPONSE_STREAM = event("response.output_text.delta", "\"item_id\":\"m\",\"delta\":\"Grüße\"")
            + event("response.completed", "\"response\":" + RESPONSE.replace("\n", ""));

    private Answers() {}

    private static String chunk(String delta, String reason) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
                + "[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}]}\n\n";
    }

    private static String event(String type, String rest) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":1," + rest + "}\n\n";
    }
}
