package dev.reprise.admin.live;

import dev.reprise.engine.thread.DaemonThread;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * The side of the agent: goes to where the command line waits, and answers until that is closed. It listens nowhere, and
 * nothing of it stays behind.
 */
public final class Answering implements Runnable {

    private final Lines lines;
    private final Object bean;
    private final Class<?> face;

    private Answering(Lines lines, Object bean, Class<?> face) {
        this.lines = lines;
        this.bean = bean;
        this.face = face;
    }

    /**
     * Begins to answer, on a thread of its own.
     *
     * @param socket the path of the socket at which the command line waits
     * @param bean what is asked
     * @param face an interface of it, of which the methods may be called
     * @throws IOException if nobody waits there
     */
    public static void begin(String socket, Object bean, Class<?> face) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        DaemonThread.of("reprise-command", new Answering(new Lines(channel), bean, face))
                .start();
    }

    @Override
    public void run() {
        try (lines) {
            for (String line = lines.read(); line != null; line = lines.read()) {
                lines.write(Question.read(line).ask(bean, face));
            }
        } catch (IOException over) {
            // Who asked has gone.
        }
    }
}
