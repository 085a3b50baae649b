package dev.reprise.engine.shape;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.SentPart;
import dev.reprise.engine.value.Uncacheable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An HTTP answer of the SDKs of OpenAI and Anthropic. Recorded as its body is read, kept if that is read to its end. */
abstract class SdkResponseShape implements Shape {

    private final Class<?> type;
    private final FieldAccess access;
    private volatile @Nullable SdkHttp sdk;

    /**
     * @param type the interface of the answers
     * @param access opens the packages of the library
     */
    SdkResponseShape(Class<?> type, FieldAccess access) {
        this.type = type;
        this.access = access;
    }

    @Override
    public final boolean isInParts() {
        return true;
    }

    @Override
    public final boolean isKeptAsSent() {
        return true;
    }

    @Override
    public final boolean isPulled() {
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
    public final Object replay(Object held) {
        throw new UnsupportedOperationException("a response is made for a call");
    }

    @Override
    public final Object replay(Object parts, Call call) throws Uncacheable {
        SdkHttp known = sdk();
        return answer(known, handler(known, call), (List<?>) parts);
    }

    /** Returns an answer with what was sent. */
    static Object answer(SdkHttp sdk, SdkHttp.Handler handler, List<?> parts) {
        return sdk.answer(new ReplayedRawResponse(sdk, handler, parts));
    }

    @Override
    public final Object record(Object result, Recording recording) {
        try {
            SdkHttp known = sdk();
            String objection = objection(known, result);
            if (objection != null) {
                recording.refused("is a " + result.getClass().getName() + ", " + objection);
                return result;
            }
            SdkHttp.Handler handler = handler(known, recording.call());
            SentPart.Answer head = new SentPart.Answer(known.status(result), known.headers(result));
            if (!isFit(head, result, recording)) {
                return result;
            }
            Parts parts = recording.parts();
            parts.next(head);
            Tape tape = new Tape(
                    parts,
                    recording.maxBytes(),
                    head.length(),
                    canEndAnywhere(),
                    body -> contents(known, handler, head, body));
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

    /** Returns what the library reads the answers to a call with. */
    abstract SdkHttp.Handler handler(SdkHttp sdk, Call call) throws Uncacheable;

    /** Returns why nothing can stand for an object, if it is not one that the library makes; otherwise null. */
    abstract @Nullable String objection(SdkHttp sdk, Object answer);

    /** Returns whether an answer with such a head can be kept; if not, the recording has been told why. */
    abstract boolean isFit(SentPart.Answer head, Object answer, Recording recording)
            throws ReflectiveOperationException;

    /** Returns whether a part of a body can be read as well. */
    abstract boolean canEndAnywhere();

    /** Returns what is made of a body, or throws if that is not whole. */
    abstract List<?> contents(SdkHttp sdk, SdkHttp.Handler handler, SentPart.Answer head, byte[] body) throws Throwable;
}
