package dev.reprise.clients.googlegenai;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import dev.reprise.clients.FlightRun;
import dev.reprise.clients.StandInProvider;
import dev.reprise.clients.StandInProvider.Reply;

/** A service of which several threads ask the same for an answer that each of them pulls. */
public final class GoogleGenAiPulledMain {

    private GoogleGenAiPulledMain() {}

    public static void main(String[] arguments) {
        try (StandInProvider provider = StandInProvider.start()) {
            Client gemini = Client.builder()
                    .apiKey("key")
                    .vertexAI(false)
                    .httpOptions(HttpOptions.builder().baseUrl(provider.url()).build())
                    .build();
            new FlightRun(
                            provider,
                            "/v1beta/models/gemini-2.5-flash:streamGenerateContent",
                            new Reply("text/event-stream", Answers.events(Answers.CHUNKS)))
                    .pulled("stream", question -> {
                        StringBuilder all = new StringBuilder();
                        try (ResponseStream<GenerateContentResponse> answer =
                                gemini.models.generateContentStream("gemini-2.5-flash", question, null)) {
                            answer.forEach(part -> all.append(part.toJson()));
                        }
                        return all.toString();
                    });
            gemini.close();
        }
        // The library's threads need not be waited for.
        System.exit(0);
    }
}
