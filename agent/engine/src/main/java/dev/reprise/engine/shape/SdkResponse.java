package dev.reprise.engine.shape;

import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** An HTTP answer as an SDK hands it over: to be read by the caller, or once by the library, which closes it then. */
abstract class SdkResponse implements InvocationHandler {

    final SdkHttp sdk;
    private final SdkHttp.Handler handler;
    private boolean isParsed;
    private volatile @Nullable Object parsed;

    SdkResponse(SdkHttp sdk, SdkHttp.Handler handler) {
        this.sdk = sdk;
        this.handler = handler;
    }

    /** Returns the status, the headers. */
    abstract @Nullable Object told(Method method) throws Throwable;

    /**
     * Returns the body.
     *
     * @param byLibrary whether the library reads it, not the caller
     */
    abstract InputStream body(boolean byLibrary) throws Throwable;

    /** Closes what the body comes from. */
    abstract void close() throws Throwable;

    /** The caller closes the answer. */
    void closing() {}

    /** The library has read the body at once. */
    void read(@Nullable Object value) {}

    /** The library will read the body as the caller pulls this; returns what he gets. */
    AutoCloseable stream(AutoCloseable read) {
        return read;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        switch (method.getName()) {
            case "parse" -> {
                return parse();
            }
            case "body" -> {
                return body(/* byLibrary= */ false);
            }
            case "close" -> {
                closing();
                if (parsed instanceof AutoCloseable stream) {
                    stream.close();
                } else {
                    close();
                }
                return null;
            }
            default -> {
                return told(method);
            }
        }
    }

    private synchronized @Nullable Object parse() throws Throwable {
        if (!isParsed) {
            parsed = parseFirst();
            isParsed = true;
        }
        return parsed;
    }

    private @Nullable Object parseFirst() throws Throwable {
        Object value;
        try {
            value = handler.handle(sdk.answer(this::withinParse));
        } catch (Throwable failed) {
            closeAfter(failed);
            throw failed;
        }
        if (value instanceof AutoCloseable stream) {
            return stream(stream);
        }
        read(value);
        close();
        return value;
    }

    private void closeAfter(Throwable failed) {
        closing();
        try {
            close();
        } catch (Throwable second) {
            failed.addSuppressed(second);
        }
    }

    /** What the library reads: it closes the source, not what it hands out. */
    private @Nullable Object withinParse(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        switch (method.getName()) {
            case "body" -> {
                return body(/* byLibrary= */ true);
            }
            case "close" -> {
                close();
                return null;
            }
            default -> {
                return told(method);
            }
        }
    }
}
