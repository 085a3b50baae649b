package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.WovenBatches.Service;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.key.CacheKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** How calls about many items fail as others did before of which the same was asked. */
class NegativeBatchesTest {

    private static final String[] SETTINGS = {
        "batch: { argument: 0 }",
        "ttl: 1h",
        "negative-ttl: 30s",
        "negative-exceptions: [java.util.NoSuchElementException]"
    };

    @TempDir
    Path folder;

    private final Service service = new Service("small");
    private final List<List<?>> asked = new ArrayList<>();
    private WovenBatches woven;

    @BeforeEach
    void open() throws Exception {
        woven = new WovenBatches(folder);
    }

    @AfterEach
    void close() {
        woven.close();
    }

    /** What a provider does that does not know one of the texts. */
    private Object answer(Object[] arguments) {
        List<?> texts = (List<?>) arguments[0];
        asked.add(texts);
        if (texts.contains("bad")) {
            throw new NoSuchElementException("of " + texts);
        }
        return woven.vectors(arguments);
    }

    private Object ask(CachedMethod method, String... texts) throws Exception {
        return woven.call(method, service, this::answer, List.of(texts));
    }

    /** What a woven method does with a call that fails as another did is not to make the real one. */
    private static Throwable failure(Lookup found) {
        assertThat(found).isInstanceOf(Lookup.Failed.class);
        return ((Lookup.Failed) found).failure();
    }

    private Lookup enter(CachedMethod method, String... texts) {
        return woven.engine.enter(method, service, new Object[] {List.of(texts)});
    }

    @Test
    void aCallAboutTheSameItemsFailsAlikeForAWhile() throws Exception {
        CachedMethod embed = woven.method("embed", SETTINGS);
        assertThatThrownBy(() -> ask(embed, "a", "bad")).hasMessage("of [a, bad]");

        woven.clock.advance(Duration.ofSeconds(29));
        Throwable second = failure(enter(embed, "a", "bad"));
        Throwable third = failure(enter(embed, "a", "bad"));
        woven.clock.advance(Duration.ofSeconds(1));

        assertThat(second)
                .isExactlyInstanceOf(NoSuchElementException.class)
                .hasMessage("of [a, bad]")
                .isNotSameAs(third);
        assertThat(enter(embed, "a", "bad")).isInstanceOf(Lookup.Miss.class);
    }

    /** Of each item there is something to remember. */
    @Test
    void fewFailuresOfLargeBatchesAreRemembered() throws Exception {
        CachedMethod embed = woven.method("embed", SETTINGS);
        for (String first : List.of("a", "b", "c")) {
            String[] texts = new String[9_000];
            Arrays.setAll(texts, i -> first + i);
            texts[0] = "bad";
            assertThatThrownBy(() -> ask(embed, texts)).isInstanceOf(NoSuchElementException.class);
            assertThat(enter(embed, texts)).isInstanceOf(Lookup.Failed.class);
        }
        String[] texts = new String[9_000];
        Arrays.setAll(texts, i -> "a" + i);
        texts[0] = "bad";

        assertThat(enter(embed, texts)).isInstanceOf(Lookup.Miss.class);
    }

    @Test
    void whatAnotherCallWouldBeAnsweredNobodyKnows() throws Exception {
        CachedMethod embed = woven.method("embed", SETTINGS);
        assertThatThrownBy(() -> ask(embed, "a", "bad")).hasMessage("of [a, bad]");

        assertThat(enter(embed, "bad", "a")).isInstanceOf(Lookup.Miss.class);
        assertThat(enter(embed, "bad")).isInstanceOf(Lookup.Miss.class);
        assertThat(enter(embed, "a", "bad", "b")).isInstanceOf(Lookup.Miss.class);
        ask(embed, "a");
        assertThat(asked).containsExactly(List.of("a", "bad"), List.of("a"));
    }

