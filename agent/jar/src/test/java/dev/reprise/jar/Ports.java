package dev.reprise.jar;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that are to be at one from the beginning. */
public final class Ports {

    private static final int TRIES = 1_000;

    private Ports() {}

    /** Returns a free one below those that connections get on most systems, so that only another server takes it meanwhile. */
    public static int free() throws IOException {
        for (int tries = 1; ; tries++) {
            int port = ThreadLocalRandom.current().nextInt(11_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                if (tries == TRIES) {
                    throw taken;
                }
            }
        }
    }
}
