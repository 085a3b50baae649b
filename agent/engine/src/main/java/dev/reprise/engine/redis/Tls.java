package dev.reprise.engine.redis;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections private, and sure that it is the server of that name. Certificates are trusted as the JVM trusts them
 * ({@code javax.net.ssl.trustStore}), but its default context, which is the host's to set up, is not touched. Thread-safe.
 */
final class Tls {

    /** Null until it is needed: to read what the JVM trusts takes a while. */
    private @Nullable SSLSocketFactory factory;

    private Tls() {}

    Tls(SSLSocketFactory factory) {
        this.factory = factory;
    }

    static Tls ofTheJvm() {
        return new Tls();
    }

    private synchronized SSLSocketFactory factory() throws IOException {
        SSLSocketFactory now = factory;
        if (now == null) {
            try {
                SSLContext context = context();
                context.init(/* km= */ null, /* tm= */ null, /* random= */ null);
                now = context.getSocketFactory();
                factory = now;
            } catch (GeneralSecurityException e) {
                throw new IOException("this JVM cannot speak TLS", e);
            }
        }
        return now;
    }

    /** The JDK's own, so that no provider of the host is asked and its class loader kept. */
    private static SSLContext context() throws NoSuchAlgorithmException {
        try {
            return SSLContext.getInstance("TLS", "SunJSSE");
        } catch (NoSuchProviderException e) {
            return SSLContext.getInstance("TLS");
        }
    }

    /** Returns a socket whose bytes go through another, which stays to be closed. */
    Socket over(Socket socket, String host, int port) throws IOException {
        SSLSocket spoken = (SSLSocket) factory().createSocket(socket, host, port, /* autoClose= */ true);
        SSLParameters parameters = spoken.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        spoken.setSSLParameters(parameters);
        spoken.startHandshake();
        return spoken;
    }
}
