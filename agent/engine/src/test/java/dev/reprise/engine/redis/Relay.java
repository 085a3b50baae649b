package dev.reprise.engine.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What is on the way to a server: hands all on, or keeps the answers back until it is told to let them go. */
final class Relay implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private boolean held;
    private volatile boolean trickling;

    /** How much is handed on before it is held. */
    private int until = Integer.MAX_VALUE;

    Relay(int target) {
        this(target, plain());
    }

    /** As above, for a socket that speaks TLS. */
    Relay(int target, ServerSocket server) {
        this.target = target;
        this.server = server;
        daemon(this::accept);
    }

    private static ServerSocket plain() {
        try {
            return new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Returns how many connections were taken. */
    int connections() {
        return connections.get();
    }

    /** Returns how many connections of clients are open. */
    int open() {
        return open.size();
    }

    synchronized void hold() {
        held = true;
    }

    /** Hands on so many bytes, and no more. */
    synchronized void holdAfter(int bytes) {
        until = bytes;
    }

    /** Hands on one byte every few milliseconds. */
    void trickle() {
        trickling = true;
    }

    synchronized void release() {
        held = false;
        until = Integer.MAX_VALUE;
        trickling = false;
        notifyAll();
    }

    /** Closes all connections and takes new ones. */
    void cut() {
        open.forEach(Relay::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                connections.incrementAndGet();
                open.add(client);
                Socket redis = server(client);
                daemon(() -> copy(client, redis, /* answers= */ false));
                daemon(() -> copy(redis, client, /* answers= */ true));
            } catch (IOException e) {
                // The test is over, or the server is.
            }
        }
    }

    private Socket server(Socket client) throws IOException {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            open.remove(client);
            client.close();
            throw e;
        }
    }

    private void copy(Socket from, Socket to, boolean answers) {
        byte[] bytes = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read > 0; read = in.read(bytes)) {
                if (answers) {
                    awaitRelease(read);
                    for (; trickling && read > 1; read--) {
                        Thread.sleep(5); // The rhythm is what is tested.
                        out.write(bytes, 0, 1);
                        System.arraycopy(bytes, 1, bytes, 0, read - 1);
                    }
                }
                out.write(bytes, 0, read);
                out.flush();
            }
        } catch (IOException | InterruptedException e) {
            // One of them went.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private synchronized void awaitRelease(int bytes) {
        if (until < Integer.MAX_VALUE) {
            held |= until < bytes;
            until -= bytes;
        }
        try {
            while (held) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void daemon(Runnable action) {
        Thread thread = new Thread(action);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        release();
        cut();
    }
}
