package dev.langchain4j.model.tiny;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Embeds many texts by one future, by Ollama's protocol. */
public final class TinyBatchEmbeddingModel implements EmbeddingModel {

    private static final Pattern VECTOR = Pattern.compile("\\[([-0-9., ]+)]");
    private static final Pattern TOKENS = Pattern.compile("\"prompt_eval_count\":(\\d+)");

    private final TinyClient client;

    public TinyBatchEmbeddingModel(String url) {
        client = new TinyClient(url);
    }

    @Override
    public CompletableFuture<EmbeddingResponse> doEmbedAsync(EmbeddingRequest request) {
        String texts = request.inputs().stream()
                .map(EmbeddingInput::text)
                .map(text -> '"' + text + '"')
                .collect(Collectors.joining(",", "{\"input\":[", "]}"));
        return client.ask("api/embed", texts).thenApply(TinyBatchEmbeddingModel::response);
    }

    private static EmbeddingResponse response(String answer) {
        List<Embedding> embeddings = new ArrayList<>();
        for (Matcher vector = VECTOR.matcher(answer); vector.find(); ) {
            List<Float> numbers = new ArrayList<>();
            for (String number : vector.group(1).split(",")) {
                numbers.add(Float.valueOf(number.strip()));
            }
            embeddings.add(Embedding.from(numbers));
        }
        Matcher tokens = TOKENS.matcher(answer);
        return EmbeddingResponse.builder()
                .embeddings(embeddings)
                .tokenUsage(new TokenUsage(tokens.find() ? Integer.valueOf(tokens.group(1)) : 0))
                .build();
    }
}
