package dev.reprise.jar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.fixture.ObeyingMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A JVM that runs {@link ObeyingMain} until this is closed. */
final class Obeying implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 300_000;

    private final CompletableFuture<Ended> ended;
    private final Socket socket;
    private final BufferedReader in;
    private final PrintWriter out;

    private Obeying(CompletableFuture<Ended> ended, Socket socket) throws IOException {
        this.ended = ended;
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        this.out = new PrintWriter(socket.getOutputStream(), /* autoFlush= */ true, UTF_8);
    }

    static Obeying begin(Fork fork) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Ended> ended = new CompletableFuture<>();
            Thread runner = new Thread(() -> {
                try {
                    ended.complete(fork.run(ObeyingMain.class, Integer.toString(server.getLocalPort())));
                } catch (Throwable failure) {
                    ended.completeExceptionally(failure);
                }
            });
            runner.start();
            server.setSoTimeout(TIMEOUT_MILLIS);
            Socket socket = server.accept();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return new Obeying(ended, socket);
        }
    }

    /** Has a command done, and returns what it says. */
    String tell(String command) throws IOException {
        out.println(command);
        return in.readLine();
    }

    long pid() throws IOException {
        return Long.parseLong(tell("pid"));
    }

    /** Lets the service come to its end. */
    Ended end() throws IOException {
        socket.close();
        try {
            return ended.get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new IOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        end();
    }
}
