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

/**
 * Makes connections private, and sure that it is the server of that name. Certificates are trusted as the JVM trusts them
 * ({@code javax.net.ssl.trustStore}), but its default context, which is the host's to set up, is not touched. Thread-safe.
 */
final class Tls {

    private final SSLSocketFactory factory;

    Tls(SSLSocketFactory factory) {
        this.factory = factory;
    }

    static Tls ofTheJvm() throws IOException {
        try {
            SSLContext context = context();
            context.init(/* km= */ null, /* tm= */ null, /* random= */ null);
            return new Tls(context.getSocketFactory());
        } catch (GeneralSecurityException e) {
            throw new IOException("this JVM cannot speak TLS", e);
        }
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
        SSLSocket spoken = (SSLSocket) factory.createSocket(socket, host, port, /* autoClose= */ true);
        SSLParameters parameters = spoken.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        spoken.setSSLParameters(parameters);
        spoken.startHandshake();
        return spoken;
    }
}
