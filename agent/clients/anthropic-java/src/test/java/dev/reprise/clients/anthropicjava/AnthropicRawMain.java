package dev.reprise.clients.anthropicjava;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.HttpResponse;
import com.anthropic.core.http.HttpResponseFor;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import dev.reprise.clients.StandInProvider;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** A service that asks for HTTP responses, each twice, and prints how many requests came to the provider and what it read. */
public final class AnthropicRawMain {

    private static final String PATH = "/v1/messages";

    private final StandInProvider provider;
    private final AnthropicClient client;
    private int questions;

    private AnthropicRawMain(StandInProvider provider) {
        this.provider = provider;
        client = AnthropicOkHttpClient.builder()
                .apiKey("key")
                .baseUrl(provider.url())
                .maxRetries(0)
                .build();
    }

    /** Takes the port of the provider. */
    public static void main(String[] arguments) throws Exception {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.answers(PATH, AnthropicValuesTest.TEXT)
                    .streams(PATH, "text/event-stream", AnthropicIT.EVENTS)
                    .header("anthropic-workspace-id", "w-1");
            AnthropicRawMain service = new AnthropicRawMain(provider);
            service.values();
            service.streams();
            service.whatIsNotKept();
        }
        // The library's threads need not be waited for.
        System.exit(0);
    }

    private void values() throws Exception {
        var messages = client.messages().withRawResponse();
        twice("message", request -> parsed(messages.create(request)));
        twice("message as it came", request -> body(messages.create(request)));
        twice("message read by hand", request -> {
            try (HttpResponseFor<Message> response = messages.create(request)) {
                return response.json(Message.class).toString();
            }
        });
        twice("message buffered", request -> {
            HttpResponse buffered = messages.create(request).buffered();
            return body(buffered) + body(buffered);
        });
        twice(
                "message later",
                request -> parsed(client.async()
                        .messages()
                        .withRawResponse()
                        .create(request)
                        .get()));
        twice(
                "beta",
                request -> parsed(client.beta().messages().withRawResponse().create(beta(request))));
        twice(
                "beta later",
                request -> parsed(client.async()
                        .beta()
                        .messages()
                        .withRawResponse()
                        .create(beta(request))
                        .get()));
    }

    private void streams() throws Exception {
        var messages = client.messages().withRawResponse();
        twice("stream", request -> streamed(messages.createStreaming(request)));
        twice("stream as it came", request -> body(messages.createStreaming(request)));
        twice(
                "stream later",
                request -> streamed(client.async()
                        .messages()
                        .withRawResponse()
                        .createStreaming(request)
                        .get()));
        twice(
                "beta stream",
                request -> streamed(client.beta().messages().withRawResponse().createStreaming(beta(request))));
        twice(
                "beta stream later",
                request -> streamed(client.async()
                        .beta()
                        .messages()
                        .withRawResponse()
                        .createStreaming(beta(request))
                        .get()));
    }

    private void whatIsNotKept() throws Exception {
        var messages = client.messages().withRawResponse();
        twice("not read", request -> {
            try (HttpResponseFor<Message> response = messages.create(request)) {
                return response.statusCode() + " " + response.workspaceId();
            }
        });
        twice("cancelled", request -> {
            try (HttpResponseFor<StreamResponse<RawMessageStreamEvent>> response = messages.createStreaming(request)) {
                return new String(response.body().readNBytes(20), StandardCharsets.UTF_8);
            }
        });
        provider.streams(
                PATH,
                "text/event-stream",
                AnthropicIT.EVENTS.substring(0, AnthropicIT.EVENTS.indexOf("event: message_delta")));
        twice("broken off", request -> streamed(messages.createStreaming(request)));
        provider.answers(PATH, AnthropicValuesTest.TEXT.replace("end_turn", "max_tokens"));
        twice("cut short", request -> parsed(messages.create(request)));
        provider.answers(PATH, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}");
        twice("failed", request -> {
            try (HttpResponseFor<Message> response = messages.create(request)) {
                return response.parse().toString();
            }
        });
    }

    private static <T> String parsed(HttpResponseFor<T> response) {
        try (response) {
            return response.statusCode() + " " + response.workspaceId() + " "
                    + response.headers().values("set-cookie") + " " + response.parse();
        }
    }

    private static <T> String streamed(HttpResponseFor<StreamResponse<T>> response) {
        try (response;
                StreamResponse<T> stream = response.parse()) {
            List<String> events = new ArrayList<>();
            for (T event : stream) {
                events.add(event.toString());
            }
            return String.join("|", events);
        }
    }

    private static String body(HttpResponse response) throws Exception {
        try (response) {
            return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static com.anthropic.models.beta.messages.MessageCreateParams beta(MessageCreateParams request) {
        return com.anthropic.models.beta.messages.MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(100)
                .addUserMessage(request.messages().get(0).content().asString())
                .build();
    }

    private interface Question {
        String ask(MessageCreateParams request) throws Exception;
    }

    /** The same question twice, and another than before. */
    private void twice(String what, Question question) throws Exception {
        MessageCreateParams request = MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(100)
                .addUserMessage("Question " + ++questions)
                .build();
        Callable<String> ask = () -> question.ask(request);
        int before = provider.requests();
        String first = ask.call();
        String second = ask.call();
        System.out.println(what + ": " + (provider.requests() - before) + " " + first.equals(second) + " "
                + second.replaceAll("\\s+", " "));
    }
}
