package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.Reduced;
import dev.reprise.engine.WovenBatches.Body;
import dev.reprise.engine.WovenBatches.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of calls about many items when the provider, or the method, does not do as it should. */
class BatchFaultsTest {

    @TempDir
    Path folder;

    private final Service service = new Service("small");
    private WovenBatches woven;
    private CachedMethod embed;

    @BeforeEach
    void open() throws Exception {
        woven = new WovenBatches(folder);
        embed = woven.method("embed", "batch: { argument: 0 }");
    }

    @AfterEach
    void close() {
        woven.close();
    }

    private static String[] names(Object vectors) {
        List<String> names = new ArrayList<>();
        for (Object vector : (List<?>) vectors) {
            names.add(vector == null ? "null" : name((float[]) vector));
        }
        return names.toArray(String[]::new);
    }

    private static String name(float[] vector) {
        return Stream.of("a", "b", "c", "d", "x", "y", "empty")
                .filter(text -> Arrays.equals(WovenBatches.vector(text), vector))
                .findFirst()
                .orElse("empty");
    }

    private static List<float[]> vectors(String... texts) {
        List<float[]> vectors = new ArrayList<>();
        for (String text : texts) {
            vectors.add(text == null ? null : text.isEmpty() ? new float[0] : WovenBatches.vector(text));
        }
        return vectors;
    }

    static Stream<List<String>> wrongAnswers() {
        return Stream.of(List.of("a"), List.of("a", "b", "c"), List.of(), Arrays.asList("a", null), List.of("", "b"));
    }

    @ParameterizedTest
    @MethodSource("wrongAnswers")
    void anAnswerWithoutAResultForEachItemIsTheCallersAndNotKept(List<String> answered) throws Exception {
        List<float[]> wrong = vectors(answered.toArray(String[]::new));

        Object handed = woven.call(embed, service, arguments -> wrong, List.of("a", "b"));

        assertThat(handed).isSameAs(wrong);
        for (List<String> texts : List.of(List.of("a", "b"), List.of("a"), List.of("b"))) {
            assertThat(woven.engine.enter(embed, service, new Object[] {texts})).isInstanceOf(Miss.class);
        }
    }

    /** Of a, b, c, d the first and the last are known, and this is answered about b and c: then the whole is. */
    static Stream<Arguments> wrongAnswersAboutTheRest() {
        return Stream.of(
                Arguments.of(List.of("b"), List.of("a", "b", "d")),
                Arguments.of(List.of("b", "c", "x"), List.of("a", "b", "c", "d", "x")),
                Arguments.of(List.of("b", "c", "x", "y"), List.of("a", "b", "c", "d", "x", "y")),
                Arguments.of(List.of(), List.of()),
                Arguments.of(Arrays.asList("b", null), List.of("a", "b", "null", "d")),
                Arguments.of(List.of("", "c"), List.of("a", "empty", "c", "d")));
    }

    @ParameterizedTest
    @MethodSource("wrongAnswersAboutTheRest")
    void anAnswerThatIsWrongAboutTheRestIsAsWrongAboutTheWholeAndNotKept(List<String> answered, List<String> whole)
            throws Exception {
        woven.embed(embed, service, List.of("a", "d"));

        Object handed = woven.call(
                embed, service, arguments -> vectors(answered.toArray(String[]::new)), List.of("a", "b", "c", "d"));

        assertThat(names(handed)).containsExactlyElementsOf(whole);
        for (List<String> texts : List.of(List.of("b"), List.of("c"), List.of("b", "c"))) {
            assertThat(woven.engine.enter(embed, service, new Object[] {texts})).isInstanceOf(Miss.class);
        }
    }

