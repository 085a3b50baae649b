package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.Reduced;
import dev.reprise.engine.WovenBatches.Body;
import dev.reprise.engine.WovenBatches.Service;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

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

    /** Of a, b, c, d the first and the last are known, and this is answered about b and c. */
    static Stream<List<String>> wrongAnswersAboutTheRest() {
        return Stream.of(List.of("b"), List.of("b", "c", "x"), List.of("b", "c", "x", "y"), List.of());
    }

    /** Answers what a provider cannot mean, if it is asked about less than all. */
    private static Body wrongAboutLessThan(int all, Object wrong, List<Object> asked) {
        return arguments -> {
            List<?> texts = (List<?>) arguments[0];
            asked.add(texts);
            return texts.size() < all ? wrong : vectors(texts.toArray(String[]::new));
        };
    }

    @ParameterizedTest
    @MethodSource("wrongAnswersAboutTheRest")
    void anAnswerThatIsWrongAboutTheRestIsNobodysAndTheCallIsMadeAsItsCallerMadeIt(List<String> answered)
            throws Exception {
        woven.embed(embed, service, List.of("a", "d"));
        List<Object> asked = new ArrayList<>();
        Body body = wrongAboutLessThan(4, vectors(answered.toArray(String[]::new)), asked);
        List<String> texts = List.of("a", "b", "c", "d");

        Object handed = woven.call(embed, service, body, texts);

        assertThat(names(handed)).containsExactly("a", "b", "c", "d");
        assertThat(asked).containsExactly(List.of("b", "c"), texts);
        assertThat(asked.get(1)).isSameAs(texts);
        for (List<String> kept : List.of(texts, List.of("b"), List.of("c", "b"))) {
            assertThat(woven.engine.enter(embed, service, new Object[] {kept})).isInstanceOf(Hit.class);
        }
    }

    @Test
    void anAnswerThatIsWrongAboutAllAsWellIsTheCallersAsItIs() throws Exception {
        woven.embed(embed, service, List.of("a"));
        List<float[]> wrong = vectors("b", "c", "d");

        Object handed = woven.call(embed, service, arguments -> wrong, List.of("a", "b"));

        assertThat(handed).isSameAs(wrong);
        assertThat(woven.engine.enter(embed, service, new Object[] {List.of("b")}))
                .isInstanceOf(Miss.class);
    }

    @Test
    void aResultOfTheRestThatIsNullOrEmptyIsThatInTheWholeAndNotKept() throws Exception {
        woven.embed(embed, service, List.of("a", "d"));
        List<String> texts = List.of("a", "b", "c", "d");

        assertThat(names(woven.call(embed, service, arguments -> vectors("b", null), texts)))
                .containsExactly("a", "b", "null", "d");
        assertThat(names(woven.call(embed, service, arguments -> vectors("", "c"), texts)))
                .containsExactly("a", "empty", "c", "d");

        for (List<String> less : List.of(List.of("b"), List.of("c"), List.of("b", "c"))) {
            assertThat(woven.engine.enter(embed, service, new Object[] {less})).isInstanceOf(Miss.class);
        }
    }

    @Test
    void nothingIsNoAnswerAboutTheRest() throws Exception {
        woven.embed(embed, service, List.of("a"));
        List<Object> asked = new ArrayList<>();

        Object handed = woven.call(embed, service, wrongAboutLessThan(2, /* wrong= */ null, asked), List.of("a", "b"));

        assertThat(names(handed)).containsExactly("a", "b");
        assertThat(woven.call(embed, service, arguments -> null, List.of("a", "x")))
                .isNull();
    }

    @Test
    void whatTheSecondCallThrowsReachesTheCaller() throws Exception {
        woven.embed(embed, service, List.of("a"));
        Exception failure = new Exception("too many requests");
        Body body = arguments -> {
            if (((List<?>) arguments[0]).size() == 1) {
                return List.of();
            }
            throw failure;
        };

        assertThatThrownBy(() -> woven.call(embed, service, body, List.of("a", "b")))
                .isSameAs(failure);
    }

    @Test
    void whereThatGoesOnAllIsAskedAtOnce() throws Exception {
        woven.embed(embed, service, List.of("a"));
        List<Object> asked = new ArrayList<>();
        Body body = wrongAboutLessThan(2, List.of(), asked);

        for (String text : List.of("b", "c", "d", "x")) {
            assertThat(names(woven.call(embed, service, body, List.of("a", text))))
                    .containsExactly("a", text);
        }

        assertThat(asked)
                .containsExactly(
                        List.of("b"),
                        List.of("a", "b"),
                        List.of("c"),
                        List.of("a", "c"),
                        List.of("d"),
                        List.of("a", "d"),
                        List.of("a", "x"));
        assertThat(names(woven.embed(embed, service, List.of("d", "b", "x")))).containsExactly("d", "b", "x");
        assertThat(woven.sent).containsExactly(List.of("a"));
    }

    @Test
    void aMethodThatCannotBeCalledAgainIsNeverAskedAboutSome() throws Exception {
        Method digest = MessageDigest.class.getMethod("digest", byte[].class);
        CachedMethod method = woven.method(digest, "batch: { argument: 0 }", "key: { ignore: [this] }");
        byte[] known = {1};
        woven.call(method, /* service= */ null, arguments -> new byte[] {7}, known);

        Lookup found = woven.engine.enter(method, null, new Object[] {new byte[] {1, 2}});

        assertThat(found).isInstanceOf(Miss.class);
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
        assertThat(token.apply(null)).isSameAs(token);
        assertThat(token.apply("not even a list")).isSameAs(token);
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

    private CompletableFuture<Object> wrongLater(List<String> texts, List<CompletableFuture<Object>> real)
            throws Exception {
        CachedMethod method = woven.method("embedLater", "batch: { argument: 0 }");
        woven.call(method, service, arguments -> CompletableFuture.completedFuture(vectors("a")), List.of("a"));
        Body body = arguments -> {
            woven.vectors(arguments);
            real.add(new CompletableFuture<>());
            return real.get(real.size() - 1);
        };
        @SuppressWarnings("unchecked")
        CompletableFuture<Object> handed = (CompletableFuture<Object>) woven.call(method, service, body, texts);
        real.get(0).complete(vectors("b", "x"));
        return handed;
    }

    @Test
    void aFutureOfAWrongAnswerAboutTheRestBecomesThatOfTheCallersCall() throws Exception {
        List<CompletableFuture<Object>> real = new ArrayList<>();
        CompletableFuture<Object> handed = wrongLater(List.of("b", "a"), real);
        assertThat(handed).isNotDone();

        real.get(1).complete(vectors("b", "a"));

        assertThat(names(handed.getNow(null))).containsExactly("b", "a");
        assertThat(woven.sent).containsExactly(List.of("b"), List.of("b", "a"));
        CachedMethod method = woven.method("embedLater", "batch: { argument: 0 }");
        assertThat(woven.engine.enter(method, service, new Object[] {List.of("b")}))
                .isInstanceOf(Hit.class);
    }

    @Test
    void aSecondFutureThatFailsOrIsCancelledEndsAsTheRealOne() throws Exception {
        List<CompletableFuture<Object>> failing = new ArrayList<>();
        CompletableFuture<Object> handed = wrongLater(List.of("b", "a"), failing);
        failing.get(1).completeExceptionally(new IllegalStateException("refused"));
        assertThatThrownBy(handed::join).isInstanceOf(CompletionException.class).hasRootCauseMessage("refused");

        List<CompletableFuture<Object>> cancelled = new ArrayList<>();
        wrongLater(List.of("b", "a"), cancelled).cancel(true);
        assertThat(cancelled.get(1)).isCancelled();
    }

    @Test
    void aListThatTheCallerChangedMeanwhileIsAskedAboutAsItWas() throws Exception {
        List<String> texts = new ArrayList<>(List.of("b", "a"));
        CachedMethod method = woven.method("embedLater", "batch: { argument: 0 }");
        woven.call(method, service, arguments -> CompletableFuture.completedFuture(vectors("a")), List.of("a"));
        CompletableFuture<Object> real = new CompletableFuture<>();
        Body body = arguments -> {
            List<float[]> all = woven.vectors(arguments);
            return all.size() == 1 ? real : CompletableFuture.completedFuture(all);
        };
        CompletableFuture<?> handed = (CompletableFuture<?>) woven.call(method, service, body, texts);

        texts.clear();
        real.complete(List.of());

        assertThat(names(handed.getNow(null))).containsExactly("b", "a");
    }

    @Test
    void aReceiverThatWasChangedMeanwhileIsAskedAgainAsItIsAndItsAnswerNotKept() throws Exception {
        CachedMethod method = woven.method("embedLater", "batch: { argument: 0 }");
        woven.call(method, service, arguments -> CompletableFuture.completedFuture(vectors("a")), List.of("a"));
        List<String> texts = new ArrayList<>(List.of("b", "a"));
        CompletableFuture<Object> real = new CompletableFuture<>();
        Body body = arguments -> {
            List<float[]> all = woven.vectors(arguments);
            return all.size() == 1 ? real : CompletableFuture.completedFuture(all);
        };
        CompletableFuture<?> handed = (CompletableFuture<?>) woven.call(method, service, body, texts);

        service.model = "large";
        texts.clear();
        real.complete(List.of());

        assertThat(names(handed.getNow(null))).containsExactly("b", "a");
        for (String model : List.of("large", "small")) {
            service.model = model;
            assertThat(woven.engine.enter(method, service, new Object[] {List.of("b")}))
                    .isInstanceOf(Miss.class);
        }
    }

    @Test
    void aReceiverThatCountsFailuresMakesTheCallAgainAndItsAnswerIsNotKept() throws Exception {
        woven.embed(embed, service, List.of("a"));
        List<String> texts = List.of("b", "a");
        List<Object> asked = new ArrayList<>();
        Body body = arguments -> {
            asked.add(arguments[0]);
            boolean fails = ((List<?>) arguments[0]).size() == 1;
            service.model = fails ? "failed once" : "small";
            return fails ? List.of() : vectors("b", "a");
        };

        Object handed = woven.call(embed, service, body, texts);

        assertThat(names(handed)).containsExactly("b", "a");
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1)).isSameAs(texts);
        assertThat(woven.engine.enter(embed, service, new Object[] {List.of("b")}))
                .isInstanceOf(Miss.class);
        assertThat(embed.outcomes().refused("its receiver or an argument was changed before it was made again"))
                .as("said before")
                .isFalse();
    }

    @Test
    void aFutureThatTellsNobodyIsAskedForTheCallersCallWhenItsHolderIs() throws Exception {
        CachedMethod method = woven.method("embedSometime", "batch: { argument: 0 }");
        ((Future<?>) woven.call(method, service, arguments -> done(vectors("a")), List.of("a"))).get();
        List<Object> asked = new ArrayList<>();
        Body wrong = wrongAboutLessThan(2, List.of(), asked);

        Future<?> handed =
                (Future<?>) woven.call(method, service, arguments -> done(wrong.answer(arguments)), List.of("b", "a"));

        assertThat(names(handed.get(1, TimeUnit.HOURS))).containsExactly("b", "a");
        assertThat(handed.get()).isSameAs(handed.get());
        assertThat(asked).containsExactly(List.of("b"), List.of("b", "a"));
    }

    @Test
    void whatAsksAtItsSubscriptionIsAnsweredAsTheProviderDid() throws Exception {
        CachedMethod method = woven.method("embedCold", "batch: { argument: 0 }");
        ((Mono<?>) woven.call(method, service, arguments -> Mono.just(vectors("a")), List.of("a"))).block();
        List<float[]> wrong = vectors("b", "a", "x");

        Mono<?> handed = (Mono<?>) woven.call(method, service, arguments -> Mono.just(wrong), List.of("b", "a"));

        assertThat(handed.block()).isSameAs(wrong);
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
            return vectors("b", "c");
        };

        woven.call(embed, service, counting, List.of("a", "b", "c", "d"));

        assertThat(runs[0]).isEqualTo(1);
    }
}
