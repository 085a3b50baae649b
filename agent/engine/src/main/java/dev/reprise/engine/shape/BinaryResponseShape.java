package dev.reprise.engine.shape;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.SentPart;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP answer of OpenAI's SDK whose body is the answer itself, as of speech: the library makes nothing else of it.
 * Recorded as the caller reads it, kept if he reads it to its end and it is sound.
 */
final class BinaryResponseShape implements Shape {

    private static final SdkHttp.Handler NOT_PARSED = answer -> {
        throw new IllegalStateException("is not parsed");
    };

    private final Class<?> type;
    private final FieldAccess access;
    private volatile @Nullable SdkHttp sdk;

    BinaryResponseShape(Class<?> type, FieldAccess access) {
        this.type = type;
        this.access = access;
    }

    static boolean isResponse(Class<?> type) {
        return type.isInterface() && type.getName().equals("com.openai.core.http.HttpResponse");
    }

    @Override
    public Type held() {
        return type;
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
        throw new UnsupportedOperationException("a response is made for a call");
    }

    @Override
    public Object replay(Object parts, Call call) throws Uncacheable {
        SdkHttp known = sdk();
        return known.answer(new ReplayedRawResponse(known, NOT_PARSED, (List<?>) parts));
    }

    @Override
    public Object record(Object result, Recording recording) {
        try {
            SdkHttp known = sdk();
            if (!isOfLibrary(result)) {
                recording.refused("is a " + result.getClass().getName() + ", which may watch how it is read");
                return result;
            }
            SentPart.Answer head = new SentPart.Answer(known.status(result), known.headers(result));
            if (head.status() != 200) { // Older versions hand errors over as well.
                recording.brokeOff("has the status " + head.status());
                return result;
            }
            if (!isSound(head.header("content-type"))) {
                recording.refused("is not said to be sound, and may be an error");
                return result;
            }
            if (!isBounded(head, result)) {
                recording.refused("ends with its connection, so that nobody knows whether it is whole");
                return result;
            }
            Parts parts = recording.parts();
            parts.next(head);
            // A part of it can be read as well.
            Tape tape =
                    new Tape(parts, recording.maxBytes(), head.length(), true, body -> contents(body, head.length()));
            return known.answer(new RecordedResponse(known, NOT_PARSED, result, tape));
        } catch (Uncacheable refused) {
            recording.refused(refused.reason());
            return result;
        } catch (Throwable otherVersion) {
            recording.refused("its status and headers cannot be read: "
                    + otherVersion.getClass().getName());
            return result;
        }
    }

    private static boolean isOfLibrary(Object answer) {
        String name = answer.getClass().getName();
        return name.startsWith("com.openai.") || name.startsWith("org.springframework.ai.");
    }

    /** Errors under a status of success are text, and events may tell of one. */
    private static boolean isSound(@Nullable String contentType) {
        return contentType != null
                && (contentType.startsWith("audio/") || contentType.startsWith("application/octet-stream"));
    }

    /** Whether the connection says where the body ends: the library throws then if it breaks off. */
    private boolean isBounded(SentPart.Answer head, Object answer) throws ReflectiveOperationException {
        String encoding = head.header("transfer-encoding");
        return head.length() >= 0
                || (encoding != null && encoding.toLowerCase(Locale.ROOT).contains("chunked"))
                || isHttp2(answer);
    }

    private boolean isHttp2(Object answer) throws ReflectiveOperationException {
        for (Field field : answer.getClass().getDeclaredFields()) {
            if (field.getType().getName().equals("okhttp3.Response")) {
                access.open(answer.getClass().getModule(), answer.getClass().getPackageName());
                if (field.trySetAccessible()) {
                    Object real = field.get(answer);
                    return real != null
                            && String.valueOf(field.getType()
                                            .getMethod("protocol")
                                            .invoke(real))
                                    .startsWith("h2");
                }
            }
        }
        return false;
    }

    private static List<?> contents(byte[] body, long length) throws Uncacheable {
        if (body.length == 0) {
            throw new Uncacheable("it is empty");
        }
        if (length >= 0 && body.length != length) {
            throw new Uncacheable("it is not as long as its header says");
        }
        return List.of(body);
    }
}
