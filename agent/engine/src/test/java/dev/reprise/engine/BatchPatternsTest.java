package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.WovenBatches.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Every batch of up to six texts, duplicates among them, with every part of its texts known before. */
class BatchPatternsTest {

    @TempDir
    Path folder;

    private WovenBatches woven;

    @BeforeEach
    void open() throws Exception {
        woven = new WovenBatches(folder);
        woven.open("tiers: { disk: off }");
    }

    @AfterEach
    void close() {
        woven.close();
    }

    private record Pattern(List<String> texts, List<String> known) {}

    private interface Check {
        void check(Pattern pattern, Object service) throws Exception;
    }

    /** Ways to name texts such that the first is new, and each next one of those before it or new. */
    private static void batches(List<String> texts, int distinct, int left, List<List<String>> all) {
        if (left == 0) {
            all.add(List.copyOf(texts));
            return;
        }
        for (int next = 0; next <= distinct; next++) {
            texts.add("text " + next);
            batches(texts, Math.max(distinct, next + 1), left - 1, all);
            texts.remove(texts.size() - 1);
        }
    }

    private static List<Pattern> patterns(int size) {
        List<List<String>> batches = new ArrayList<>();
        batches(new ArrayList<>(), 0, size, batches);
        List<Pattern> patterns = new ArrayList<>();
        for (List<String> texts : batches) {
            List<String> distinct = texts.stream().distinct().toList();
            for (int set = 0; set < 1 << distinct.size(); set++) {
                List<String> known = new ArrayList<>();
                for (int i = 0; i < distinct.size(); i++) {
                    if ((set >> i & 1) == 1) {
                        known.add(distinct.get(i));
                    }
                }
                patterns.add(new Pattern(texts, known));
            }
        }
        return patterns;
    }

    private void everyPattern(int size, Check check) throws Exception {
        List<Pattern> patterns = patterns(size);
        for (int i = 0; i < patterns.size(); i++) {
            woven.sent.clear();
            check.check(patterns.get(i), new Service("model " + i));
        }
        assertThat(patterns).hasSize(new int[] {2, 6, 22, 94, 454, 2430}[size - 1]);
    }

    private static List<String> others(Pattern pattern) {
        return pattern.texts.stream()
                .filter(text -> !pattern.known.contains(text))
                .toList();
    }

    private void wasAsked(Pattern pattern) {
        List<String> others = others(pattern);
        assertThat(woven.sent).as(pattern.toString()).isEqualTo(others.isEmpty() ? List.of() : List.of(others));
    }

    private static void isAnswer(Object answer, Pattern pattern) {
        assertThat(((List<?>) answer).toArray())
                .as(pattern.toString())
                .isEqualTo(WovenBatches.vectorsOf(pattern.texts).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void textsThatWereAskedOneByOneAreNotAskedAgain(int size) throws Exception {
        CachedMethod embed = woven.method("embed", "batch: { argument: 0 }");
        everyPattern(size, (pattern, service) -> {
            for (String text : pattern.known) {
                woven.embed(embed, service, List.of(text));
            }
            woven.sent.clear();

            isAnswer(woven.embed(embed, service, pattern.texts), pattern);
            wasAsked(pattern);
            isAnswer(woven.embed(embed, service, pattern.texts), pattern);
            wasAsked(pattern);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6})
    void textsThatWereAskedTogetherAreNotAskedAgain(int size) throws Exception {
        CachedMethod embed = woven.method("embed", "batch: { argument: 0 }");
        everyPattern(size, (pattern, service) -> {
            List<String> backwards = new ArrayList<>(pattern.known);
            Collections.reverse(backwards);
            if (!backwards.isEmpty()) {
                backwards.add("text of nobody else");
                woven.embed(embed, service, backwards);
            }
            woven.sent.clear();

            isAnswer(woven.embed(embed, service, pattern.texts), pattern);
            wasAsked(pattern);
            for (String text : pattern.texts) {
                isAnswer(woven.embed(embed, service, List.of(text)), new Pattern(List.of(text), List.of()));
            }
            wasAsked(pattern);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void arraysAreBatchesToo(int size) throws Exception {
        CachedMethod embed = woven.method("embedAll", "batch: { argument: 1 }");
        WovenBatches.Body provider = arguments ->
                woven.vectors(new Object[] {List.of((Object[]) arguments[1])}).toArray(float[][]::new);
        everyPattern(size, (pattern, service) -> {
            for (String text : pattern.known) {
                woven.call(embed, service, provider, 8, new String[] {text});
            }
            woven.sent.clear();

            Object answer = woven.call(embed, service, provider, 8, pattern.texts.toArray(String[]::new));

            isAnswer(List.of((Object[]) answer), pattern);
            wasAsked(pattern);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void futuresAreCompletedWithTheWholeAnswer(int size) throws Exception {
        CachedMethod embed = woven.method("embedLater", "batch: { argument: 0 }");
        everyPattern(size, (pattern, service) -> {
            for (String text : pattern.known) {
                woven.call(
                        embed,
                        service,
                        arguments -> CompletableFuture.completedFuture(woven.vectors(arguments)),
                        List.of(text));
            }
            woven.sent.clear();
            CompletableFuture<Object> real = new CompletableFuture<>();
            List<List<float[]>> answers = new ArrayList<>();

            CompletableFuture<?> handed = (CompletableFuture<?>) woven.call(
                    embed,
                    service,
                    arguments -> {
                        answers.add(woven.vectors(arguments));
                        return real;
                    },
                    pattern.texts);
            answers.forEach(real::complete);

            isAnswer(handed.getNow(null), pattern);
            wasAsked(pattern);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void whatAsksAtItsSubscriptionAsksForAllOrForNothing(int size) throws Exception {
        CachedMethod embed = woven.method("embedCold", "batch: { argument: 0 }");
        WovenBatches.Body provider = arguments -> Mono.fromCallable(() -> woven.vectors(arguments));
        everyPattern(size, (pattern, service) -> {
            for (String text : pattern.known) {
                ((Mono<?>) woven.call(embed, service, provider, List.of(text))).block();
            }
            woven.sent.clear();
            Mono<?> mono = (Mono<?>) woven.call(embed, service, provider, pattern.texts);

            isAnswer(mono.block(), pattern);
            isAnswer(mono.block(), pattern);

            assertThat(woven.sent).isEqualTo(others(pattern).isEmpty() ? List.of() : List.of(pattern.texts));
        });
    }
}
