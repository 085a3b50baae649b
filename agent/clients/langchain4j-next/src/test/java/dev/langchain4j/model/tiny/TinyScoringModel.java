package dev.langchain4j.model.tiny;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.model.scoring.request.ScoringRequest;
import dev.langchain4j.model.scoring.response.ScoringResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Scores by futures. */
public final class TinyScoringModel implements ScoringModel {

    private final TinyClient client;

    public TinyScoringModel(String url) {
        client = new TinyClient(url);
    }

    @Override
    public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
        return Response.from(client.ask("score", query + segments)
                .thenApply(answer -> List.of(answer.length() / 2.0))
                .join());
    }

    @Override
    public CompletableFuture<ScoringResponse> doScoreAsync(ScoringRequest request) {
        return client.ask("score", request.toString()).thenApply(answer -> ScoringResponse.builder()
                .scores(List.of(answer.length() / 4.0))
                .build());
    }
}
