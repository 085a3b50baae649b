package dev.reprise.engine.value.answers;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.Response;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Declared return types, by name. */
public interface Methods {

    String string();

    int primitive();

    void nothing();

    Object object();

    Number number();

    float[] vector();

    Optional<String> optional();

    List<String> strings();

    List<Answers.Point> points();

    List<float[]> vectors();

    Set<Answers.Tone> tones();

    Map<String, List<Answers.Point>> index();

    EnumMap<Answers.Tone, Integer> weights();

    TreeMap<String, Answers.Point> tree();

    SortedMap<String, String> sorted();

    Answers.Point[] corners();

    Answers.Point point();

    Answers.Summary summary();

    Answers.Box<Answers.Summary> box();

    Answers.Tone tone();

    Answers.Shape shape();

    Answers.Page page();

    Answers.Node node();

    Answers.Forgetful forgetful();

    Answers.Late late();

    Answers.Holder holder();

    List<Answers.Hashed> hashed();

    Answers.Inner inner();

    Answers.Liar liar();

    ChatResponse chat();

    EmbeddingResponse embeddings();

    Response<Embedding> embedding();

    CompletableFuture<String> later();

    Flow.Publisher<String> published();

    Stream<String> stream();

    Iterator<String> iterator();

    InputStream input();

    Supplier<String> supplier();

    Thread thread();

    Class<?> type();
}
