package dev.reprise.benchmarks.redis;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.embedded.core.ExecutableProvider;

/** A real Redis server on loopback, which keeps nothing on disk. */
public final class Server implements AutoCloseable {

    private static final int TRIES = 10;
    private static @Nullable File program;

    private final int port;
    private final List<String> command;
    private Process process;

    private Server(int port, List<String> command) throws IOException {
        this.port = port;
        this.command = command;
        this.process = started();
    }

    /**
     * Starts one on a free port.
     *
     * @param directory for its files
     */
    public static Server start(Path directory, String... options) throws IOException {
        for (int tries = 1; ; tries++) {
            int port = freePort();
            List<String> command = new ArrayList<>(List.of(
                    program().toString(),
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    "",
                    "--dir",
                    directory.toString()));
            command.addAll(Arrays.asList(options));
            try {
                return new Server(port, command);
            } catch (IOException failure) { // Somebody else took the port.
                if (tries == TRIES) {
                    throw failure;
                }
            }
        }
    }

    private static synchronized File program() throws IOException {
        File found = program;
        if (found == null) {
            found = ExecutableProvider.newJarResourceProvider().get();
            program = found;
        }
        return found;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process started() throws IOException {
        Process begun = new ProcessBuilder(command).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(begun::destroyForcibly));
        BufferedReader output = begun.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.contains("eady to accept connections")) {
                Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}));
                drain.setDaemon(true);
                drain.start();
                return begun;
            }
        }
        throw new IOException(said.toString());
    }

    /** Returns where it listens. */
    public int port() {
        return port;
    }

    <T> T ask(Function<Jedis, T> question) {
        return ask(/* password= */ null, question);
    }

    <T> T ask(@Nullable String password, Function<Jedis, T> question) {
        try (Jedis client = new Jedis(
                new HostAndPort("127.0.0.1", port),
                DefaultJedisClientConfig.builder()
                        .password(password)
                        .timeoutMillis(60_000)
                        .build())) {
            return question.apply(client);
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it again on its port, empty. */
    void restart() throws IOException {
        process = started();
    }

    /** Sends it a signal, such as {@code STOP}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
