package dev.reprise.engine.value;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an answer of Spring AI consists of, and how to make one of that. */
final class SpringChat {

    /** From here on, parts may be objects of a provider's SDK. */
    static final int FIRST_FREE = 9;

    private static final String METADATA = "org.springframework.ai.chat.metadata.";
    private static final String[] OF_USAGE = {
        "getPromptTokens",
        "getCompletionTokens",
        "getTotalTokens",
        "getCacheReadInputTokens",
        "getCacheWriteInputTokens"
    };

    private final Class<?> metadata;
    private final Class<?> usage;
    private final Constructor<?> newResponse;
    private final Constructor<?> newUsage;

    private SpringChat(Class<?> response, Class<?> metadata, Class<?> usage) throws NoSuchMethodException {
        this.metadata = metadata;
        this.usage = usage;
        newResponse = response.getConstructor(List.class, metadata);
        newUsage =
                usage.getConstructor(Integer.class, Integer.class, Integer.class, Object.class, Long.class, Long.class);
    }

    static SpringChat of(Class<?> response) throws Uncacheable {
        try {
            ClassLoader loader = response.getClassLoader();
            return new SpringChat(
                    response,
                    Class.forName(METADATA + "ChatResponseMetadata", false, loader),
                    Class.forName(METADATA + "DefaultUsage", false, loader));
        } catch (ReflectiveOperationException | LinkageError otherVersion) {
            throw new Uncacheable(
                    response.getName() + " cannot be made again with this version of Spring AI: " + otherVersion);
        }
    }

    /** Returns the generations, what the metadata say, the counts of the usage, its raw form, and the free metadata. */
    List<Object> taken(Object answer) throws ReflectiveOperationException, Uncacheable {
        Object about = get(answer, "getMetadata");
        if (about.getClass() != metadata) {
            throw new Uncacheable("the answer holds a " + about.getClass().getName() + ", not a " + metadata.getName());
        }
        if (((Iterable<?>) get(about, "getPromptMetadata")).iterator().hasNext()) {
            throw new Uncacheable("the answer has metadata of the prompt's filters, which are not carried");
        }
        Object used = get(about, "getUsage");
        boolean isCounted = used.getClass() == usage;
        List<Object> taken = new ArrayList<>();
        taken.add(new ArrayList<>((List<?>) get(answer, "getResults")));
        taken.add(get(about, "getId"));
        taken.add(get(about, "getModel"));
        taken.add(get(about, "getRateLimit"));
        for (String count : OF_USAGE) {
            taken.add(isCounted ? get(used, count) : null);
        }
        taken.add(isCounted ? get(used, "getNativeUsage") : used);
        Map<String, Object> free = new TreeMap<>();
        for (Object each : (Iterable<?>) get(about, "entrySet")) {
            Map.Entry<?, ?> entry = (Map.Entry<?, ?>) each;
            free.put((String) entry.getKey(), entry.getValue());
        }
        free.forEach((key, value) -> {
            taken.add(key);
            taken.add(value);
        });
        return taken;
    }

    Object made(List<? extends @Nullable Object> taken) throws ReflectiveOperationException {
        Object builder = metadata.getMethod("builder").invoke(null);
        set(builder, "id", taken.get(1));
        set(builder, "model", taken.get(2));
        set(builder, "rateLimit", taken.get(3));
        // Whoever counts tells in total at least; what is not counted is an object of its own.
        set(
                builder,
                "usage",
                taken.get(6) == null
                        ? taken.get(9)
                        : newUsage.newInstance(
                                taken.get(4), taken.get(5), taken.get(6), taken.get(9), taken.get(7), taken.get(8)));
        Method keyValue = builder.getClass().getMethod("keyValue", String.class, Object.class);
        for (int i = FIRST_FREE + 1; i < taken.size(); i += 2) {
            keyValue.invoke(builder, taken.get(i), taken.get(i + 1));
        }
        Object about = builder.getClass().getMethod("build").invoke(builder);
        return newResponse.newInstance(taken.get(0), about);
    }

    private static void set(Object builder, String name, @Nullable Object value) throws ReflectiveOperationException {
        for (Method method : builder.getClass().getMethods()) {
            if (method.getName().equals(name)) {
                method.invoke(builder, value);
            }
        }
    }

    private static Object get(Object of, String name) throws ReflectiveOperationException {
        return of.getClass().getMethod(name).invoke(of);
    }
}
