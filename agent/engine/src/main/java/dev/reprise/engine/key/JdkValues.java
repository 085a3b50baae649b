package dev.reprise.engine.key;

import dev.reprise.engine.reflect.JdkClasses;
import java.io.File;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.chrono.ChronoLocalDate;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The JDK's values: each by what it is equal by, none by the fields of its class. */
@SuppressWarnings("JavaUtilDate") // The host's requests may hold one.
final class JdkValues {

    private JdkValues() {}

    /** Returns the shape of a value class of the JDK, or null if it is none. */
    static @Nullable Shape shape(Class<?> type) {
        if (!JdkClasses.contains(type)) {
            return null;
        }
        Shape exact = ofClass(type);
        return exact == null ? ofFamily(type) : exact;
    }

    /** Made when a value of the class is first seen: most services have few of them, and each takes a class of its own. */
    private static @Nullable Shape ofClass(Class<?> type) {
        return switch (type.getName()) {
            case "java.lang.String" -> plain(String.class, (value, walk) -> walk.text(value));
            case "java.lang.Boolean" ->
                plain(Boolean.class, (value, walk) -> walk.out.put(value ? Tag.TRUE : Tag.FALSE));
            case "java.lang.Byte" ->
                plain(Byte.class, (value, walk) -> {
                    walk.out.put(Tag.BYTE);
                    walk.out.put(value);
                });
            case "java.lang.Short" ->
                plain(Short.class, (value, walk) -> {
                    walk.out.put(Tag.SHORT);
                    walk.out.putShort(value);
                });
            case "java.lang.Character" ->
                plain(Character.class, (value, walk) -> {
                    walk.out.put(Tag.CHAR);
                    walk.out.putShort(value);
                });
            case "java.lang.Integer" ->
                plain(Integer.class, (value, walk) -> {
                    walk.out.put(Tag.INT);
                    walk.out.putInt(value);
                });
            case "java.lang.Long" ->
                plain(Long.class, (value, walk) -> {
                    walk.out.put(Tag.LONG);
                    walk.out.putLong(value);
                });
            case "java.lang.Float" ->
                plain(Float.class, (value, walk) -> {
                    walk.out.put(Tag.FLOAT);
                    walk.out.putInt(Float.floatToIntBits(value));
                });
            case "java.lang.Double" ->
                plain(Double.class, (value, walk) -> {
                    walk.out.put(Tag.DOUBLE);
                    walk.out.putLong(Double.doubleToLongBits(value));
                });
            case "java.lang.Class" ->
                plain(Class.class, (value, walk) -> {
                    Class<?> named = element(value);
                    if (named.isHidden() || named.getName().contains("$$Lambda") || Proxy.isProxyClass(named)) {
                        throw walk.refuseUnlessIgnored("is the class of a "
                                + (Proxy.isProxyClass(named) ? "JDK proxy" : LambdaShape.said(named))
                                + ", which has no lasting name");
                    }
                    walk.out.put(Tag.CLASS);
                    walk.text(value.getName());
                });
            case "java.math.BigInteger" ->
                named(BigInteger.class, (value, walk) -> putBytes(walk.out, value.toByteArray()));
            case "java.math.BigDecimal" ->
                named(BigDecimal.class, (value, walk) -> {
                    walk.out.putInt(value.scale());
                    putBytes(walk.out, value.unscaledValue().toByteArray());
                });
            case "java.util.UUID" ->
                named(UUID.class, (value, walk) -> {
                    walk.out.putLong(value.getMostSignificantBits());
                    walk.out.putLong(value.getLeastSignificantBits());
                });
            case "java.net.URI" -> named(URI.class, (value, walk) -> walk.text(value.toString()));
            case "java.net.URL" -> named(URL.class, JdkValues::url);
            case "java.util.Locale" -> named(Locale.class, JdkValues::locale);
            case "java.util.Currency" -> named(Currency.class, (value, walk) -> walk.text(value.getCurrencyCode()));
            case "java.util.regex.Pattern" ->
                named(Pattern.class, (value, walk) -> {
                    walk.out.putInt(value.flags());
                    walk.text(value.pattern());
                });
            case "java.io.File" -> named(File.class, (value, walk) -> walk.text(value.getPath()));
            case "java.util.BitSet" -> named(BitSet.class, (value, walk) -> putBytes(walk.out, value.toByteArray()));
            case "java.lang.StringBuilder" -> named(StringBuilder.class, (value, walk) -> walk.text(value.toString()));
            case "java.lang.StringBuffer" -> named(StringBuffer.class, (value, walk) -> walk.text(value.toString()));
            case "java.util.concurrent.atomic.AtomicInteger" ->
                named(AtomicInteger.class, (value, walk) -> walk.out.putInt(value.get()));
            case "java.util.concurrent.atomic.AtomicLong" ->
                named(AtomicLong.class, (value, walk) -> walk.out.putLong(value.get()));
            case "java.util.concurrent.atomic.AtomicBoolean" ->
                named(AtomicBoolean.class, (value, walk) -> walk.out.put(value.get() ? 1 : 0));
            case "java.util.concurrent.atomic.LongAdder" ->
                named(LongAdder.class, (value, walk) -> walk.out.putLong(value.sum()));
            case "javax.crypto.spec.SecretKeySpec" ->
                named(SecretKeySpec.class, (value, walk) -> {
                    walk.text(value.getAlgorithm());
                    putBytes(walk.out, value.getEncoded());
                });
            case "java.time.Instant" -> named(Instant.class, (value, walk) -> instant(value, walk.out));
            case "java.time.Duration" ->
                named(Duration.class, (value, walk) -> {
                    walk.out.putLong(value.getSeconds());
                    walk.out.putInt(value.getNano());
                });
            case "java.net.Proxy" ->
                named(java.net.Proxy.class, (value, walk) -> {
                    walk.text(value.type().name());
                    walk.value(value.address(), null);
                });
            case "java.net.InetSocketAddress" -> named(InetSocketAddress.class, JdkValues::socketAddress);
            default -> null;
        };
    }

