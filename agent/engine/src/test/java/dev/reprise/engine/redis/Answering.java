package dev.reprise.engine.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server that answers whatever it is asked with the same bytes, as a function says, or with a reply that never ends. */
final class Answering implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();
    private final boolean trickles;
    private volatile Function<String, byte[]> answer;

    private Answering(Function<String, byte[]> answer, boolean trickles) throws IOException {
        this.answer = answer;
        this.trickles = trickles;
        daemon(this::accept);
    }

    static Answering with(byte[] answer) throws IOException {
        return new Answering(asked -> answer, /* trickles= */ false);
    }

    /** Answers what was read at a time as a function says. */
    static Answering by(Function<String, byte[]> answer) throws IOException {
        return new Answering(answer, /* trickles= */ false);
    }

    /** After these bytes it sends one more every few milliseconds, for ever. */
    static Answering tricklingAfter(byte[] answer) throws IOException {
        return new Answering(asked -> answer, /* trickles= */ true);
    }

    /** Answers otherwise from now on. */
    void answer(byte[] other) {
        answer = asked -> other;
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                connections.incrementAndGet();
                daemon(() -> serve(client));
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private void serve(Socket client) {
        byte[] asked = new byte[8192];
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int read = in.read(asked); read > 0; read = in.read(asked)) {
                out.write(answer.apply(new String(asked, 0, read, ISO_8859_1)));
                while (trickles && !server.isClosed()) {
                    Thread.sleep(5); // The rhythm is what is tested.
                    out.write('x');
                }
            }
        } catch (IOException | InterruptedException e) {
            // The client has had enough.
        }
    }

    private static void daemon(Runnable action) {
        Thread thread = new Thread(action);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
