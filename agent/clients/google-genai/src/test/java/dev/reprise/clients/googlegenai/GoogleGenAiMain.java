package dev.reprise.clients.googlegenai;

import com.google.genai.Chat;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.AutomaticFunctionCallingConfig;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Tool;
import dev.reprise.clients.Written;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A service that asks the same twice, and something else; a model may call a function of it. */
public final class GoogleGenAiMain {

    /** Notes with the time of day that a function is called. */
    private static final Logger LIBRARY = Logger.getLogger("com.google.genai");

    private static int orders;

    private GoogleGenAiMain() {}

    /** Asks the provider at the given base URL. */
    public static void main(String[] arguments) throws NoSuchMethodException {
        LIBRARY.setLevel(Level.OFF);
        HttpOptions options = HttpOptions.builder().baseUrl(arguments[0]).build();
        Client gemini = Client.builder().apiKey("key").httpOptions(options).build();
        Client vertex = Client.builder().vertexAI(true).httpOptions(options).build();
        for (String question : new String[] {"one", "one", "two"}) {
            print(gemini.models.generateContent("gemini-2.5-flash", question, null));
        }
        GenerateContentConfig tools = GenerateContentConfig.builder()
                .tools(Tool.builder().functions(GoogleGenAiMain.class.getMethod("findOrder")))
                .automaticFunctionCalling(
                        AutomaticFunctionCallingConfig.builder().maximumRemoteCalls(2))
                .build();
        for (int i = 0; i < 2; i++) {
            print(gemini.models.generateContent("gemini-tools", "Where is my order?", tools));
        }
        System.out.println("orders " + orders);
        for (int i = 0; i < 2; i++) {
            Chat chat = gemini.chats.create("gemini-chat");
            chat.sendMessage("Where is my order?");
            print(chat.sendMessage("And the other?"));
            chat.getHistory(false).forEach(said -> System.out.println("history " + said.toJson()));
        }
        for (int i = 0; i < 2; i++) {
            System.out.println("embedding "
                    + gemini.models
                            .embedContent("gemini-embedding-001", "one", null)
                            .embeddings());
            System.out.println("count "
                    + gemini.models.countTokens("gemini-2.5-flash", "one", null).totalTokens());
            System.out.println("tokens "
                    + vertex.models
                            .computeTokens("gemini-2.5-flash", "one", null)
                            .tokensInfo()
                            .isPresent());
        }
        for (int i = 0; i < 2; i++) {
            print(gemini.async
                    .models
                    .generateContent("gemini-2.5-flash", "later", null)
                    .join());
            System.out.println("count "
                    + gemini.async
                            .models
                            .countTokens("gemini-2.5-flash", "later", null)
                            .join()
                            .totalTokens());
        }
        for (int i = 0; i < 2; i++) {
            print(gemini.models.generateContentStream("gemini-2.5-flash", "stream", null));
            print(gemini.async
                    .models
                    .generateContentStream("gemini-2.5-flash", "stream later", null)
                    .join());
            Chat chat = gemini.chats.create("gemini-2.5-flash");
            print(chat.sendMessageStream("Where is my order?"));
            print(chat.sendMessageStream("And the other?"));
            chat.getHistory(false).forEach(said -> System.out.println("history " + said.toJson()));
        }
        for (int i = 0; i < 2; i++) {
            vertex.models
                    .generateImages("imagen", "A cat", null)
                    .images()
                    .forEach(image -> System.out.println("image " + image.toJson()));
            gemini.models
                    .generateContentStream("gemini-breaks-off", "stream", null)
                    .forEach(answer -> System.out.println("broken " + answer.text()));
        }
        gemini.close();
        vertex.close();
    }

    /** What the model may call. */
    public static String findOrder() {
        orders++;
        return "42";
    }

    private static void print(ResponseStream<GenerateContentResponse> stream) {
        try (stream) {
            stream.forEach(GoogleGenAiMain::print);
        }
        Written.await();
    }

    private static void print(GenerateContentResponse answer) {
        // These differ between two real calls.
        System.out.println("headers "
                + new TreeMap<>(answer.sdkHttpResponse().orElseThrow().headers().orElseThrow()));
        System.out.println(
                "answer " + answer.toBuilder().clearSdkHttpResponse().build().toJson());
    }
}