    /** Returns whether a class of the JDK has no state, neither in fields nor elsewhere: one such object is as another. */
    static boolean isStateless(Class<?> type) {
        boolean saysSo =
                type.isHidden() || Serializable.class.isAssignableFrom(type); // Not so java.lang.reflect.Method.
        if (!saysSo || type.isAnonymousClass() || type.isLocalClass()) {
            return false;
        }
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Returns the shape of a class without state, such as a comparator. */
    static Shape stateless(Class<?> type) {
        return named(Object.class, type.getName(), (value, walk) -> {});
    }

    /** Classes that are not public, or of which there are many: by what they extend. */
    private static @Nullable Shape ofFamily(Class<?> type) {
        if (Path.class.isAssignableFrom(type)) {
            return named(Path.class, (value, walk) -> walk.text(text(value)));
        }
        if (Charset.class.isAssignableFrom(type)) {
            return named(Charset.class, (value, walk) -> walk.text(value.name()));
        }
        if (Date.class.isAssignableFrom(type)) {
            boolean isTimestamp = type.getName().equals("java.sql.Timestamp"); // The one with nanoseconds.
            return named(Date.class, type.getName(), (value, walk) -> {
                if (isTimestamp) {
                    instant(value.toInstant(), walk.out);
                } else {
                    walk.out.putLong(value.getTime());
                }
            });
        }
        if (type.getName().equals("sun.util.calendar.ZoneInfo")) {
            return named(TimeZone.class, (value, walk) -> {
                walk.text(value.getID());
                walk.out.putInt(value.getRawOffset()); // It can be set.
            });
        }
        if (Calendar.class.isAssignableFrom(type)) {
            return named(Calendar.class, type.getName(), JdkValues::calendar);
        }
        if (InetAddress.class.isAssignableFrom(type)) {
            return named(InetAddress.class, JdkValues::address);
        }
        if (ByteBuffer.class.isAssignableFrom(type)) {
            return named(ByteBuffer.class, JdkValues::byteBuffer);
        }
        if (CharBuffer.class.isAssignableFrom(type)) {
            return named(CharBuffer.class, (value, walk) -> walk.text(value.toString()));
        }
        if (java.lang.reflect.Type.class.isAssignableFrom(type)) {
            return (value, walk, rules) -> JdkTypes.write((java.lang.reflect.Type) value, walk);
        }
        return type.getName().startsWith("java.time.") ? time(type) : null;
    }

    /** The ISO text of the values of java.time is exact and the same in every JVM. */
    private static @Nullable Shape time(Class<?> type) {
        boolean isValue = TemporalAccessor.class.isAssignableFrom(type)
                || TemporalAmount.class.isAssignableFrom(type)
                || ZoneId.class.isAssignableFrom(type)
                || ChronoLocalDate.class.isAssignableFrom(type);
        String name = ZoneId.class.isAssignableFrom(type) ? ZoneId.class.getName() : type.getName();
        return isValue ? named(Object.class, name, (value, walk) -> walk.text(value.toString())) : null;
    }

    /** By its parts: the text of a locale without language and country is empty, whatever else it has. */
    private static void locale(Locale locale, Walk walk) {
        walk.text(locale.getLanguage());
        walk.text(locale.getScript());
        walk.text(locale.getCountry());
        walk.text(locale.getVariant());
        StringBuilder extensions = new StringBuilder();
        for (char key : new TreeSet<>(locale.getExtensionKeys())) {
            extensions.append(key).append('=').append(locale.getExtension(key)).append(';');
        }
        walk.text(extensions.toString());
    }

    private static void url(URL url, Walk walk) {
        // Neither equals nor hashCode, which ask the DNS, nor the handler's text: a handler can be the host's.
        walk.text(String.valueOf(url.getProtocol()));
        walk.text(String.valueOf(url.getUserInfo()));
        walk.text(String.valueOf(url.getHost()));
        walk.out.putInt(url.getPort());
        walk.text(String.valueOf(url.getFile()));
        walk.text(String.valueOf(url.getRef()));
    }

    private static String text(Path path) {
        return path.getFileSystem() == FileSystems.getDefault()
                ? path.toString()
                : path.toUri().toString();
    }

    private static void calendar(Calendar calendar, Walk walk) throws Unkeyable {
        Calendar copy = (Calendar) calendar.clone(); // Asking for the time computes it, and so changes the object.
        walk.out.putLong(copy.getTimeInMillis());
        walk.value(copy.getTimeZone(), null);
        walk.out.put(copy.isLenient() ? 1 : 0);
        walk.out.putInt(copy.getFirstDayOfWeek());
        walk.out.putInt(copy.getMinimalDaysInFirstWeek());
        walk.out.putLong(
                copy instanceof GregorianCalendar gregorian
                        ? gregorian.getGregorianChange().getTime()
                        : 0);
    }

    private static void byteBuffer(ByteBuffer buffer, Walk walk) {
        walk.out.put(buffer.order() == java.nio.ByteOrder.BIG_ENDIAN ? 1 : 0);
        PrimitivesShape.writeBytes(buffer.duplicate(), walk.out);
    }

    private static void socketAddress(InetSocketAddress address, Walk walk) {
        walk.out.putInt(address.getPort());
        InetAddress resolved = address.getAddress();
        walk.out.put(resolved == null ? 0 : 1);
        if (resolved == null) {
            walk.text(address.getHostString());
        } else {
            address(resolved, walk);
        }
    }

    private static Class<?> element(Class<?> type) {
        Class<?> element = type.getComponentType();
        return element == null ? type : element(element);
    }

    /** With the name, if it has one, which is what a server is asked by; the text tells it without a look-up. */
    private static void address(InetAddress address, Walk walk) {
        putBytes(walk.out, address.getAddress());
        walk.text(address.toString());
    }

    private static void instant(Instant instant, KeyBuffer out) {
        out.putLong(instant.getEpochSecond());
        out.putInt(instant.getNano());
    }

    private static void putBytes(KeyBuffer out, byte[] bytes) {
        out.putLength(bytes.length);
        out.putBytes(bytes, 0, bytes.length);
    }

    private static <T> Shape plain(Class<T> type, Writer<T> writer) {
        return (value, walk, rules) -> writer.write(type.cast(value), walk);
    }

    private static <T> Shape named(Class<T> type, Writer<T> writer) {
        return named(type, type.getName(), writer);
    }

    private static <T> Shape named(Class<T> type, String name, Writer<T> writer) {
        return (value, walk, rules) -> {
            walk.out.put(Tag.VALUE);
            walk.text(name);
            writer.write(type.cast(value), walk);
        };
    }

    /** Appends a value's content. */
    @FunctionalInterface
    private interface Writer<T> {
        void write(T value, Walk walk) throws Unkeyable;
    }
}
