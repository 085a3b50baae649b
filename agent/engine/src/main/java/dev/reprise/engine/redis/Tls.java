package dev.reprise.engine.redis;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections private, and sure that it is the server of that name. Certificates are trusted as the JVM trusts them
 * ({@code javax.net.ssl.trustStore}), and its own is shown to whoever asks ({@code javax.net.ssl.keyStore}), but its default
 * context, which is the host's to set up, is not touched. Thread-safe.
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
                context.init(ownKeys(), /* tm= */ null, /* random= */ null);
                now = context.getSocketFactory();
                factory = now;
            } catch (GeneralSecurityException e) {
                throw new SSLException(String.valueOf(e.getMessage()), e);
            }
        }
        return now;
    }

    /** Returns those of the JVM, or null if it has none; as its default context has them. */
    private static KeyManager @Nullable [] ownKeys() throws GeneralSecurityException, IOException {
        String file = System.getProperty("javax.net.ssl.keyStore", "");
        if (file.isEmpty() || file.equals("NONE")) {
            return null;
        }
        String password = System.getProperty("javax.net.ssl.keyStorePassword", "");
        KeyStore store =
                KeyStore.getInstance(System.getProperty("javax.net.ssl.keyStoreType", KeyStore.getDefaultType()));
        try (InputStream in = new FileInputStream(file)) {
            store.load(in, password.isEmpty() ? null : password.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password.toCharArray());
        return keys.getKeyManagers();
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
