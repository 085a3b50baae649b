package dev.reprise.clients.openaijava;

import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.reprise.clients.FlightRun;
import dev.reprise.clients.HandledAnswer;
import dev.reprise.clients.StandInProvider;
import dev.reprise.clients.StandInProvider.Reply;
import dev.reprise.clients.UnsteadyProvider;
import java.util.Optional;

/** A service that asks the same several times for an answer that its handlers are told, and for one that there is not. */
public final class OpenAiHandledMain {

    private OpenAiHandledMain() {}

    public static void main(String[] arguments) {
        try (StandInProvider provider = StandInProvider.start();
                UnsteadyProvider refusing = UnsteadyProvider.start()) {
            OpenAIClientAsync client = client(provider.url());
            new FlightRun(provider, "/v1/chat/completions", new Reply("text/event-stream", Answers.STREAM))
                    .together("stream", question -> ask(client, question).asFuture())
                    .cancelled("stream", question -> ask(client, question).asFuture());
            refusing.fails(404);
            OpenAIClientAsync refused = client(refusing.url());
            HandledAnswer.printFailures(refusing::requests, () -> ask(refused, "missing"));
        }
        // The library's threads need not be waited for.
        System.exit(0);
    }

    private static OpenAIClientAsync client(String url) {
        return OpenAIOkHttpClientAsync.builder()
                .baseUrl(url + "/v1")
                .apiKey("key")
                .maxRetries(0)
                .build();
    }

    static HandledAnswer ask(OpenAIClientAsync client, String question) {
        AsyncStreamResponse<ChatCompletionChunk> response = client.chat()
                .completions()
                .createStreaming(ChatCompletionCreateParams.builder()
                        .model("gpt-4o")
                        .addUserMessage(question)
                        .build());
        HandledAnswer answer = new HandledAnswer(response.onCompleteFuture(), response::close);
        response.subscribe(new AsyncStreamResponse.Handler<>() {
            @Override
            public void onNext(ChatCompletionChunk event) {
                answer.next(event);
            }

            @Override
            public void onComplete(Optional<Throwable> failure) {
                answer.end(failure);
            }
        });
        return answer;
    }
}
