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
final class BinaryResponseShape extends SdkResponseShape {

    private static final SdkHttp.Handler NOT_PARSED = answer -> {
        throw new IllegalStateException("is not parsed");
    };

    private final Class<?> type;
    private final FieldAccess access;

    BinaryResponseShape(Class<?> type, FieldAccess access) {
        super(type, access);
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
    SdkHttp.Handler handler(SdkHttp sdk, Call call) {
        return NOT_PARSED;
    }

    @Override
    @Nullable
    String objection(SdkHttp sdk, Object answer) {
        return isOfLibrary(answer) ? null : "which may watch how it is read";
    }

    @Override
    boolean isFit(SentPart.Answer head, Object answer, Recording recording) throws ReflectiveOperationException {
        if (head.status() != 200) { // Older versions hand errors over as well.
            recording.brokeOff("has the status " + head.status());
        } else if (!isSound(head.header("content-type"))) {
            recording.refused("is not said to be sound, and may be an error");
        } else if (!isBounded(head, answer)) {
            recording.refused("ends with its connection, so that nobody knows whether it is whole");
        } else {
            return true;
        }
        return false;
    }

    @Override
    boolean canEndAnywhere() {
        return true;
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

    @Override
    List<?> contents(SdkHttp sdk, SdkHttp.Handler handler, SentPart.Answer head, byte[] body) throws Uncacheable {
        if (body.length == 0) {
            throw new Uncacheable("it is empty");
        }
        if (head.length() >= 0 && body.length != head.length()) {
            throw new Uncacheable("it is not as long as its header says");
        }
        return List.of(body);
    }
}