    /** The provider was asked about that item alone, whoever asks so again. */
    @Test
    void theRestOfACallFailsAsItDidWhenItWasAskedAboutBefore() throws Exception {
        CachedMethod embed = woven.method("embed", SETTINGS);
        ask(embed, "a", "b");
        assertThatThrownBy(() -> ask(embed, "a", "bad")).hasMessage("of [bad]");

        assertThat(failure(enter(embed, "a", "bad"))).hasMessage("of [bad]");
        assertThat(failure(enter(embed, "bad"))).hasMessage("of [bad]");
        assertThat(failure(enter(embed, "bad", "b"))).hasMessage("of [bad]");
        assertThat(enter(embed, "c", "bad")).isInstanceOf(Lookup.Miss.class);
        assertThat(asked).containsExactly(List.of("a", "b"), List.of("bad"));
        assertThat(woven.engine.figures().get(0).figures().bypasses()).isEqualTo(3);
    }

    /** That a call about one item failed says nothing of another one, though both were of the same call. */
    @Test
    void aCallIsMadeThatWouldBeAboutOtherItemsThanTheOneThatFailed() throws Exception {
        String[] shortLived = SETTINGS.clone();
        shortLived[1] = "ttl: 10s";
        CachedMethod embed = woven.method("embed", shortLived);
        ask(embed, "b");
        woven.clock.advance(Duration.ofSeconds(5));
        assertThatThrownBy(() -> ask(embed, "bad", "b")).hasMessage("of [bad]");
        assertThat(failure(enter(embed, "bad", "b"))).hasMessage("of [bad]");
        woven.call(embed, service, woven::vectors, List.of("bad", "z"));

        woven.clock.advance(Duration.ofSeconds(5));
        Lookup found = enter(embed, "bad", "b");

        assertThat(found).isInstanceOf(Lookup.Reduced.class);
        assertThat(((Lookup.Reduced) found).others()).isEqualTo(List.of("b"));
    }

    @Test
    void entriesOfAllItemsAnswerACallThatFailedBefore() throws Exception {
        CachedMethod embed = woven.method("embed", SETTINGS);
        assertThatThrownBy(() -> ask(embed, "a", "bad")).hasMessage("of [a, bad]");
        woven.call(embed, service, woven::vectors, List.of("bad"));
        woven.call(embed, service, woven::vectors, List.of("a"));

        assertThat(((List<?>) ask(embed, "a", "bad")).toArray())
                .isEqualTo(WovenBatches.vectorsOf(List.of("a", "bad")).toArray());
    }

    @Test
    void anAnswerThatIsAskedForPutsAnEndToIt() throws Exception {
        CachedMethod embed = woven.method("embed", SETTINGS);
        assertThatThrownBy(() -> ask(embed, "a", "bad")).hasMessage("of [a, bad]");

        Runnable end = woven.engine.beginControl("refresh", null);
        woven.call(embed, service, woven::vectors, List.of("a", "bad"));
        end.run();
        woven.engine.evict(Subject.Kind.SCOPE, "default");

        assertThat(enter(embed, "a", "bad")).isInstanceOf(Lookup.Miss.class);
    }

    @Test
    void whatIsEvictedIsForgotten() throws Exception {
        CachedMethod embed = woven.method("embed", SETTINGS);
        assertThatThrownBy(() -> ask(embed, "bad")).hasMessage("of [bad]");
        assertThat(failure(enter(embed, "bad"))).hasMessage("of [bad]");

        woven.engine.evict(Subject.Kind.SCOPE, "default");

        assertThat(enter(embed, "bad")).isInstanceOf(Lookup.Miss.class);
    }

