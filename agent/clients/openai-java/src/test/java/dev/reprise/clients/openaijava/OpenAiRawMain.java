package dev.reprise.clients.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.StandInProvider;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** A service that asks for HTTP responses, each twice, and prints how many requests came to the provider and what it read. */
public final class OpenAiRawMain {

    private static final String CHATS = "/v1/chat/completions";

    private final StandInProvider provider;
    private final OpenAIClient client;
    private final OpenAIClientAsync later;
    private int questions;

    private OpenAiRawMain(StandInProvider provider) {
        this.provider = provider;
        String url = provider.url() + "/v1";
        client = OpenAIOkHttpClient.builder()
                .baseUrl(url)
                .apiKey("key")
                .maxRetries(0)
                .build();
        later = OpenAIOkHttpClientAsync.builder()
                .baseUrl(url)
                .apiKey("key")
                .maxRetries(0)
                .build();
    }

    /** Takes the port of the provider. */
    public static void main(String[] arguments) throws Exception {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.answers(CHATS, ProviderAnswers.OPENAI_CHAT.get(0))
                    .answers("/v1/embeddings", ProviderAnswers.OPENAI_EMBEDDING)
                    .answers("/v1/responses", Answers.RESPONSE)
                    .streams(CHATS, "text/event-stream", Answers.STREAM)
                    .streams("/v1/responses", "text/event-stream", Answers.RESPONSE_STREAM);
            OpenAiRawMain service = new OpenAiRawMain(provider);
            service.values();
            service.streams();
            service.whatIsNotKept();
            service.besides();
        }
        // The library's threads need not be waited for.
        System.exit(0);
    }

    private void values() throws Exception {
        var chats = client.chat().completions().withRawResponse();
        var chatsLater = later.chat().completions().withRawResponse();
        var embedding = EmbeddingCreateParams.builder().model("m").input("a").build();
        var question = ResponseCreateParams.builder().model("m").input("a").build();
        twice("chat", chat -> parsed(chats.create(chat)));
        twice("chat as it came", chat -> body(chats.create(chat)));
        twice("chat later", chat -> parsed(chatsLater.create(chat).get()));
        twice("vectors", chat -> parsed(client.embeddings().withRawResponse().create(embedding)));
        twice(
                "vectors later",
                chat -> parsed(
                        later.embeddings().withRawResponse().create(embedding).get()));
        twice("response", chat -> parsed(client.responses().withRawResponse().create(question)));
        twice(
                "response later",
                chat -> parsed(
                        later.responses().withRawResponse().create(question).get()));
    }

    private void streams() throws Exception {
        var chats = client.chat().completions().withRawResponse();
        var chatsLater = later.chat().completions().withRawResponse();
        var question = ResponseCreateParams.builder().model("m").input("a").build();
        twice("stream", chat -> streamed(chats.createStreaming(chat)));
        twice("stream as it came", chat -> body(chats.createStreaming(chat)));
        twice("stream later", chat -> streamed(chatsLater.createStreaming(chat).get()));
        twice(
                "response stream",
                chat -> streamed(client.responses().withRawResponse().createStreaming(question)));
        twice(
                "response stream later",
                chat -> streamed(later.responses()
                        .withRawResponse()
                        .createStreaming(question)
                        .get()));
    }

    private void whatIsNotKept() throws Exception {
        var chats = client.chat().completions().withRawResponse();
        twice("not read", chat -> {
            try (HttpResponseFor<ChatCompletion> response = chats.create(chat)) {
                return Integer.toString(response.statusCode());
            }
        });
        twice("cancelled", chat -> {
            try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> response = chats.createStreaming(chat);
                    InputStream body = response.body()) {
                return new String(body.readNBytes(20), StandardCharsets.UTF_8);
            }
        });
        provider.answers(CHATS, ProviderAnswers.OPENAI_CHAT.get(0).replace("\"stop\"", "\"length\""));
        twice("cut short", chat -> parsed(chats.create(chat)));
        provider.streams(CHATS, "text/event-stream", Answers.STREAM.substring(0, Answers.STREAM.length() / 3));
        twice("broken off", chat -> body(chats.createStreaming(chat)));
        provider.answers("/v1/embeddings", "{\"data\":[]}");
        var embedding =
                EmbeddingCreateParams.builder().model("m").input("empty").build();
        twice("empty", chat -> parsed(client.embeddings().withRawResponse().create(embedding)));
        var unknown = OpenAIOkHttpClient.builder()
                .baseUrl(provider.url() + "/nowhere")
                .apiKey("key")
                .maxRetries(0)
                .build();
        twice("refused", chat -> {
            try {
                return parsed(unknown.chat().completions().withRawResponse().create(chat));
            } catch (RuntimeException failed) {
                return failed.getClass().getSimpleName();
            }
        });
    }

    /** The methods around these have entries of their own. */
    private void besides() throws Exception {
        provider.answers(CHATS, ProviderAnswers.OPENAI_CHAT.get(0)).streams(CHATS, "text/event-stream", Answers.STREAM);
        ChatCompletionCreateParams chat = chat();
        twice("value", ignored -> client.chat().completions().create(chat).toString());
        twice(
                "raw of it",
                ignored -> parsed(client.chat().completions().withRawResponse().create(chat)));
        twice(
                "value later",
                ignored -> later.chat().completions().create(chat).get().toString());
    }

    private static <T> String parsed(HttpResponseFor<T> response) {
        try (response) {
            return response.statusCode() + " " + response.headers().values("set-cookie") + " "
                    + response.headers().values("content-type") + " " + response.parse();
        }
    }

    private static <T> String streamed(HttpResponseFor<StreamResponse<T>> response) {
        try (response;
                StreamResponse<T> stream = response.parse()) {
            return stream.stream().map(Object::toString).collect(Collectors.joining("|"));
        }
    }

    private static String body(HttpResponseFor<?> response) throws Exception {
        try (response) {
            return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private interface Question {
        String ask(ChatCompletionCreateParams chat) throws Exception;
    }

    /** The same question twice, and another than before. */
    private void twice(String what, Question question) throws Exception {
        ChatCompletionCreateParams chat = chat();
        Callable<String> ask = () -> question.ask(chat);
        int before = provider.requests();
        String first = ask.call();
        String second = ask.call();
        System.out.println(what + ": " + (provider.requests() - before) + " " + first.equals(second) + " "
                + second.replaceAll("\\s+", " "));
    }

    private ChatCompletionCreateParams chat() {
        return ChatCompletionCreateParams.builder()
                .model("m")
                .addUserMessage("Question " + ++questions)
                .build();
    }
}
