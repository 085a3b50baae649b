package dev.reprise.engine.key;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A class whose instances do something rather than say something. In an argument it makes the call unkeyable; in a
 * receiver it is passed over, there or not.
 */
final class NoContent implements Shape {

    /**
     * Types of the JDK and infrastructure of well-known libraries. An entry that ends in a dot stands for a package and
     * what is below it, any other for a type and what is nested in it; what extends or implements one of them counts as
     * well. Names, not classes, so that nothing is loaded and no module is needed.
     *
     * <p>One text, on purpose: the build renames the packages that the agent brings along, and with them any string
     * that begins with such a name. The host's classes keep theirs.
     */
    private static final Set<String> NAMES = Set.of("""
            java.lang.Thread java.lang.ThreadGroup java.lang.ClassLoader java.lang.Module java.lang.Process
            java.lang.ThreadLocal java.lang.Throwable java.lang.ref.Reference java.lang.ref.Cleaner
            java.lang.System$Logger java.util.logging.Logger
            java.util.concurrent.Executor java.util.concurrent.Future java.util.concurrent.CompletionStage
            java.util.concurrent.Flow java.util.concurrent.ThreadFactory
            java.util.concurrent.locks.Lock java.util.concurrent.locks.ReadWriteLock
            java.util.concurrent.Semaphore java.util.concurrent.CountDownLatch java.util.concurrent.CyclicBarrier
            java.util.concurrent.Phaser java.util.concurrent.Exchanger
            java.util.concurrent.locks.StampedLock java.util.concurrent.locks.Condition java.util.concurrent.locks.AbstractOwnableSynchronizer
            java.util.Iterator java.util.Spliterator java.util.Enumeration java.util.stream.BaseStream
            java.util.Timer java.util.TimerTask java.util.Random java.util.random.RandomGenerator
            java.util.ServiceLoader java.time.Clock java.time.InstantSource
            java.io.InputStream java.io.OutputStream java.io.Reader java.io.Writer java.io.RandomAccessFile
            java.nio.channels.Channel java.nio.channels.Selector java.nio.file.FileSystem
            java.net.Socket java.net.ServerSocket java.net.DatagramSocket java.net.URLConnection
            java.net.ProxySelector java.net.CookieHandler java.net.Authenticator java.net.http.HttpClient
            java.sql.Connection java.sql.Statement java.sql.ResultSet javax.sql.DataSource
            java.lang.invoke. java.security.AccessControlContext java.security.Provider
            javax.net.ssl.SSLContext javax.net.SocketFactory javax.net.ServerSocketFactory
            javax.net.ssl.HostnameVerifier javax.net.ssl.TrustManager javax.net.ssl.KeyManager
            org.slf4j.Logger org.slf4j.ILoggerFactory ch.qos.logback. org.apache.logging.log4j.
            org.apache.commons.logging. org.jboss.logging.
            okhttp3.OkHttpClient okhttp3.ConnectionPool okhttp3.Dispatcher okhttp3.Call okhttp3.Cache
            okhttp3.EventListener org.apache.http.client.HttpClient org.apache.hc.client5.
            io.netty.channel. io.netty.util. reactor.core. reactor.netty. org.reactivestreams. io.reactivex.
            kotlinx.coroutines. kotlin.Lazy kotlin.Function kotlin.coroutines. kotlin.sequences.Sequence
            com.fasterxml.jackson.core.ObjectCodec com.fasterxml.jackson.core.TokenStreamFactory
            com.fasterxml.jackson.databind.ObjectReader com.fasterxml.jackson.databind.ObjectWriter
            tools.jackson.databind.ObjectMapper tools.jackson.core. com.google.gson.Gson
            io.opentelemetry. io.micrometer. org.springframework.beans.factory. org.springframework.context.
            org.springframework.core.env. org.springframework.http.client. org.springframework.http.converter.
            org.hibernate. com.zaxxer.hikari. software.amazon.awssdk.http. com.github.benmanes.caffeine.
            """.strip().split("\\s+"));

    private final String name;

    NoContent(Class<?> type) {
        name = type.getName();
    }

    /** Returns whether a class of the host has no content. */
    static boolean holds(Class<?> type) {
        return holds(type, new HashSet<>());
    }

    private static boolean holds(@Nullable Class<?> type, Set<Class<?>> seen) {
        if (type == null || !seen.add(type)) {
            return false;
        }
        if (isNamed(type.getName())) {
            return true;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            if (holds(implemented, seen)) {
                return true;
            }
        }
        return holds(type.getSuperclass(), seen);
    }

    /** Asks for the name itself and for everything that it is nested in. */
    private static boolean isNamed(String name) {
        if (NAMES.contains(name)) {
            return true;
        }
        for (int i = name.length() - 1; i > 0; i--) {
            char separator = name.charAt(i);
            if ((separator == '.' && NAMES.contains(name.substring(0, i + 1)))
                    || (separator == '$' && NAMES.contains(name.substring(0, i)))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void write(Object value, Walk walk, @Nullable PathRules rules) throws Unkeyable {
        walk.noContent(name);
    }
}
