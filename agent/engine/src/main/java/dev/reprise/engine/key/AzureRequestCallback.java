package dev.reprise.engine.key;

import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the options of a single call of Azure's core library do to its request. They are a chain of lambdas; if all of them
 * are the library's own, they are tried on a request that is never sent.
 */
final class AzureRequestCallback {

    private static final String HTTP = Azure.LIBRARY + "core.http.";

    /** Stands for what a header was before. */
    private static final String BEFORE = "\u0000";

    private final FieldAccess access;
    private final Walk walk;
    private final List<String> texts = new ArrayList<>();

    private AzureRequestCallback(FieldAccess access, Walk walk) {
        this.access = access;
        this.walk = walk;
    }

    /**
     * Returns the address and the headers that a call gets.
     *
     * @param callback what the options hold
     * @param options their class
     */
    static Object effect(Object callback, Class<?> options, Walk walk) throws Unkeyable {
        AzureRequestCallback chain = new AzureRequestCallback(walk.shapes().access(), walk);
        chain.take(callback);
        try {
            return chain.tried(callback, options.getClassLoader());
        } catch (InvocationTargetException failed) {
            throw walk.refuseUnlessIgnored(
                    "cannot be tried: " + failed.getTargetException().getClass().getName());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError otherVersion) {
            throw walk.refuseUnlessIgnored(
                    "cannot be tried: " + otherVersion.getClass().getName());
        }
    }

    /** Looks whether a part of the chain is the library's own, and takes the texts that it was given. */
    private void take(Object link) throws Unkeyable {
        String type = link.getClass().getName();
        boolean joins = type.startsWith("java.util.function.Consumer$$Lambda");
        if (!joins && !type.startsWith(HTTP + "rest.RequestOptions$$Lambda")) {
            throw walk.refuseUnlessIgnored(
                    "is a " + LambdaShape.said(link.getClass()) + ", which may change the request");
        }
        for (Field field : link.getClass().getDeclaredFields()) {
            Object content = Modifier.isStatic(field.getModifiers()) ? null : read(field, link);
            if (content == null) {
                continue;
            }
            String name = content.getClass().getName();
            if (joins) {
                take(content);
            } else if (content instanceof String || name.equals(HTTP + "HttpHeaderName")) {
                texts.add(content.toString());
            } else if (name.equals(Azure.LIBRARY + "core.util.BinaryData")) {
                throw walk.refuseUnlessIgnored("sets another body than the arguments say");
            }
        }
    }

    private @Nullable Object read(Field field, Object owner) throws Unkeyable {
        try {
            if (!field.trySetAccessible()) {
                access.open(owner.getClass().getModule(), owner.getClass().getPackageName());
                field.setAccessible(true);
            }
            return field.get(owner);
        } catch (ReflectiveOperationException | RuntimeException closed) {
            throw walk.refuseUnlessIgnored("cannot be read: " + closed);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // An enum of the host.
    private Object tried(Object callback, ClassLoader loader) throws ReflectiveOperationException {
        Class<?> request = Class.forName(HTTP + "HttpRequest", false, loader);
        Class<?> method = Class.forName(HTTP + "HttpMethod", false, loader);
        Object made = request.getConstructor(method, String.class)
                .newInstance(Enum.valueOf((Class) method, "POST"), "http://localhost/");
        Method set = request.getMethod("setHeader", String.class, String.class);
        Map<String, Object> headers = new TreeMap<>();
        for (String text : texts) {
            set.invoke(made, text, BEFORE);
            headers.put(text.toLowerCase(Locale.ROOT), List.of());
        }
        ((Consumer<Object>) callback).accept(made);
        for (Object header : (Iterable<?>) request.getMethod("getHeaders").invoke(made)) {
            String name = (String) header.getClass().getMethod("getName").invoke(header);
            Collection<?> values =
                    (Collection<?>) header.getClass().getMethod("getValuesList").invoke(header);
            headers.put(name.toLowerCase(Locale.ROOT), new ArrayList<>(values));
        }
        headers.entrySet().removeIf(header -> isWithoutEffect(header.getKey(), (List<?>) header.getValue()));
        return List.of(request.getMethod("getUrl").invoke(made).toString(), headers);
    }

    /** A header that is as it was; or one that the client itself sets for a form, under a new name each time. */
    private static boolean isWithoutEffect(String name, List<?> values) {
        String value = values.size() == 1 && values.get(0) instanceof String text ? text : "";
        return value.equals(BEFORE)
                || (name.equals("content-type") && value.startsWith("multipart/form-data; boundary="))
                || (name.equals("content-length") && !value.isEmpty());
    }
}
