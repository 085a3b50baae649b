package dev.reprise.engine.value;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries the answers of Azure's client of OpenAI by the JSON that they write and read themselves: it gives back the
 * constants that services compare by identity.
 */
final class AzureJsonCodec extends RebuiltCodec {

    private static final String ID = "azure-json-1";
    private static final String MODELS = "com.azure.ai.openai.models.";
    private static final String JSON = "com.azure.json.";

    private final Anatomy anatomy;
    private final Method writer;
    private final Method write;
    private final Method reader;
    private final Method read;

    private AzureJsonCodec(Class<?> type, Anatomy anatomy) throws ReflectiveOperationException {
        super(ID, type);
        this.anatomy = anatomy;
        Class<?> providers = Class.forName(JSON + "JsonProviders", true, type.getClassLoader());
        writer = providers.getMethod("createWriter", OutputStream.class);
        reader = providers.getMethod("createReader", byte[].class);
        write = type.getMethod("toJson", writer.getReturnType());
        read = type.getMethod("fromJson", reader.getReturnType());
    }

    static boolean carries(Class<?> type) {
        return type.getName().startsWith(MODELS);
    }

    static AzureJsonCodec of(Class<?> type, Anatomy anatomy) throws Uncacheable {
        try {
            return new AzureJsonCodec(type, anatomy);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException otherVersion) {
            throw new Uncacheable(type.getName() + " is carried by " + JSON
                    + "JsonProviders, which does not know it in this version of the library: " + otherVersion);
        }
    }

    @Override
    public long shape() {
        return Digest.of(ClassShape.describeWithVersion(type));
    }

    @Override
    byte[] written(Object value) throws ReflectiveOperationException, Uncacheable, Undecodable {
        refuseUnlessWhole(value);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Object json = writer.invoke(null, content);
        write.invoke(value, json);
        writer.getReturnType().getMethod("flush").invoke(json);
        String difference = GraphComparison.difference(value, decode(content.toByteArray()), anatomy, new Written());
        if (difference != null) {
            throw new Uncacheable(
                    "this " + type.getName() + " is not given back by its library's own JSON: " + difference);
        }
        return content.toByteArray();
    }

    @Override
    @Nullable
    Object made(byte[] content) throws ReflectiveOperationException {
        return read.invoke(null, reader.invoke(null, (Object) content));
    }

    /** The library makes an answer of any JSON, also of what a proxy says, and of images often an address alone. */
    private static void refuseUnlessWhole(Object answer) throws Uncacheable, ReflectiveOperationException {
        Object content = got(answer, "getChoices");
        if (content instanceof Collection<?> none && none.isEmpty()) {
            return; // Part of a stream; of what is no part, the catalogue says that it needs a choice.
        }
        for (String getter : List.of("getData", "getText")) {
            content = content == null ? got(answer, getter) : content;
        }
        if (content instanceof Collection<?> none && none.isEmpty() && isOfEmbeddings(answer)) {
            return; // What a batch has beside its vectors; that an answer needs one, the catalogue says.
        }
        if (content == null || (content instanceof Collection<?> none && none.isEmpty())) {
            throw Uncacheable.noAnswer("the provider's answer is empty");
        }
        if (content instanceof Collection<?> elements) {
            for (Object element : elements) {
                if (element == null || got(element, "getUrl") != null) {
                    throw new Uncacheable("the answer is an address, at which the provider soon has nothing any more");
                }
            }
        }
    }

    private static boolean isOfEmbeddings(Object answer) {
        return answer.getClass().getName().equals(MODELS + "Embeddings");
    }

    private static @Nullable Object got(Object owner, String getter) throws ReflectiveOperationException {
        try {
            return owner.getClass().getMethod(getter).invoke(owner);
        } catch (NoSuchMethodException other) {
            return null;
        }
    }
}