    @Test
    void nothingIsNothing() throws Exception {
        woven.embed(embed, service, List.of("a"));

        assertThat(woven.call(embed, service, arguments -> null, List.of("a", "b")))
                .isNull();

        assertThat(woven.embed(embed, service, List.of("a", "b"))).hasSize(2);
        assertThat(woven.sent).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void whatTheCallAboutTheRestThrowsReachesTheCallerAndNothingIsKept() throws Exception {
        woven.embed(embed, service, List.of("a"));
        Exception failure = new IllegalStateException("too many requests");

        assertThatThrownBy(() -> woven.call(
                        embed,
                        service,
                        arguments -> {
                            throw failure;
                        },
                        List.of("a", "b")))
                .isSameAs(failure);

        woven.embed(embed, service, List.of("a", "b"));
        assertThat(woven.sent).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void aMethodThatHandsBackWhatItWasGivenStillAnswersTheWhole() throws Exception {
        CachedMethod tags = woven.method("tags", "batch: { argument: 0 }");
        woven.call(tags, service, arguments -> List.of(List.of("of a")), List.of("a"));

        Object handed = woven.call(tags, service, arguments -> arguments[0], List.of("b", "a"));

        assertThat(handed).isEqualTo(List.of("b", List.of("of a")));
        assertThat(woven.engine.enter(tags, service, new Object[] {List.of("b")}))
                .isInstanceOf(Miss.class);
    }

    @Test
    void resultsThatDifferForTheSameItemAreRepeatedAsTheyWere() throws Exception {
        woven.call(embed, service, arguments -> vectors("a", "b", "x"), List.of("a", "b", "a"));

        assertThat(names(woven.embed(embed, service, List.of("a", "b", "a")))).containsExactly("a", "b", "x");
        assertThat(names(woven.embed(embed, service, List.of("b", "a")))).containsExactly("b", "a");
        assertThat(woven.sent).isEmpty();
    }

    @Test
    void resultsThatAreTheSameObjectAreNobodyElses() throws Exception {
        float[] shared = WovenBatches.vector("a");
        woven.call(embed, service, arguments -> new ArrayList<>(List.of(shared, shared)), List.of("a", "a"));

        List<float[]> first = woven.embed(embed, service, List.of("a", "a"));
        first.get(0)[0] = 7;

        assertThat(names(woven.embed(embed, service, List.of("a", "a")))).containsExactly("a", "a");
        assertThat(woven.sent).isEmpty();
    }

    /** A caller must not get a part for the whole whatever fails on the way. */
    @Test
    void whatStandsForTheCallMakesTheWholeByItself() throws Exception {
        woven.embed(embed, service, List.of("a"));
        UnaryOperator<Object> token = (Reduced) woven.engine.enter(embed, service, new Object[] {List.of("b", "a")});

        assertThat(names(token.apply(vectors("b")))).containsExactly("b", "a");
        assertThat(token.apply(null)).isNull();
        assertThat(token.apply("not even a list")).isEqualTo("not even a list");
        assertThat(woven.engine.enter(embed, service, new Object[] {List.of("b")}))
                .isInstanceOf(Miss.class);
    }

    private CompletableFuture<Object> later(Object real) throws Exception {
        CachedMethod method = woven.method("embedLater", "batch: { argument: 0 }");
        woven.call(method, service, arguments -> CompletableFuture.completedFuture(vectors("a")), List.of("a"));
        @SuppressWarnings("unchecked")
        CompletableFuture<Object> handed =
                (CompletableFuture<Object>) woven.call(method, service, arguments -> real, List.of("b", "a"));
        assertThat(handed).isNotSameAs(real);
        return handed;
    }

    private static final class Hosts<T> extends CompletableFuture<T> {}

    @Test
    void aFutureOfTheHostsOwnHandsOverTheWholeAllTheSame() throws Exception {
        CompletableFuture<Object> real = new Hosts<>();
        CompletableFuture<Object> handed = later(real);

        real.complete(vectors("b"));

        assertThat(names(handed.join())).containsExactly("b", "a");
    }

    @Test
    void aFutureThatFailsOrIsCancelledEndsAsTheRealOne() throws Exception {
        CompletableFuture<Object> failing = new CompletableFuture<>();
        CompletableFuture<Object> handed = later(failing);
        failing.completeExceptionally(new IllegalStateException("refused"));
        assertThatThrownBy(handed::join).isInstanceOf(CompletionException.class).hasRootCauseMessage("refused");

        CompletableFuture<Object> cancelled = new CompletableFuture<>();
        later(cancelled).cancel(true);
        assertThatThrownBy(cancelled::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void aFutureThatTellsNobodyHandsOverTheWholeEachTimeItIsAsked() throws Exception {
        CachedMethod method = woven.method("embedSometime", "batch: { argument: 0 }");
        woven.call(method, service, arguments -> done(vectors("a")), List.of("a"));
        ((Future<?>) woven.call(method, service, arguments -> done(vectors("a")), List.of("a"))).get();

        Future<?> handed = (Future<?>) woven.call(method, service, arguments -> done(vectors("b")), List.of("b", "a"));

        assertThat(names(handed.get())).containsExactly("b", "a");
        assertThat(handed.get()).isSameAs(handed.get());
    }

    private static Future<Object> done(Object answer) {
        FutureTask<Object> task = new FutureTask<>(() -> answer);
        task.run();
        return task;
    }

    @Test
    void answersThatDoNotComeApartAreKeptAsWholesFromThenOn() throws Exception {
        Body odd = arguments -> new CopyOnWriteArrayList<>(woven.vectors(arguments));
        woven.embed(embed, service, List.of("a"));

        for (int i = 0; i < 3; i++) {
            assertThat(names(woven.call(embed, service, odd, List.of("a", "b"))))
                    .containsExactly("a", "b");
        }

        assertThat(woven.sent).containsExactly(List.of("a"), List.of("b"), List.of("a", "b"));
    }

    @Test
    void oneBodyIsRunForOneCall() throws Exception {
        woven.embed(embed, service, List.of("a", "d"));
        int[] runs = {0};
        Body counting = arguments -> {
            runs[0]++;
            return vectors("b");
        };

        woven.call(embed, service, counting, List.of("a", "b", "c", "d"));

        assertThat(runs[0]).isEqualTo(1);
    }
}
