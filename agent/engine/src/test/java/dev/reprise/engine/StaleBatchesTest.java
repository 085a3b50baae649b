package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.Lookup.Bypass;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.StaleHit;
import dev.reprise.engine.WovenBatches.Body;
import dev.reprise.engine.WovenBatches.Service;
import dev.reprise.engine.epoch.Subject;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** What calls about many items get whose provider fails, of entries whose time is over. */
class StaleBatchesTest {

    private static final String[] SETTINGS = {"batch: { argument: 0 }", "ttl: 1h", "stale-if-error: 2h"};

    @TempDir
    Path folder;

    private final Service service = new Service("small");
    private final Exception refused = new IllegalStateException("no vectors", refused());
    private WovenBatches woven;

    /** A connection that an HTTP client could not make. */
    private static Exception refused() {
        ConnectException refused = new ConnectException("refused");
        refused.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("jdk.internal.net.http.HttpClientImpl", "send", "HttpClientImpl.java", 1)
        });
        return refused;
    }

    @BeforeEach
    void open() throws Exception {
        woven = new WovenBatches(folder);
    }

    @AfterEach
    void close() {
        woven.close();
    }

    private final Body down = arguments -> {
        throw refused;
    };

    private Object ask(CachedMethod method, Body provider, String... texts) throws Exception {
        return woven.call(method, service, provider, List.of(texts));
    }

    private static void isAnswer(Object answer, String... texts) {
        assertThat(((List<?>) answer).toArray())
                .isEqualTo(WovenBatches.vectorsOf(List.of(texts)).toArray());
    }

    @Test
    void entriesOfAllItemsAnswerInWhateverOrderTheyAreAskedFor() throws Exception {
        for (String lines : List.of("", "tiers: { memory: off }")) {
            woven.open(lines);
            ask(woven.method("embed", SETTINGS), woven::vectors, "a", "b");
            ask(woven.method("embed", SETTINGS), woven::vectors, "c");
            woven.open(lines); // By when all is written.
            CachedMethod embed = woven.method("embed", SETTINGS);
            woven.clock.advance(Duration.ofMinutes(61));

            isAnswer(ask(embed, down, "a", "b"), "a", "b");
            isAnswer(ask(embed, down, "b"), "b");
            isAnswer(ask(embed, down, "c", "b", "a", "c"), "c", "b", "a", "c");
        }
    }

    @Test
    void anItemWithoutAnEntryLeavesTheFailureToTheCaller() throws Exception {
        CachedMethod embed = woven.method("embed", SETTINGS);
        ask(embed, woven::vectors, "a", "b");
        woven.clock.advance(Duration.ofMinutes(61));

        assertThatThrownBy(() -> ask(embed, down, "a", "c")).isSameAs(refused);
        assertThatThrownBy(() -> ask(embed, down, "c")).isSameAs(refused);
    }

    @Test
    void whatIsInTimeAndWhatIsNotAnswerTogether() throws Exception {
        CachedMethod embed = woven.method("embed", SETTINGS);
        ask(embed, woven::vectors, "a");
        woven.clock.advance(Duration.ofMinutes(40));
        ask(embed, woven::vectors, "b");
        woven.clock.advance(Duration.ofMinutes(21));

        List<List<?>> asked = new ArrayList<>();
        Object answer = ask(
                embed,
                arguments -> {
                    asked.add((List<?>) arguments[0]);
                    throw refused;
                },
                "b",
                "a");

        assertThat(asked).containsExactly(List.of("a"));
        isAnswer(answer, "b", "a");
        assertThatThrownBy(() -> ask(embed, down, "b", "a", "c")).isSameAs(refused);
    }

    @Test
    void theAgeIsThatOfTheEldest() throws Exception {
        CachedMethod embed = woven.method("embed", SETTINGS);
        ask(embed, woven::vectors, "a");
        woven.clock.advance(Duration.ofMinutes(10));
        ask(embed, woven::vectors, "b");
        woven.clock.advance(Duration.ofMinutes(100));

        Miss miss = (Miss) woven.engine.enter(embed, service, new Object[] {List.of("b", "a")});
        StaleHit instead = (StaleHit) woven.engine.exit(miss, null, refused);

        assertThat(instead.ageMillis()).isEqualTo(Duration.ofMinutes(110).toMillis());
        assertThat(woven.engine.figures().get(0).figures().staleForFailure()).isEqualTo(1);
    }

    @Test
    void nothingAnswersThatWasEvictedOrIsTooOldOrFailedOtherwise() throws Exception {
        CachedMethod embed = woven.method("embed", SETTINGS);
        ask(embed, woven::vectors, "a", "b");
        woven.clock.advance(Duration.ofMinutes(61));

        RuntimeException own = new IllegalArgumentException("no text");
        assertThatThrownBy(() -> ask(
                        embed,
                        arguments -> {
                            throw own;
                        },
                        "a",
                        "b"))
                .isSameAs(own);
        Runnable end = woven.engine.beginControl("refresh", null);
        assertThatThrownBy(() -> ask(embed, down, "a", "b")).isSameAs(refused);
        end.run();
        woven.clock.advance(Duration.ofMinutes(119));
        assertThatThrownBy(() -> ask(embed, down, "a", "b")).isSameAs(refused);

        ask(embed, woven::vectors, "a", "b");
        woven.clock.advance(Duration.ofMinutes(61));
        woven.engine.evict(Subject.Kind.SCOPE, "default");
        assertThatThrownBy(() -> ask(embed, down, "a", "b")).isSameAs(refused);
    }

    @Test
    void itemsThatAreNotRolledOutGetNoAnswerOfAnEntry() throws Exception {
        CachedMethod all = woven.method("embed", SETTINGS);
        List<String> texts = List.of("a", "b", "c", "d", "e", "f", "g", "h");
        woven.call(all, service, woven::vectors, texts);
        woven.clock.advance(Duration.ofMinutes(61));
        CachedMethod half = woven.method("embed", "rollout: 50%", SETTINGS[0], SETTINGS[1], SETTINGS[2]);
        List<String> in = new ArrayList<>();
        for (String text : texts) {
            if (!(woven.engine.enter(half, service, new Object[] {List.of(text)}) instanceof Bypass)) {
                in.add(text);
            }
        }

        assertThat(in).isNotEmpty().hasSizeLessThan(texts.size());
        assertThatThrownBy(() -> woven.call(half, service, down, texts)).isSameAs(refused);
        isAnswer(woven.call(half, service, down, in), in.toArray(new String[0]));
    }

    @Test
    void futuresAndPublishersAreAnswered() throws Exception {
        CachedMethod later = woven.method("embedLater", SETTINGS);
        Body well = arguments -> CompletableFuture.completedFuture(woven.vectors(arguments));
        Body fails = arguments -> CompletableFuture.failedFuture(refused);
        ask(later, well, "a", "b");
        ask(later, well, "c");
        CachedMethod cold = woven.method("embedCold", SETTINGS);
        ((Mono<?>) ask(cold, arguments -> Mono.fromSupplier(() -> woven.vectors(arguments)), "a", "b")).block();
        woven.clock.advance(Duration.ofMinutes(61));

        isAnswer(((CompletableFuture<?>) ask(later, fails, "c", "a")).join(), "c", "a");
        assertThatThrownBy(() -> ((CompletableFuture<?>) ask(later, fails, "d", "a")).join())
                .isInstanceOf(CompletionException.class)
                .hasCause(refused);
        isAnswer(((Mono<?>) ask(cold, arguments -> Mono.error(refused), "b", "a")).block(), "b", "a");
        assertThatThrownBy(() -> ((Mono<?>) ask(cold, arguments -> Mono.error(refused), "b", "c")).block())
                .isSameAs(refused);
    }

    @Test
    void aReducedCallThatFailsLaterIsAnsweredAsAWhole() throws Exception {
        CachedMethod later = woven.method("embedLater", SETTINGS);
        Body well = arguments -> CompletableFuture.completedFuture(woven.vectors(arguments));
        ask(later, well, "a");
        woven.clock.advance(Duration.ofMinutes(40));
        ask(later, well, "b");
        woven.clock.advance(Duration.ofMinutes(21));
        CompletableFuture<Object> real = new CompletableFuture<>();

        CompletableFuture<?> handed = (CompletableFuture<?>) ask(later, arguments -> real, "a", "b");
        real.completeExceptionally(refused);

        isAnswer(handed.join(), "a", "b");
    }
}
