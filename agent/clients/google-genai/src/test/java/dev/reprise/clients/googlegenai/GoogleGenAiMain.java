package dev.reprise.clients.googlegenai;

import com.google.genai.Chat;
import com.google.genai.Client;
import com.google.genai.types.AutomaticFunctionCallingConfig;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Tool;
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
            System.out.println("history " + chat.getHistory(false));
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
        gemini.close();
        vertex.close();
    }

    /** What the model may call. */
    public static String findOrder() {
        orders++;
        return "42";
    }

    private static void print(GenerateContentResponse answer) {
        // These differ between two real calls.
        System.out.println("headers "
                + new TreeMap<>(answer.sdkHttpResponse().orElseThrow().headers().orElseThrow()));
        System.out.println(
                "answer " + answer.toBuilder().clearSdkHttpResponse().build().toJson());
    }
}
