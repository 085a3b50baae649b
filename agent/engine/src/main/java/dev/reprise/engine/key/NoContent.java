package dev.reprise.engine.key;

import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A class whose instances do something rather than say something. In an argument it makes the call unkeyable. In a
 * receiver, infrastructure is passed over, there or not; what may decide the answer is passed over only where known code
 * keeps it for itself.
 */
final class NoContent implements Shape {

    /*
     * An entry that ends in a dot stands for a package and what is below it, any other for a type and what is nested in
     * it. What extends or implements one of them counts as well, save that a package of infrastructure is but its own
     * classes: what others implement of it is often a marker or a callback, as of Spring's beans. Names, not classes, so
     * that nothing is loaded and no module is needed.
     *
     * One text each, on purpose: the build renames the packages that the agent brings along, and with them any string
     * that begins with such a name. The host's classes keep theirs.
     */

    /** Ways by which something else can come into an answer. They win where a class is both. */
    private static final Set<String> DECIDING = names("""
            java.lang.ThreadLocal io.netty.util.concurrent.FastThreadLocal java.lang.Throwable java.lang.ref.Reference java.lang.invoke.
            java.util.concurrent.Future java.util.concurrent.CompletionStage java.util.concurrent.Flow
            java.util.Iterator java.util.Spliterator java.util.Enumeration java.util.stream.BaseStream java.util.ServiceLoader
            java.util.Random java.util.random.RandomGenerator java.time.Clock java.time.InstantSource
            java.io.InputStream java.io.Reader java.io.RandomAccessFile java.nio.channels.FileChannel
            java.io.ByteArrayOutputStream java.io.StringWriter java.io.CharArrayWriter
            java.net.URLConnection java.net.CookieHandler java.net.Authenticator java.sql.Statement java.sql.ResultSet okhttp3.Call
            org.reactivestreams. reactor.core.publisher. io.reactivex.
            kotlin.Lazy kotlin.Function kotlin.coroutines.Continuation kotlin.sequences.Sequence
            kotlin.random.Random kotlin.time.Clock kotlin.time.TimeSource kotlin.time.TimeMark kotlinx.datetime.Clock
            java.lang.ClassLoader org.springframework.beans.factory.BeanFactory org.springframework.beans.factory.ObjectFactory
            org.springframework.core.env.PropertyResolver org.springframework.context.MessageSource
            org.springframework.context.support.MessageSourceAccessor
            com.fasterxml.jackson.core.ObjectCodec com.fasterxml.jackson.databind.ObjectReader
            com.fasterxml.jackson.databind.ObjectWriter tools.jackson.databind.ObjectMapper com.google.gson.Gson
            com.github.benmanes.caffeine.cache. org.springframework.aop.target.AbstractBeanFactoryBasedTargetSource
            kotlinx.coroutines.Deferred kotlinx.coroutines.flow. kotlinx.coroutines.channels.
            jakarta.inject.Provider javax.inject.Provider
            org.jboss.weld.proxy.WeldClientProxy org.apache.webbeans.proxy.OwbNormalScopeProxy io.quarkus.arc.ClientProxy
            io.micronaut.aop.InterceptedProxy org.glassfish.hk2.api.ProxyCtl
            org.hibernate.proxy.HibernateProxy org.hibernate.collection.spi.PersistentCollection
            org.springframework.security.core.context.SecurityContextHolderStrategy
            jakarta.servlet.ServletRequest javax.servlet.ServletRequest jakarta.servlet.http.HttpSession javax.servlet.http.HttpSession
            jakarta.ws.rs.core.SecurityContext jakarta.ws.rs.core.HttpHeaders jakarta.ws.rs.core.UriInfo jakarta.ws.rs.core.Request
            javax.ws.rs.core.SecurityContext javax.ws.rs.core.HttpHeaders javax.ws.rs.core.UriInfo javax.ws.rs.core.Request
            jakarta.security.enterprise.SecurityContext javax.security.enterprise.SecurityContext
            jakarta.ejb.EJBContext javax.ejb.EJBContext io.grpc.Context$Key io.opentelemetry.context.ContextKey
            ai.onnxruntime. ai.djl. com.sun.jna. org.bytedeco.javacpp.
            """);

    /** Of these, what is filled by whoever hands it over, whichever library then holds it. */
    private static final Set<String> FILLED = names("""
            java.io.InputStream java.io.Reader java.util.Iterator java.util.Enumeration java.util.stream.BaseStream
            java.io.ByteArrayOutputStream java.io.StringWriter java.io.CharArrayWriter java.sql.ResultSet
            java.net.CookieHandler java.net.Authenticator
            org.springframework.aop.target.AbstractBeanFactoryBasedTargetSource
            org.hibernate.collection.spi.PersistentCollection
            """);

    /** Infrastructure whoever wrote it; of the rest a class of the host may do more than its interface says. */
    private static final Set<String> LOGGERS =
            names("java.util.logging.Logger java.lang.System$Logger org.slf4j.Logger org.apache.commons.logging.Log");

