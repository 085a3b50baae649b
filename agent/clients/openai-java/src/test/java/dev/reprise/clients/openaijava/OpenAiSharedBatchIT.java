package dev.reprise.clients.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.Embeddings;
import dev.reprise.clients.HostClassPath;
import dev.reprise.clients.StandInProvider;
import dev.reprise.clients.StandInProvider.Reply;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import dev.reprise.jar.OneRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two services with one Redis have the real client embed texts of which one is the same, at the same time. */
class OpenAiSharedBatchIT {

    private static final String MAC_KEY = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    private final List<List<String>> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch alpha = new CountDownLatch(1);
    private final CountDownLatch gamma = new CountDownLatch(1);
    private final CountDownLatch delta = new CountDownLatch(1);
    private final CountDownLatch zeta = new CountDownLatch(1);

    /** The first one is answered only when the second one has asked for what is left. */
    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void eachAsksForWhatTheOtherDoesNotAskFor(Jdk jdk) throws Exception {
        try (StandInProvider provider =
                        StandInProvider.startForMany().embeds("/v1/embeddings", Embeddings.OPENAI, this::holdUp);
                StandInProvider listening = StandInProvider.startForMany()
                        .answers("/one/blocking", request -> go())
                        .answers("/one/later", request -> go())
                        .answers("/other/blocking", request -> goAfter(alpha))
                        .answers("/other/later", request -> goAfter(delta));
                OneRedis redis = OneRedis.start()) {
            CompletableFuture<Ended> one =
                    ended(jdk, redis, provider, listening, "one", "alpha", "beta", "delta", "epsilon");
            CompletableFuture<Ended> other =
                    ended(jdk, redis, provider, listening, "other", "beta", "gamma", "epsilon", "zeta");
            // Or one that ends too soon would be waited for.
            CompletableFuture.anyOf(one, other).whenComplete((first, thrown) -> goOn());

            assertThat(one.join().results())
                    .as(one.join().err())
                    .containsExactly("result blocking true, tokens 20", "result later true, tokens 20");
            assertThat(other.join().results())
                    .as(
                            "tokens are those of what it asked for itself: %s",
                            other.join().err())
                    .containsExactly("result blocking true, tokens 10", "result later true, tokens 10");
            assertThat(asked)
                    .as(one.join().err() + other.join().err())
                    .containsExactlyInAnyOrder(
                            List.of("alpha", "beta"), List.of("gamma"), List.of("delta", "epsilon"), List.of("zeta"));
        }
    }

    private void goOn() {
        List.of(alpha, gamma, delta, zeta).forEach(CountDownLatch::countDown);
    }

    private void holdUp(List<String> texts) {
        asked.add(texts);
        if (texts.contains("alpha")) {
            alpha.countDown();
            await(gamma);
        } else if (texts.contains("delta")) {
            delta.countDown();
            await(zeta);
        } else if (texts.contains("gamma")) {
            gamma.countDown();
        } else {
            zeta.countDown();
        }
    }

    private static Reply go() {
        return new Reply("text/plain", "go");
    }

    private static Reply goAfter(CountDownLatch latch) {
        await(latch);
        return go();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private CompletableFuture<Ended> ended(
            Jdk jdk, OneRedis redis, StandInProvider provider, StandInProvider listening, String name, String... texts)
            throws IOException {
        Path own = Files.createDirectory(directory.resolve(name));
        Fork fork = Fork.in(own)
                .jdk(jdk)
                .home(own.resolve("home"))
                .classPath(HostClassPath.ofClient())
                .environment("MAC_KEY", MAC_KEY)
                .agent(
                        "clients: on",
                        "single-flight: { shared: true, wait: 5m }",
                        "store: { mac-key: \"env:MAC_KEY\" }",
                        "tiers: { disk: off, redis: { uri: \"" + redis.uri() + "\", timeout: 60s } }");
        return CompletableFuture.supplyAsync(
                () -> fork.run(
                        OpenAiSharedBatchMain.class,
                        provider.url(),
                        listening.url(),
                        name,
                        texts[0],
                        texts[1],
                        texts[2],
                        texts[3]),
                work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    thread.start();
                });
    }
}
