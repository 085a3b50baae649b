package dev.reprise.engine.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.RedisServer;
import dev.reprise.engine.config.RedisSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What belongs to the host is not set up by the tier before the host does it its own way. */
@DisabledOnOs(OS.WINDOWS)
class HostUntouchedTest {

    @TempDir
    Path directory;

    @Test
    @Timeout(120)
    void neitherTheCommonPoolNorALoggerNorCryptographyNorManagementIsSetUp() throws Exception {
        List<String> lines;
        try (RedisProcess redis = RedisProcess.start()) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xlog:class+load",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Host.class.getName(),
                            directory.toString(),
                            String.valueOf(redis.port()))
                    .redirectErrorStream(true)
                    .start();
            try (var output = process.inputReader()) {
                lines = output.lines().toList();
            }
        }

        assertThat(lines)
                .filteredOn(line -> line.matches("[a-z]+ .*") && !line.startsWith("["))
                .containsExactly("found 400", "thread reprise-redis true null", "parallelism 7");
        assertThat(lines)
                .filteredOn(line -> line.contains(" jdk.internal.logger.LoggerFinderLoader ")
                        || line.contains(" java.util.logging.")
                        || line.contains(" javax.crypto.JceSecurity ")
                        || line.contains(" javax.net.ssl.SSL")
                        || line.contains(" java.lang.management.")
                        || line.contains(" java.nio.channels.Selector ")
                        || line.contains(".redis.UnixSocket "))
                .isEmpty();
    }

    /** A host that configures the common pool after its threads waited for one connection. */
    static final class Host {

        private Host() {}

        public static void main(String[] arguments) throws InterruptedException {
            Instances instances = new Instances(Path.of(arguments[0]));
            int port = Integer.parseInt(arguments[1]);
            RedisSettings one = new RedisSettings(
                    new RedisServer("127.0.0.1", port), false, null, null, 0, Instances.LONG, "reprise", 1);
            RedisTier tier = instances.tier(one, "1");
            instances.put(tier, 1);
            AtomicInteger found = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                threads.add(new Thread(() -> {
                    for (int i = 0; i < 100; i++) {
                        found.addAndGet(instances.hits(tier, 1) ? 1 : 0);
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            System.out.println("found " + found);
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("reprise")) {
                    System.out.println("thread " + thread.getName() + " " + thread.isDaemon() + " "
                            + thread.getContextClassLoader());
                }
            }
            System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "7");
            System.out.println("parallelism " + ForkJoinPool.commonPool().getParallelism());
        }
    }
}
