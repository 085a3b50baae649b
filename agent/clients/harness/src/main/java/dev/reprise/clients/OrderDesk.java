package dev.reprise.clients;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model in OpenAI's protocol that has orders looked up by a tool, {@code find(number)}, and then tells of them. What it
 * says depends on the last message and on how many there are, so that a conversation shows what it was told.
 */
public final class OrderDesk implements StandInProvider.Script {

    private static final Pattern ROLE = Pattern.compile("\"role\"\\s*:\\s*\"(\\w+)\"");
    private static final Pattern CONTENT = Pattern.compile("\"(?:content|text)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern WORDS = Pattern.compile("(?<= )");

    @Override
    public StandInProvider.Reply reply(String request) {
        int messages = (int) ROLE.matcher(request).results().count();
        String content = last(CONTENT, request);
        Matcher number = NUMBER.matcher(content);
        boolean asks = last(ROLE, request).equals("user") && number.find();
        String text = last(ROLE, request).equals("tool") ? "It is told of " + content : "You are welcome";
        String said = text.replace("\\\"", "'") + " (after " + messages + " messages).";
        return request.replace(" ", "").contains("\"stream\":true")
                ? streamed(asks ? callInParts(messages, number.group()) : textInParts(said), asks)
                : whole(asks ? call(messages, number.group()) : "\"content\":\"" + said + "\"", asks);
    }

    private static StandInProvider.Reply whole(String message, boolean asks) {
        return new StandInProvider.Reply("application/json", """
                {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-test","choices":[{"index":0,"message":
                {"role":"assistant",%s},"finish_reason":"%s"}],
                "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""".formatted(message, asks ? "tool_calls" : "stop"));
    }

    private static String call(int messages, String number) {
        return """
                "content":null,"tool_calls":[{"id":"call_%d","type":"function","function":
                {"name":"find","arguments":"{\\"number\\":%s}"}}]""".formatted(messages, number);
    }

    private static StandInProvider.Reply streamed(String deltas, boolean asks) {
        StringBuilder events = new StringBuilder();
        deltas.lines().forEach(delta -> events.append(event(delta, "null")));
        return new StandInProvider.Reply(
                "text/event-stream",
                events.append(event("{}", asks ? "\"tool_calls\"" : "\"stop\""))
                        .append("data: [DONE]\n\n")
                        .toString());
    }

    private static String textInParts(String text) {
        StringBuilder parts = new StringBuilder("{\"role\":\"assistant\",\"content\":\"\"}\n");
        WORDS.splitAsStream(text)
                .forEach(word -> parts.append("{\"content\":\"").append(word).append("\"}\n"));
        return parts.toString();
    }

    private static String callInParts(int messages, String number) {
        return """
                {"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_%d","type":"function","function":{"name":"find","arguments":""}}]}
                {"tool_calls":[{"index":0,"function":{"arguments":"{\\"number\\":"}}]}
                {"tool_calls":[{"index":0,"function":{"arguments":"%s}"}}]}""".formatted(messages, number);
    }

    private static String event(String delta, String finish) {
        return """
                data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-test","choices":[{"index":0,"delta":%s,"finish_reason":%s}]}

                """.formatted(delta, finish);
    }

    private static String last(Pattern pattern, String request) {
        String found = "";
        Matcher matcher = pattern.matcher(request);
        while (matcher.find()) {
            found = matcher.group(1);
        }
        return found;
    }
}
