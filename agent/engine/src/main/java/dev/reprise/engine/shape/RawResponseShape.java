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
final class RawResponseShape implements Shape {

    private final Class<?> type;
    private final Type held;
    private final String method;
    private final FieldAccess access;
    private volatile @Nullable SdkHttp sdk;

    /**
     * @param held what the library makes of the body
     * @param method the name of the service's method
     */
    RawResponseShape(Class<?> type, Type held, String method, FieldAccess access) {
        this.type = type;
        this.held = held;
        this.method = method;
        this.access = access;
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
    public boolean isInParts() {
        return true;
    }

    @Override
    public boolean isKeptAsSent() {
        return true;
    }

    private SdkHttp sdk() throws Uncacheable {
        SdkHttp known = sdk;
        if (known == null) {
            try {
                known = new SdkHttp(type, access);
            } catch (ReflectiveOperationException otherVersion) {
                throw new Uncacheable("this version of the library has other HTTP answers: " + otherVersion);
            }
            sdk = known;
        }
        return known;
    }

    @Override
    public Object replay(Object held) {
        throw new UnsupportedOperationException("a response is read by the service that was called");
    }

    @Override
    public Object replay(Object parts, Call call) throws Uncacheable {
        SdkHttp known = sdk();
        return answer(known, known.handler(call, method), (List<?>) parts);
    }

    private static Object answer(SdkHttp sdk, SdkHttp.Handler handler, List<?> parts) {
        return sdk.answer(new ReplayedRawResponse(sdk, handler, parts));
    }

    @Override
    public Object record(Object result, Recording recording) {
        try {
            SdkHttp known = sdk();
            if (!known.isPlain(result)) {
                recording.refused("is a " + result.getClass().getName() + ", which watches how it is read");
                return result;
            }
            SdkHttp.Handler handler = known.handler(recording.call(), method);
            SentPart.Answer head = new SentPart.Answer(known.status(result), known.headers(result));
            Parts parts = recording.parts();
            parts.next(head);
            Tape tape = new Tape(
                    parts,
                    recording.maxBytes(),
                    head.length(),
                    isStream(),
                    body -> contents(answer(known, handler, List.of(head, new SentPart.Piece(body)))));
            return known.answer(new RecordedResponse(known, handler, result, tape));
        } catch (Uncacheable refused) {
            recording.refused(refused.reason());
            return result;
        } catch (Throwable otherVersion) {
            recording.refused("its status and headers cannot be read: "
                    + otherVersion.getClass().getName());
            return result;
        }
    }

    private boolean isStream() {
        return held.getTypeName().startsWith(type.getPackageName() + ".StreamResponse");
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
