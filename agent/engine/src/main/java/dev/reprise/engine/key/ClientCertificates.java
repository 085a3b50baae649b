package dev.reprise.engine.key;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.reflect.JdkClasses;
import java.lang.reflect.Field;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificates by which a service says who it is when it connects: they decide whose account is used. Whom it trusts
 * decides only whether it connects.
 */
final class ClientCertificates {

    private static final String JSSE = "sun.security.ssl.";

    private static final String[] TYPES = {"RSA", "EC", "EdDSA", "Ed25519", "Ed448", "RSASSA-PSS", "DSA", "DH"};

    private ClientCertificates() {}

    /** Returns the shape of a class that may hold such certificates; null if it cannot. */
    static @Nullable Shape shape(Class<?> type, FieldAccess access) {
        boolean mayHold = SSLContext.class.isAssignableFrom(type)
                || SSLSocketFactory.class.isAssignableFrom(type)
                || KeyManager.class.isAssignableFrom(type);
        return mayHold ? new Connections(type.getName(), value -> refused(value, access)) : null;
    }

    /** Refuses what has a certificate or may have one; null if it has none but those that the whole JVM is told of. */
    static @Nullable Refused refused(Object value, FieldAccess access) {
        try {
            Object part = value;
            if (part instanceof SSLContext context) {
                if (context.getProtocol().equals("Default")) {
                    return null;
                }
                part = read(SSLContext.class, "contextSpi", part, access);
            } else if (part.getClass().getName().equals(JSSE + "SSLSocketFactoryImpl")) {
                part = read(part.getClass(), "context", part, access);
            }
            if (part != null && isContext(part)) {
                part = isOfJvm(part) ? null : read(base(part), "keyManager", part, access);
            }
            return part == null || isWithout(part)
                    ? null
                    : new Refused("has a client certificate, or a " + LambdaShape.said(part.getClass())
                            + " that may have one, which decides whose account is used");
        } catch (ReflectiveOperationException | RuntimeException closed) {
            return new Refused("may have a client certificate, which cannot be read: "
                    + closed.getClass().getName());
        }
    }

    private static boolean isContext(Object part) {
        return JdkClasses.contains(part.getClass()) && part.getClass().getName().startsWith(JSSE + "SSLContextImpl");
    }

    private static boolean isOfJvm(Object context) {
        return context.getClass().getName().equals(JSSE + "SSLContextImpl$DefaultSSLContext");
    }

    private static Class<?> base(Object context) {
        Class<?> type = context.getClass();
        while (!type.getName().equals(JSSE + "SSLContextImpl")) {
            type = type.getSuperclass();
        }
        return type;
    }

    /** Only the JDK's own are asked: others may answer otherwise the next time. */
    private static boolean isWithout(Object keyManager) {
        String type = keyManager.getClass().getName();
        if (type.equals(JSSE + "DummyX509KeyManager")) {
            return true;
        }
        if (!type.equals(JSSE + "SunX509KeyManagerImpl") && !type.equals(JSSE + "X509KeyManagerImpl")) {
            return false;
        }
        for (String kind : TYPES) {
            if (((X509KeyManager) keyManager).getClientAliases(kind, null) != null) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object read(Class<?> declaring, String name, Object owner, FieldAccess access)
            throws ReflectiveOperationException {
        Field field = declaring.getDeclaredField(name);
        if (!field.trySetAccessible()) {
            access.open(declaring.getModule(), declaring.getPackageName());
            field.setAccessible(true);
        }
        return field.get(owner);
    }
}
