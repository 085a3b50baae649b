package dev.reprise.engine.redis;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Assumptions;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.embedded.core.ExecutableProvider;

/** A real server on loopback, which keeps nothing on disk. */
public final class RedisProcess implements AutoCloseable {

    private static final int TRIES = 10;
    private static File program;

    private final int port;
    private final Path directory;
    private final List<String> options;
    private Process process;

    /**
     * @param directory this server's alone: a copy's data lies there as a file, and a server that starts there would have it
     */
    private RedisProcess(int port, Path directory, List<String> options) throws IOException {
        this.port = port;
        this.directory = directory;
        this.options = options;
        this.process = started();
    }

    /** Starts one on a free port, with options such as {@code --requirepass secret}. */
    public static RedisProcess start(String... options) {
        return begin(RedisProcess::freePort, (port, directory) -> {
            List<String> all = new ArrayList<>(options(port, directory));
            all.addAll(Arrays.asList(options));
            return all;
        });
    }

    /** Starts one on a free port that can be a node of a cluster, which it is of one of its own at first. */
    static RedisProcess node() {
        return begin(RedisProcess::freePairOfPorts, (port, directory) -> {
            List<String> all = new ArrayList<>(options(port, directory));
            all.addAll(List.of(
                    "--cluster-enabled",
                    "yes",
                    "--cluster-config-file",
                    "nodes.conf",
                    "--cluster-require-full-coverage",
                    "no",
                    // On a busy machine a node may be silent for long; whom a copy stands in for is said by the tests.
                    "--cluster-node-timeout",
                    "600000"));
            return all;
        });
    }

    private static List<String> options(int port, Path directory) {
        return List.of(
                "--port",
                "" + port,
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                "" + directory);
    }

    /** Starts a Sentinel on a free port, which decides alone. */
    static RedisProcess sentinel(String master, int masterPort, String... lines) {
        return begin(RedisProcess::freePort, (port, directory) -> {
            Path file = directory.resolve("sentinel.conf");
            Files.writeString(
                    file,
                    String.join(
                            "\n",
                            "port " + port,
                            "bind 127.0.0.1",
                            "dir " + directory,
                            "sentinel monitor " + master + " 127.0.0.1 " + masterPort + " 1",
                            // On a busy machine a master may be silent for long; that it is down is said by the tests.
                            "sentinel down-after-milliseconds " + master + " 600000",
                            String.join("\n", lines),
                            ""));
            return List.of(file.toString(), "--sentinel");
        });
    }

    private interface Options {
        List<String> at(int port, Path directory) throws IOException;
    }

    private interface Ports {
        int free() throws IOException;
    }

    private static RedisProcess begin(Ports ports, Options options) {
        for (int tries = 1; ; tries++) {
            try {
                int port = ports.free();
                Path directory = Files.createTempDirectory("redis");
                return new RedisProcess(port, directory, options.at(port, directory));
            } catch (IOException e) { // Somebody else took the port.
                if (tries == TRIES) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** The program needs OpenSSL 3 on Linux; where it does not run there is nothing to test, except in CI. */
    private static synchronized File program() {
        String reason;
        try {
            if (program != null) {
                return program;
            }
            File found = ExecutableProvider.newJarResourceProvider().get();
            Process version = new ProcessBuilder(found.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            reason = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (version.waitFor() == 0) {
                program = found;
                return found;
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            reason = e.toString();
        }
        if (System.getenv("CI") != null) {
            throw new IllegalStateException(reason);
        }
        return Assumptions.abort("no Redis runs on this machine: " + reason);
    }

    /** Returns one below those that connections get on most systems, so that only another server takes it meanwhile. */
    static int freePort() throws IOException {
        for (int tries = 1; ; tries++) {
            int port = ThreadLocalRandom.current().nextInt(11_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                if (tries == 1_000) {
                    throw e;
                }
            }
        }
    }

    /** Returns one for clients, 10,000 above which the one for the other nodes is free, too; both as above. */
    private static int freePairOfPorts() throws IOException {
        for (int tries = 1; ; tries++) {
            int port = ThreadLocalRandom.current().nextInt(11_000, 22_000);
            try (ServerSocket clients = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    ServerSocket nodes = new ServerSocket(port + 10_000, 1, InetAddress.getLoopbackAddress())) {
                return Math.min(clients.getLocalPort(), nodes.getLocalPort());
            } catch (IOException e) {
                if (tries == 1_000) {
                    throw e;
                }
            }
        }
    }

    private Process started() throws IOException {
        List<String> command = new ArrayList<>(List.of(program().toString()));
        command.addAll(options);
        Process begun = new ProcessBuilder(command).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(begun::destroyForcibly)); // Where a test is stopped half-way.
        BufferedReader output = begun.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.contains("eady to accept connections") || line.contains("Sentinel ID is")) {
                Thread drain = new Thread(() -> drain(output));
                drain.setDaemon(true);
                drain.start();
                return begun;
            }
        }
        throw new IOException(said.toString());
    }

    private static void drain(BufferedReader output) {
        try {
            while (output.readLine() != null) {
                // Nobody reads it, but the server must be able to go on.
            }
        } catch (IOException e) {
            // It is over.
        }
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Asks the server by another client than that of the tier, as its default user without a password. */
    public <T> T ask(Function<Jedis, T> question) {
        return ask(null, question);
    }

    public <T> T ask(String password, Function<Jedis, T> question) {
        try (Jedis client = new Jedis(
                new HostAndPort("127.0.0.1", port),
                DefaultJedisClientConfig.builder()
                        .password(password)
                        .timeoutMillis(60_000)
                        .build())) {
            return question.apply(client);
        }
    }

    public long number(ToLongFunction<Jedis> question) {
        return ask(question::applyAsLong);
    }

    public boolean is(Predicate<Jedis> question) {
        return ask(question::test);
    }

    /** Returns the names of all keys of a database. */
    public Set<String> names(int database) {
        return ask(client -> {
            client.select(database);
            return client.keys("*");
        });
    }

    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** Starts it again on its port, empty. */
    public void restart() throws IOException {
        empty();
        process = started();
    }

    /** Stops it without a word to anybody: the kernel goes on to take connections and bytes. */
    public void pause() {
        signal("-STOP");
    }

    public void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            int status = new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill ended with " + status);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly(); // Also where it is stopped.
        await();
        empty();
        directory.toFile().delete();
    }

    private void empty() {
        File[] files = directory.toFile().listFiles();
        for (File file : files == null ? new File[0] : files) {
            file.delete();
        }
    }

    private void await() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("it does not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
