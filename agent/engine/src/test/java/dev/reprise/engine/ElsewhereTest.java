package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Calls that are made after all, on another thread than their callers'. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ElsewhereTest {

    /** Where a service keeps the tenant, and forgets him. */
    static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    @TempDir
    Path folder;

    private WovenLater woven;

    @BeforeEach
    void weave() throws Exception {
        woven = new WovenLater(folder, "single-flight: { wait: 1h }");
    }

    @AfterEach
    void close() {
        woven.close();
    }

    @Test
    void whatIsLeftOnAThreadOfOursTellsNothingOfTheCallsMadeThere() throws Exception {
        woven.with("later", "single-flight: on")
                .with(
                        "words",
                        "tenant: { thread-local: " + ElsewhereTest.class.getName() + "#CURRENT, optional: true }");
        woven.called = arguments -> List.of("word").iterator();
        CompletableFuture<String> leader = woven.service.later("q");
        CompletableFuture<String> follower = woven.service.later("q");
        woven.later = question -> {
            CURRENT.set("of another call");
            woven.service.words("q").forEachRemaining(word -> {});
            return CompletableFuture.completedFuture("own");
        };

        woven.futures.get(0).completeExceptionally(new IllegalStateException("broken"));

        assertThat(follower.join()).isEqualTo("own");
        assertThat(leader).isCompletedExceptionally();
        assertThat(figures("words").bypasses()).isEqualTo(1);
        assertThat(figures("words").stored()).isZero();
    }

    @Test
    void aSecondCallForAllItemsIsItsCallersOnWhateverThread() throws Exception {
        woven.with("embedLater", "batch: { argument: 0 }");
        List<CompletableFuture<Object>> answers = new CopyOnWriteArrayList<>();
        List<String> carried = new CopyOnWriteArrayList<>();
        woven.later = question -> {
            carried.add(String.valueOf(woven.engine.carried()));
            CompletableFuture<Object> answer = new CompletableFuture<>();
            answers.add(answer);
            return answer;
        };
        Runnable end = woven.engine.beginTenant("acme");
        woven.service.embedLater(new ArrayList<>(List.of("a")));
        answers.get(0).complete(new ArrayList<>(List.of("to a")));
        CompletableFuture<List<String>> both = woven.service.embedLater(new ArrayList<>(List.of("a", "b")));
        end.run();

        Thread other = new Thread(() -> answers.get(1).complete(new ArrayList<>()), "completing");
        other.start();
        other.join();

        assertThat(carried).hasSize(3).allMatch(caller -> caller.contains("acme"));
        answers.get(2).complete(new ArrayList<>(List.of("to a", "to b")));
        assertThat(both.join()).containsExactly("to a", "to b");
        assertThat(woven.engine.carried()).isNull();
    }

    private Figures figures(String method) {
        return woven.engine.figures().stream()
                .map(Engine.MethodFigures::figures)
                .filter(each -> each.method().endsWith("#" + method))
                .findFirst()
                .orElseThrow();
    }
}
