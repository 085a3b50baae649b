package dev.reprise.clients.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.StandInProvider;
import dev.reprise.clients.StandInProvider.Reply;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import dev.reprise.jar.OneRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two services with one Redis ask the real client the same at the same time. */
class OpenAiSharedIT {

    private static final String MAC_KEY = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    private final AtomicInteger chats = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(2);
    private final CountDownLatch handling = new CountDownLatch(2);
    private final CountDownLatch asking = new CountDownLatch(2);

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void oneServiceMakesTheCallForBoth(Jdk jdk) throws Exception {
        try (StandInProvider provider = StandInProvider.start().answers("/v1/chat/completions", this::answer);
                StandInProvider listening = StandInProvider.start()
                        .answers("/asked", request -> told(asked))
                        .answers("/handling", request -> told(handling))
                        .answers("/asking", request -> told(asking));
                OneRedis redis = OneRedis.start()) {
            CompletableFuture<Ended> one = ended(jdk, "one", redis, provider, listening);
            CompletableFuture<Ended> other = ended(jdk, "other", redis, provider, listening);

            assertThat(one.join().results())
                    .as(one.join().err())
                    .hasSize(3)
                    .doesNotHaveDuplicates()
                    .isEqualTo(other.join().results());
            assertThat(chats).as(one.join().err() + other.join().err()).hasValue(3);
            assertThat(one.join().err() + other.join().err()).containsPattern("\\b[1-3] coalesced");
        }
    }

    /** Answers when both have asked; what is pulled when both are about to. */
    private Reply answer(String request) {
        chats.incrementAndGet();
        boolean isStream = request.replace(" ", "").contains("\"stream\":true");
        await(!isStream ? asked : request.contains("handled") ? handling : asking);
        return isStream
                ? new Reply("text/event-stream", Answers.STREAM)
                : new Reply("application/json", ProviderAnswers.OPENAI_CHAT.get(0));
    }

    private static Reply told(CountDownLatch latch) {
        latch.countDown();
        return new Reply("text/plain", "thanks");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private CompletableFuture<Ended> ended(
            Jdk jdk, String name, OneRedis redis, StandInProvider provider, StandInProvider listening)
            throws IOException {
        Path own = Files.createDirectory(directory.resolve(name));
        Fork fork = Fork.in(own)
                .jdk(jdk)
                .home(own.resolve("home"))
                .classPath(HostClassPath.ofClient())
                .environment("MAC_KEY", MAC_KEY)
                .agent(
                        "clients: on",
                        "single-flight: { shared: true, wait: 5m, pause: 5m }",
                        "store: { mac-key: \"env:MAC_KEY\" }",
                        "tiers: { disk: off, redis: { uri: \"" + redis.uri() + "\", timeout: 60s } }");
        return CompletableFuture.supplyAsync(
                () -> fork.run(OpenAiSharedMain.class, provider.url(), listening.url()), work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    thread.start();
                });
    }
}