    private static final Set<String> INFRASTRUCTURE = names("""
            java.lang.Thread java.lang.ThreadGroup java.lang.Module java.lang.Process
            java.lang.ref.Cleaner java.lang.System$Logger java.util.logging.Logger
            java.util.concurrent.Executor java.util.concurrent.ThreadFactory
            java.util.concurrent.locks.Lock java.util.concurrent.locks.ReadWriteLock
            java.util.concurrent.Semaphore java.util.concurrent.CountDownLatch java.util.concurrent.CyclicBarrier
            java.util.concurrent.Phaser java.util.concurrent.Exchanger
            java.util.concurrent.locks.StampedLock java.util.concurrent.locks.Condition java.util.concurrent.locks.AbstractOwnableSynchronizer
            java.util.Timer java.util.TimerTask java.io.OutputStream java.io.Writer
            java.nio.channels.Channel java.nio.channels.Selector java.nio.file.FileSystem
            java.net.Socket java.net.ServerSocket java.net.DatagramSocket
            java.sql.Connection javax.sql.DataSource
            java.security.AccessControlContext java.security.Provider
            javax.net.SocketFactory javax.net.ServerSocketFactory
            javax.net.ssl.HostnameVerifier javax.net.ssl.TrustManager
            org.slf4j.Logger org.slf4j.ILoggerFactory ch.qos.logback. org.apache.logging.log4j.
            org.apache.commons.logging. org.jboss.logging.
            okhttp3.ConnectionPool okhttp3.Dispatcher okhttp3.Cache
            okhttp3.EventListener org.apache.http.client.HttpClient org.apache.hc.client5.
            io.netty.channel. io.netty.resolver. io.netty.util. reactor.core. reactor.netty.
            kotlinx.coroutines. kotlin.coroutines.
            com.fasterxml.jackson.core.TokenStreamFactory tools.jackson.core.
            io.opentelemetry. io.micrometer. org.springframework.beans.factory. org.springframework.context.
            org.springframework.http.client.ClientHttpRequestFactory org.springframework.http.converter.
            org.hibernate. com.zaxxer.hikari. software.amazon.awssdk.http. com.github.benmanes.caffeine.
            """);

    /** Of these packages, what does say something. */
    private static final Set<String> SAYING = names("""
            io.netty.util.AsciiString
            org.springframework.context.i18n.SimpleLocaleContext
            org.springframework.context.i18n.SimpleTimeZoneAwareLocaleContext
            org.springframework.http.client.InterceptingClientHttpRequestFactory
            org.springframework.http.client.BufferingClientHttpRequestFactory
            """);

    private final String name;
    private final boolean decides;
    private final boolean known;
    private final boolean filled;

    private NoContent(Class<?> type, boolean decides) {
        name = Proxy.isProxyClass(type) ? "JDK proxy of " + type.getInterfaces()[0].getName() : type.getName();
        this.decides = decides;
        known = KnownCode.includes(type);
        filled = holds(FILLED, /* inPackages= */ false, type, new HashSet<>());
    }

    /** Returns the shape of a class by which something else can come into an answer, or null if it is none. */
    static @Nullable NoContent deciding(Class<?> type) {
        return holds(DECIDING, /* inPackages= */ true, type, new HashSet<>())
                ? new NoContent(type, /* decides= */ true)
                : null;
    }

    /** Returns the shape of a class that has no content, or null if it has. */
    static @Nullable NoContent of(Class<?> type) {
        NoContent deciding = deciding(type);
        if (deciding != null) {
            return deciding;
        }
        if (SAYING.contains(type.getName()) || holdsOthers(type)) {
            return null;
        }
        boolean isInfrastructure = type == Object.class
                || isNamed(INFRASTRUCTURE, /* inPackages= */ true, type.getName())
                || holds(LOGGERS, /* inPackages= */ false, type, new HashSet<>())
                || (KnownCode.includes(type) && holds(INFRASTRUCTURE, /* inPackages= */ false, type, new HashSet<>()));
        return isInfrastructure ? new NoContent(type, /* decides= */ false) : null;
    }

    /** What a package of infrastructure collects says something, too. */
    private static boolean holdsOthers(Class<?> type) {
        return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }

    /** Returns whether the class can have no part in an answer. */
    boolean isInfrastructure() {
        return !decides;
    }

    private static boolean holds(Set<String> names, boolean inPackages, @Nullable Class<?> type, Set<Class<?>> seen) {
        if (type == null || !seen.add(type)) {
            return false;
        }
        if (isNamed(names, inPackages, type.getName())) {
            return true;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            if (holds(names, inPackages, implemented, seen)) {
                return true;
            }
        }
        return holds(names, inPackages, type.getSuperclass(), seen);
    }

    /** Asks for the name itself and for everything that it is nested in. */
    private static boolean isNamed(Set<String> names, boolean inPackages, String name) {
        if (names.contains(name)) {
            return true;
        }
        for (int i = name.length() - 1; i > 0; i--) {
            char separator = name.charAt(i);
            if ((separator == '.' && inPackages && names.contains(name.substring(0, i + 1)))
                    || (separator == '$' && names.contains(name.substring(0, i)))) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> names(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    @Override
    public void write(Object value, Walk walk, @Nullable PathRules rules) throws Unkeyable {
        if (walk.canPassOver() && (!decides || (known && !filled && walk.isHeldByKnownCode()))) {
            walk.out.put(Tag.NULL);
        } else {
            String reason = "is a " + name + ", which has no content to key";
            throw decides ? walk.refuseDeciding(value, reason) : walk.refuseUnlessTold(value, reason);
        }
    }
}
