package dev.reprise.clients;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How providers are asked for embeddings and answer. Each text has a vector of its own, and costs ten tokens. Texts are plain
 * words, without anything that JSON escapes.
 */
public enum Embeddings {
    /** OpenAI, and Azure's. */
    OPENAI("\"input\"\\s*:\\s*(\\[[^]]*]|\"[^\"]*\")", "\"([^\"]*)\"") {
        @Override
        String answer(String request, List<String> texts) {
            boolean base64 = request.contains("base64");
            List<String> data = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                String text = texts.get(i);
                data.add("{\"object\":\"embedding\",\"index\":" + i + ",\"embedding\":"
                        + (base64 ? "\"" + base64(vector(text)) + "\"" : array(text)) + "}");
            }
            String sent = String.join(",", Whims.sent(data, texts));
            return "{\"object\":\"list\",\"model\":\"embedder\",\"data\":[" + sent + "],\"usage\":{\"prompt_tokens\":"
                    + TOKENS * texts.size() + ",\"total_tokens\":" + TOKENS * texts.size() + "}}";
        }
    },
    /** Ollama. */
    OLLAMA("\"input\"\\s*:\\s*(\\[[^]]*])", "\"([^\"]*)\"") {
        @Override
        String answer(String request, List<String> texts) {
            return "{\"model\":\"embedder\",\"embeddings\":[" + arrays(texts, "%s")
                    + "],\"total_duration\":5,\"load_duration\":1,\"prompt_eval_count\":" + TOKENS * texts.size() + "}";
        }
    },
    /** Gemini. */
    GEMINI("(.*)", "\"text\"\\s*:\\s*\"([^\"]*)\"") {
        @Override
        String answer(String request, List<String> texts) {
            return "{\"embeddings\":[" + arrays(texts, "{\"values\":%s}")
                    + "],\"metadata\":{\"billableCharacterCount\":" + TOKENS * texts.size() + "}}";
        }
    };

    /** What each text costs. */
    public static final int TOKENS = 10;

    private final Pattern input;
    private final Pattern text;

    Embeddings(String input, String text) {
        this.input = Pattern.compile(input, Pattern.DOTALL);
        this.text = Pattern.compile(text);
    }

    /** Returns the vector of a text, of numbers that are the same as decimals, as floats and as doubles. */
    public static List<Float> vector(String text) {
        List<Float> vector = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            vector.add(text.charAt(i) / 8f);
        }
        vector.add((float) text.length());
        return vector;
    }

    abstract String answer(String request, List<String> texts);

    /** Returns the texts that a request is about. */
    List<String> texts(String request) {
        List<String> texts = new ArrayList<>();
        Matcher found = input.matcher(request);
        if (found.find()) {
            for (Matcher each = text.matcher(found.group(1)); each.find(); ) {
                texts.add(each.group(1));
            }
        }
        return texts;
    }

    private static String array(String text) {
        return vector(text).toString();
    }

    private static String arrays(List<String> texts, String format) {
        List<String> arrays =
                texts.stream().map(text -> String.format(format, array(text))).toList();
        return String.join(",", arrays);
    }

    private static String base64(List<Float> vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        vector.forEach(bytes::putFloat);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
