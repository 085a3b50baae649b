package dev.reprise.engine.shape;

import java.io.InputStream;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Stands for an SDK's HTTP answer, and records its body as it is read, whoever reads it. */
final class RecordedResponse extends SdkResponse {

    /** The library's debug log, which wants to be told of the end of a stream. */
    private static final String LISTENER = ".StreamCompletionListener";

    private final Object real;
    private final Tape tape;

    RecordedResponse(SdkHttp sdk, SdkHttp.Handler handler, Object real, Tape tape) {
        super(sdk, handler);
        this.real = real;
        this.tape = tape;
    }

    @Override
    @Nullable
    Object told(Method method) throws Throwable {
        return Protocol.call(method, real);
    }

    @Override
    InputStream body(boolean byLibrary) throws Throwable {
        InputStream body = sdk.body(real);
        for (Class<?> implemented : body.getClass().getInterfaces()) {
            if (implemented.getName().endsWith(LISTENER)) {
                tape.abandon("its library logs it as it is read");
                return body;
            }
        }
        return new RecordedBody(body, tape, byLibrary);
    }

    @Override
    void close() throws Throwable {
        sdk.close(real);
    }

    @Override
    void closing() {
        tape.closed();
    }

    @Override
    void read(@Nullable Object value) {
        tape.read(value);
    }

    @Override
    AutoCloseable stream(AutoCloseable read) {
        return (AutoCloseable) sdk.streams().record(read, tape.events());
    }
}
