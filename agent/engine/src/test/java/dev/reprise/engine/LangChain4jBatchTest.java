package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What answers of LangChain4j about texts say beside the vectors. */
class LangChain4jBatchTest {

    @TempDir
    Path folder;

    private final Model model = new Model();
    private WovenBatches woven;

    @BeforeEach
    void open() throws Exception {
        woven = new WovenBatches(folder);
    }

    @AfterEach
    void close() {
        woven.close();
    }

    /** Its methods are called by nobody but the engine. */
    static final class Model {

        @SuppressWarnings("unused")
        Response<List<Embedding>> embedAll(List<TextSegment> texts) {
            throw new AssertionError();
        }
    }

    /** One that nobody else can make. */
    static final class OwnUsage extends TokenUsage {

        OwnUsage(int tokens) {
            super(tokens);
        }
    }

    static Stream<TokenUsage> usages() {
        return Stream.of(
                new TokenUsage(7),
                new TokenUsage(7, null, null),
                OpenAiTokenUsage.builder()
                        .inputTokenCount(7)
                        .outputTokenCount(0)
                        .totalTokenCount(7)
                        .build(),
                new OwnUsage(7));
    }

    @ParameterizedTest
    @MethodSource("usages")
    void anAnswerOfEntriesAloneHasAUsageOfZerosWhereTheRecordedOneHadOne(TokenUsage usage) throws Exception {
        CachedMethod embedAll = embedAll();
        embed(embedAll, usage, "a", "b");

        TokenUsage zeros = embed(embedAll, null, "b").tokenUsage();

        assertThat(zeros).isNotNull();
        assertThat(zeros.inputTokenCount()).isZero();
        assertThat(zeros.outputTokenCount()).isEqualTo(usage.outputTokenCount() == null ? null : 0);
        assertThat(zeros.totalTokenCount()).isEqualTo(usage.totalTokenCount() == null ? null : 0);
        assertThat(zeros.getClass()).isEqualTo(usage instanceof OwnUsage ? TokenUsage.class : usage.getClass());
    }

    @Test
    void anAnswerOfEntriesAloneHasNoUsageWhereTheRecordedOneHadNone() throws Exception {
        CachedMethod embedAll = embedAll();
        embed(embedAll, null, "a", "b");

        assertThat(embed(embedAll, new TokenUsage(1), "b").tokenUsage()).isNull();
    }

    private CachedMethod embedAll() throws Exception {
        return woven.method(
                Model.class.getDeclaredMethod("embedAll", List.class),
                "allow: [dev.langchain4j., dev.reprise.]",
                "batch: { argument: 0 }");
    }

    @SuppressWarnings("unchecked")
    private Response<List<Embedding>> embed(CachedMethod method, @Nullable TokenUsage usage, String... texts)
            throws Exception {
        List<TextSegment> segments = new ArrayList<>();
        for (String text : texts) {
            segments.add(TextSegment.from(text));
        }
        return (Response<List<Embedding>>)
                woven.call(method, model, arguments -> answer((List<TextSegment>) arguments[0], usage), segments);
    }

    private static Response<List<Embedding>> answer(List<TextSegment> texts, @Nullable TokenUsage usage) {
        List<Embedding> vectors = new ArrayList<>();
        for (TextSegment text : texts) {
            vectors.add(Embedding.from(new float[] {text.text().hashCode()}));
        }
        return Response.from(vectors, usage);
    }
}
