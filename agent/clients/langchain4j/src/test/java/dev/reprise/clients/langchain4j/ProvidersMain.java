package dev.reprise.clients.langchain4j;

import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.model.audio.AudioTranscriptionResponse;
import dev.langchain4j.model.audio.TextToSpeechResponse;
import dev.reprise.clients.StandInProvider;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;

/** A service that calls each model of each provider twice, and prints how many requests that took and what it got. */
public final class ProvidersMain {

    private ProvidersMain() {}

    /** Takes the port of the provider. */
    public static void main(String[] arguments) throws Exception {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            Replies.teach(provider);
            for (Map.Entry<String, Callable<Object>> call :
                    ProviderCalls.of(provider.url()).entrySet()) {
                int before = provider.requests();
                String first = said(call.getValue());
                String second = said(call.getValue());
                System.out.println(call.getKey() + " " + (provider.requests() - before) + " " + second
                        + (second.equals(first) ? "" : " but first " + first));
            }
        }
    }

    private static String said(Callable<Object> call) {
        try {
            Object answer = call.call();
            String text = answer instanceof AudioTranscriptionResponse heard
                    ? heard.text()
                    : answer instanceof TextToSpeechResponse spoken ? said(spoken.audio()) : String.valueOf(answer);
            return text.replaceAll("@[0-9a-f]+", "");
        } catch (Exception failure) {
            return "failed: " + failure;
        }
    }

    private static String said(Audio audio) {
        return audio.mimeType() + " " + Arrays.toString(audio.binaryData());
    }
}
