package dev.reprise.engine.value;

import dev.reprise.engine.adapter.Adapters;
import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;

/**
 * Chooses how the answers of a method are carried.
 *
 * <p>Safe for use by any number of threads; holds nothing of the host.
 */
public final class Codecs {

    /** Declared types that say nothing; what comes is carried if it is a plain value. */
    private static final Set<Class<?>> VAGUE =
            Set.of(Object.class, Number.class, CharSequence.class, Comparable.class, java.io.Serializable.class);

    private final FieldAccess access;
    private final EntryLimit limit;

    /**
     * @param access opens the packages whose fields have to be read
     * @param maxEntryBytes an answer that takes more is refused before that much is written
     */
    public Codecs(FieldAccess access, long maxEntryBytes) {
        this.access = access;
        this.limit = new EntryLimit(maxEntryBytes, Runtime.getRuntime().maxMemory());
    }

    /**
     * As above, without a limit but that of the heap.
     *
     * @param access opens the packages whose fields have to be read
     */
    public Codecs(FieldAccess access) {
        this(access, Integer.MAX_VALUE);
    }

    /** Returns whether a value is one of the JDK's that nobody can change, so that it may be shared. */
    public static boolean isImmutable(Object value) {
        return PlainValues.isLeaf(value.getClass());
    }

    /** Returns the class that values of a declared type are instances of, as far as it tells. */
    public static Class<?> erased(Type declared) {
        return TypeGraph.erase(declared);
    }

    /**
     * Returns the codec of a method's answers. Cheap: a codec that is slow to start does so at its first value.
     *
     * @param declared the declared, generic return type
     * @param owner the class of the method; answers are decoded for its loader
     * @param allow prefixes of names of further classes that answers may hold
     * @throws Uncacheable if no answer of that type can be carried
     */
    public ValueCodec codec(Type declared, Class<?> owner, List<String> allow) throws Uncacheable {
        return codec(declared, owner, allow, Adapters.NONE);
    }

    /**
     * As above, with adapters of the host.
     *
     * @param adapters those that hold for the method
     */
    public ValueCodec codec(Type declared, Class<?> owner, List<String> allow, Adapters adapters) throws Uncacheable {
        Class<?> type = TypeGraph.erase(declared);
        ValueCodec codec = codecOfPart(declared, owner, allow, adapters);
        return OllamaCodec.carries(type, owner) && adapters.forValues(type) == null
                ? OllamaCodec.of(codec, type)
                : codec;
    }

    /**
     * As above, of what need not be a whole answer.
     */
    public ValueCodec codecOfPart(Type declared, Class<?> owner, List<String> allow, Adapters adapters)
            throws Uncacheable {
        Class<?> type = TypeGraph.erase(declared);
        if (type == Void.class) {
            throw new Uncacheable("the method returns nothing");
        }
        Anatomy anatomy = new Anatomy(access, adapters, limit);
        if (adapters.forValues(type) != null) {
            return new GraphCodec(declared, type, owner.getClassLoader(), allow, anatomy);
        }
        String live = Liveness.of(type);
        if (live != null) {
            throw new Uncacheable("the method returns " + live + " (" + type.getName()
                    + "), not a value; name the method that makes the value");
        }
        if (PlainValues.carries(type) || (VAGUE.contains(type) && allow.isEmpty())) {
            return new PlainCodec(type, limit);
        }
        SdkJson sdk = SdkJson.of(type);
        if (sdk != null) {
            return SdkJsonCodec.of(sdk, type);
        }
        if (AzureJsonCodec.carries(type)) {
            return AzureJsonCodec.of(type, anatomy);
        }
        if (KoogCodec.carries(type)) {
            return KoogCodec.of(type);
        }
        if (AzureBytesCodec.carries(type)) {
            return AzureBytesCodec.of(type);
        }
        if (AzureResponseCodec.carries(type)) {
            Type held =
                    declared instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : Object.class;
            return AzureResponseCodec.of(type, codecOfPart(held, owner, allow, adapters));
        }
        if (SpringEntityCodec.carries(type)) {
            return SpringEntityCodec.of(declared, type, owner.getClassLoader(), allow, anatomy);
        }
        if (SpringChatCodec.carries(type)) {
            return SpringChatCodec.of(declared, type, owner.getClassLoader(), allow, anatomy);
        }
        if (AwsResponseCodec.carries(type)) {
            return AwsResponseCodec.of(declared, type, owner.getClassLoader(), allow, anatomy);
        }
        return new GraphCodec(declared, type, owner.getClassLoader(), allow, anatomy);
    }
}
