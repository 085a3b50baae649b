package dev.reprise.clients;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The JDK's HTTP server, on loopback only. */
public final class LoopbackServer {

    static {
        // Without it each answer's body waits for the acknowledgement of its head: 40 ms a request, of which tests make
        // thousands.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private LoopbackServer() {}

    /**
     * Returns a server that is not started.
     *
     * @param port 0 for any
     */
    public static HttpServer at(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    }
}
