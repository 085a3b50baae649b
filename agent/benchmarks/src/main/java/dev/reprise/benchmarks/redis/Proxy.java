package dev.reprise.benchmarks.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.SplittableRandom;

/** What is between a service and its server: hands all on, late or altered if it is told to. */
final class Proxy implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final int target;
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean garbling;

    Proxy(int target) throws IOException {
        this.target = target;
        daemon(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Hands each answer on that much later. */
    void delay(Duration other) {
        delay = other;
    }

    /** Hands on random bytes in place of answers. */
    void garble(boolean on) {
        garbling = on;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                daemon(() -> copy(client, server, /* answers= */ false));
                daemon(() -> copy(server, client, /* answers= */ true));
            } catch (IOException closed) {
                // It is over, or the server is away.
            }
        }
    }

    private void copy(Socket from, Socket to, boolean answers) {
        byte[] bytes = new byte[64 << 10];
        SplittableRandom random = new SplittableRandom();
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read > 0; read = in.read(bytes)) {
                if (answers && !delay.isZero()) {
                    Thread.sleep(delay.toMillis());
                }
                if (answers && garbling) {
                    random.nextBytes(bytes);
                }
                out.write(bytes, 0, read);
            }
        } catch (IOException | InterruptedException gone) {
            // One of them is.
        }
    }

    private static void daemon(Runnable action) {
        Thread thread = new Thread(action);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
