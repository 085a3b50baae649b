package dev.reprise.engine.shape;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.SentPart;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP answer that the SDKs of OpenAI and Anthropic hand over if they are asked for it: with its status and its
 * headers, and a body that the caller reads, or lets the library read. Recorded as it is read, kept if it is read to its
 * end.
 */
final class RawResponseShape extends SdkResponseShape {

    private final Class<?> type;
    private final Type held;
    private final String method;

    /**
     * @param held what the library makes of the body
     * @param method the name of the service's method
     */
    RawResponseShape(Class<?> type, Type held, String method, FieldAccess access) {
        super(type, access);
        this.type = type;
        this.held = held;
        this.method = method;
    }

    static boolean isResponse(Class<?> type) {
        String name = type.getName();
        return type.isInterface()
                && (name.equals("com.openai.core.http.HttpResponseFor")
                        || name.equals("com.anthropic.core.http.HttpResponseFor"));
    }

    @Override
    public Type held() {
        return held;
    }

    @Override
    SdkHttp.Handler handler(SdkHttp sdk, Call call) throws Uncacheable {
        return sdk.handler(call, method);
    }

    @Override
    @Nullable
    String objection(SdkHttp sdk, Object answer) {
        return sdk.isPlain(answer) ? null : "which watches how it is read";
    }

    @Override
    boolean isFit(SentPart.Answer head, Object answer, Recording recording) {
        return true;
    }

    @Override
    boolean canEndAnywhere() {
        return isStream();
    }

    private boolean isStream() {
        return held.getTypeName().startsWith(type.getPackageName() + ".StreamResponse");
    }

    @Override
    List<?> contents(SdkHttp sdk, SdkHttp.Handler handler, SentPart.Answer head, byte[] body)
            throws ReflectiveOperationException {
        return contents(answer(sdk, handler, List.of(head, new SentPart.Piece(body))));
    }

    /** Returns what the library makes of an answer. */
    private List<?> contents(Object answer) throws ReflectiveOperationException {
        Object parsed = type.getMethod("parse").invoke(answer);
        if (parsed == null || !isStream()) {
            return parsed == null ? List.of() : List.of(parsed);
        }
        return ((Stream<?>) parsed.getClass().getMethod("stream").invoke(parsed)).toList();
    }
}
