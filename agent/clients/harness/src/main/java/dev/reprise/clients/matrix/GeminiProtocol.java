package dev.reprise.clients.matrix;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Google's for its Gemini models and for those of Vertex AI, at either address. */
public final class GeminiProtocol implements Protocol {

    @Override
    public @Nullable Reply answer(Asked asked) {
        return switch (asked.path().substring(asked.path().lastIndexOf(':') + 1)) {
            case "generateContent" -> Reply.json(part(asked, "Grüße " + asked.number(), reason(asked)));
            case "streamGenerateContent" ->
                Reply.events(List.of(
                        part(asked, "Grüße " + asked.number(), ""),
                        part(asked, ", 你好 😀", ""),
                        part(asked, "", reason(asked))));
            case "batchEmbedContents" ->
                Reply.wholeJson("{\"embeddings\":[{\"values\":[0.25,-0.5,%d]}]}".formatted(asked.number()));
            case "embedContent" ->
                Reply.wholeJson("{\"embedding\":{\"values\":[0.25,-0.5,%d]}}".formatted(asked.number()));
            case "countTokens" -> Reply.wholeJson("{\"totalTokens\":%d}".formatted(asked.number()));
            case "computeTokens" ->
                Reply.wholeJson("{\"tokensInfo\":[{\"role\":\"user\",\"tokenIds\":[\"%d\"],\"tokens\":[\"aGk=\"]}]}"
                        .formatted(asked.number()));
            case "predict" ->
                Reply.wholeJson("{\"predictions\":[{\"bytesBase64Encoded\":\"%d\",\"mimeType\":\"image/png\"}]}"
                        .formatted(asked.number()));
            default -> null;
        };
    }

    @Override
    public String error() {
        return "{\"error\":{\"code\":400,\"message\":\"bad request\",\"status\":\"INVALID_ARGUMENT\"}}";
    }

    private static String reason(Asked asked) {
        return ",\"finishReason\":\"" + asked.end("STOP", "MAX_TOKENS") + "\"";
    }

    private static String part(Asked asked, String text, String reason) {
        return """
                {"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"%2$s"}]}%3$s}],
                "usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":%1$d,"totalTokenCount":15},
                "modelVersion":"gemini-2.5-flash","responseId":"r%1$d"}""".formatted(asked.number(), text, reason);
    }
}
