package dev.reprise.engine.batch;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.reflect.InstanceFields;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The embeddings of an answer of Azure's client of OpenAI, each with the index of the text that it is of. By their fields,
 * for their getters change them.
 */
final class AzureResults implements Results {

    private final Field data;
    private final Field usage;
    private final Field index;
    private final Field base64;
    private final Field floats;
    private final Constructor<?> answers;
    private final Constructor<?> usages;
    private final Constructor<?> items;

    AzureResults(Class<?> type, FieldAccess access) throws ReflectiveOperationException {
        KnownFields.check(type, "data", "usage");
        data = field(type, "data", access);
        usage = field(type, "usage", access);
        Class<?> tokens = usage.getType();
        KnownFields.check(tokens, "promptTokens", "totalTokens");
        Class<?> item =
                Class.forName(type.getPackageName() + ".EmbeddingItem", /* initialize= */ false, type.getClassLoader());
        KnownFields.check(item, "promptIndex", "embedding", "embeddingInFloat", "embeddingBase64", "object");
        index = field(item, "promptIndex", access);
        base64 = field(item, "embeddingBase64", access);
        floats = field(item, "embeddingInFloat", access);
        answers = opened(type.getDeclaredConstructor(List.class, tokens));
        usages = opened(tokens.getDeclaredConstructor(int.class, int.class));
        items = opened(item.getDeclaredConstructor(String.class, int.class));
    }

    private static Field field(Class<?> type, String name, FieldAccess access) throws NoSuchFieldException {
        for (Field field : InstanceFields.of(type, access)) {
            if (field.getName().equals(name)) {
                return field;
            }
        }
        throw new NoSuchFieldException(name);
    }

    private static Constructor<?> opened(Constructor<?> constructor) {
        constructor.setAccessible(true);
        return constructor;
    }

    @Override
    public @Nullable List<?> of(Object answer) throws ReflectiveOperationException {
        return (List<?>) data.get(answer);
    }

    @Override
    public Object with(Object answer, List<?> results, boolean asked) throws ReflectiveOperationException {
        Object tokens = usage.get(answer);
        Object list = new ListResults().with(data.get(answer), results, asked);
        return answers.newInstance(list, asked || tokens == null ? tokens : usages.newInstance(0, 0));
    }

    @Override
    public long place(Object result, int position) throws ReflectiveOperationException {
        return index.getInt(result);
    }

    @Override
    public Object placed(Object result, int place) throws ReflectiveOperationException {
        if (index.getInt(result) == place) {
            return result;
        }
        Object made = items.newInstance(base64.get(result), place);
        floats.set(made, floats.get(result));
        return made;
    }

    @Override
    public @Nullable Object content(Object result) throws ReflectiveOperationException {
        Object text = base64.get(result);
        return text == null ? floats.get(result) : text;
    }
}