    @Test
    void futuresAndPublishersFailSoAsWell() throws Exception {
        CachedMethod later = woven.method("embedLater", SETTINGS);
        CachedMethod cold = woven.method("embedCold", SETTINGS);
        NoSuchElementException gone = new NoSuchElementException("gone");
        CompletableFuture<?> first = (CompletableFuture<?>)
                woven.call(later, service, arguments -> CompletableFuture.failedFuture(gone), List.of("a", "bad"));
        assertThatThrownBy(first::join).hasCause(gone);
        List<Object> subscriptions = new ArrayList<>();
        Mono<?> failing = Mono.defer(() -> {
            subscriptions.add("one");
            return Mono.error(gone);
        });

        Lookup.Failed second = (Lookup.Failed) enter(later, "a", "bad");
        for (int i = 0; i < 2; i++) {
            Mono<?> handed = (Mono<?>) woven.call(cold, service, arguments -> failing, List.of("a", "bad"));
            assertThatThrownBy(handed::block).isExactlyInstanceOf(NoSuchElementException.class);
        }

        assertThatThrownBy(((CompletableFuture<?>) second.handed())::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isExactlyInstanceOf(NoSuchElementException.class)
                .isNotSameAs(gone);
        assertThat(subscriptions).hasSize(1);
    }

    /** The failure may be that of another question. */
    @Test
    void whatFailedAfterItsItemsWereChangedIsNotRemembered() throws Exception {
        CachedMethod embed = woven.method("embed", SETTINGS);
        ask(embed, "a");
        List<String> texts = new ArrayList<>(List.of("a", "bad"));

        assertThatThrownBy(() -> woven.call(
                        embed,
                        service,
                        arguments -> {
                            ((List<?>) arguments[0]).clear();
                            throw new NoSuchElementException("nothing");
                        },
                        texts))
                .hasMessage("nothing");

        assertThat(enter(embed, "a", "bad")).isInstanceOf(Lookup.Reduced.class);
    }

    private void refresh(CachedMethod method, String... texts) throws Exception {
        Runnable end = woven.engine.beginControl("refresh", null);
        woven.call(method, service, woven::vectors, List.of(texts));
        end.run();
    }

    private CachedMethod shortLived() throws Exception {
        String[] settings = SETTINGS.clone();
        settings[1] = "ttl: 1s";
        return woven.method("embed", settings);
    }

    @Test
    void howACallFailsThatBeganBeforeAnAnswerAboutOneOfItsItemsIsNotRemembered() throws Exception {
        CachedMethod embed = shortLived();
        Lookup.Miss asked = (Lookup.Miss) enter(embed, "a", "bad");
        woven.clock.advance(Duration.ofMillis(1));
        refresh(embed, "bad");

        woven.engine.exit(asked, null, new NoSuchElementException("not there yet"));
        woven.clock.advance(Duration.ofSeconds(2));

        assertThat(enter(embed, "a", "bad")).isInstanceOf(Lookup.Miss.class);
    }

    @Test
    void anAnswerAboutOneOfItsItemsPutsAnEndToIt() throws Exception {
        CachedMethod embed = shortLived();
        assertThatThrownBy(() -> ask(embed, "a", "bad")).hasMessage("of [a, bad]");
        failure(enter(embed, "a", "bad"));

        refresh(embed, "bad");
        assertThat(enter(embed, "a", "bad")).isInstanceOf(Lookup.Reduced.class);

        woven.clock.advance(Duration.ofSeconds(2));
        assertThat(enter(embed, "a", "bad")).isInstanceOf(Lookup.Miss.class);
    }

    @Test
    void whatOneOfItsItemsIsEvictedByPutsAnEndToIt() throws Exception {
        CachedMethod embed = woven.method("embed", SETTINGS);
        Lookup.Miss asked = (Lookup.Miss) enter(embed, "a", "bad");
        List<CacheKey> items = asked.batch().keys();
        woven.engine.exit(asked, null, new NoSuchElementException("of both"));
        failure(enter(embed, "a", "bad"));

        woven.engine.evict(items.get(1));
        Lookup found = enter(embed, "a", "bad");
        assertThat(found).isInstanceOf(Lookup.Miss.class);

        woven.engine.evict(items.get(0));
        woven.engine.exit((Lookup.Miss) found, null, new NoSuchElementException("of both"));
        assertThat(enter(embed, "a", "bad")).isInstanceOf(Lookup.Miss.class);
    }
}
