package dev.reprise.engine.value;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Carries one part of an answer that is handed to a callback: a call with its arguments, or the end. */
public final class CallbackCodec implements ValueCodec {

    static final int CALLED = 1;
    private static final int ENDED_ELSEWHERE = 2;
    private static final int ENDED_ON_CALLERS_THREAD = 3;

    private static final int NULL = 0;
    static final int VALUE = 1;
    private static final int LIVE = 2;

    /** Chooses the codec of what is declared as a type. */
    @FunctionalInterface
    public interface Choice {

        /**
         * Returns the codec of a parameter's arguments.
         *
         * @throws Uncacheable if no argument of that type can be carried
         */
        ValueCodec codec(Method method, int parameter) throws Uncacheable;
    }

    /** One parameter of one method: carried by a codec, live, or neither, for a reason. */
    private record Argument(boolean live, @Nullable ValueCodec codec, String refusal) {}

    private record Calls(long signature, Method method, List<Argument> arguments) {}

    /** By the digest of name and descriptor, so that a call takes few bytes and is of no other method in another version. */
    private final Map<Long, Calls> methods = new TreeMap<>();

    private final Map<Method, Calls> byMethod = new HashMap<>();

    private final @Nullable ValueCodec result;

    /**
     * @param called the methods of the callback that hand over a part
     * @param choice chooses the codecs of their arguments
     * @param result carries what the method returns; null if it returns nothing
     */
    public CallbackCodec(List<Method> called, Choice choice, @Nullable ValueCodec result) {
        this.result = result;
        for (Method method : called) {
            List<Argument> arguments = new ArrayList<>();
            for (int i = 0; i < method.getParameterCount(); i++) {
                arguments.add(argument(method, i, choice));
            }
            Calls calls = new Calls(signature(method), method, List.copyOf(arguments));
            methods.put(calls.signature(), calls);
            byMethod.put(method, calls);
        }
    }

    private static Argument argument(Method method, int parameter, Choice choice) {
        try {
            if (LiveArguments.isLive(method.getParameterTypes()[parameter])) {
                return new Argument(true, null, "");
            }
            return new Argument(false, choice.codec(method, parameter), "");
        } catch (Uncacheable reason) {
            return new Argument(
                    false, null, "argument " + parameter + " of " + method.getName() + ": " + reason.reason());
        }
    }

    private static long signature(Method method) {
        return Digest.of(method.getName()
                + MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                        .toMethodDescriptorString());
    }

    @Override
    public String id() {
        return "callback-1/" + (result == null ? "void" : result.id());
    }

    @Override
    public long shape() {
        long shape = result == null ? 0 : result.shape();
        for (Map.Entry<Long, Calls> calls : methods.entrySet()) {
            shape = 31 * shape + calls.getKey().hashCode();
            for (Argument argument : calls.getValue().arguments()) {
                ValueCodec codec = argument.codec();
                shape = 31 * shape
                        + (codec == null
                                ? (argument.live() ? 1 : 0)
                                : codec.shape() + codec.id().hashCode());
            }
        }
        return shape;
    }

    @Override
    public boolean holdsAsIs(Object value) {
        return false;
    }

    @Override
    public byte[] encode(Object value) throws Uncacheable {
        return encode(value, Given.NOTHING);
    }

    @Override
    public byte[] encode(Object value, Given given) throws Uncacheable {
        Output out = new Output(EntryLimit.NONE);
        if (value instanceof CallbackPart.Called called) {
            encode(called, given, out);
        } else if (value instanceof CallbackPart.Ended ended) {
            out.writeByte(ended.onCallersThread() ? ENDED_ON_CALLERS_THREAD : ENDED_ELSEWHERE);
            encode(ended.result(), result, given, out);
        }
        return out.toBytes();
    }

    private void encode(CallbackPart.Called called, Given given, Output out) throws Uncacheable {
        Calls calls = byMethod.get(called.method());
        if (calls == null) {
            throw new Uncacheable("its callback has no method " + called.method());
        }
        out.writeByte(CALLED);
        out.writeLong(calls.signature());
        for (int i = 0; i < calls.arguments().size(); i++) {
            Argument argument = calls.arguments().get(i);
            if (argument.live()) {
                out.writeByte(LIVE);
            } else if (argument.codec() == null && called.arguments()[i] != null) {
                throw new Uncacheable(argument.refusal());
            } else {
                encode(called.arguments()[i], argument.codec(), given, out);
            }
        }
    }

    private static void encode(@Nullable Object value, @Nullable ValueCodec codec, Given given, Output out)
            throws Uncacheable {
        if (value == null || codec == null) {
            out.writeByte(NULL);
            return;
        }
        byte[] content = codec.encode(value, given);
        out.writeByte(VALUE);
        out.writeCount(content.length);
        out.writeBytes(content, 0, content.length);
    }

    @Override
    public Object decode(byte[] content) throws Undecodable {
        Input in = new Input(content, 0);
        int kind = in.readByte();
        if (kind == ENDED_ELSEWHERE || kind == ENDED_ON_CALLERS_THREAD) {
            return new CallbackPart.Ended(kind == ENDED_ON_CALLERS_THREAD, decode(in, false, result));
        }
        Calls calls = kind == CALLED ? methods.get(in.readLong()) : null;
        if (calls == null) {
            throw new Undecodable("no call of this callback");
        }
        @Nullable Object[] arguments = new @Nullable Object[calls.arguments().size()];
        for (int i = 0; i < arguments.length; i++) {
            Argument argument = calls.arguments().get(i);
            arguments[i] = decode(in, argument.live(), argument.codec());
            Class<?> type = calls.method().getParameterTypes()[i];
            if (arguments[i] != null
                    && arguments[i] != CallbackPart.Live.ARGUMENT
                    && !boxed(type).isInstance(arguments[i])) {
                throw new Undecodable("argument " + i + " is no " + type.getName());
            }
        }
        return new CallbackPart.Called(calls.method(), arguments);
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    private static @Nullable Object decode(Input in, boolean live, @Nullable ValueCodec codec) throws Undecodable {
        int kind = in.readByte();
        if (kind == LIVE && live) {
            return CallbackPart.Live.ARGUMENT;
        }
        if (kind == VALUE && codec != null) {
            return codec.decode(in.readBytes(in.readSize()));
        }
        if (kind == NULL) {
            return null;
        }
        throw new Undecodable("no argument");
    }
}
