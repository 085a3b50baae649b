package dev.reprise.admin.live;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a running agent: to call a method of its bean.
 *
 * @param method its name, as its interface declares it
 * @param arguments texts
 */
public record Question(String method, List<String> arguments) {

    private static final String CALL = "call";
    private static final String ARGUMENTS = "arguments";

    static final String RESULT = "result";
    static final String WRONG = "wrong";
    static final String FAILED = "failed";

    /** Copies the arguments. */
    public Question {
        arguments = List.copyOf(arguments);
    }

    /** Returns it as a line. */
    String text() throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(CALL, method);
        fields.put(ARGUMENTS, arguments);
        return JsonText.of(fields);
    }

    /** Returns what agents of all versions say of what they do not know. */
    static String unknown(String method) {
        return "the agent of that JVM is of another version, and has no " + method;
    }

    static Question read(String line) throws IOException {
        List<String> arguments = new ArrayList<>();
        if (JsonText.read(line) instanceof Map<?, ?> fields
                && fields.get(CALL) instanceof String method
                && fields.get(ARGUMENTS) instanceof List<?> given) {
            given.forEach(each -> arguments.add(String.valueOf(each)));
            return new Question(method, arguments);
        }
        throw new IOException("no question");
    }

    /**
     * Calls the method, and returns the answer as a line.
     *
     * @param face what may be called
     */
    String ask(Object bean, Class<?> face) throws IOException {
        try {
            return answer(RESULT, method(face).invoke(bean, arguments.toArray()));
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            return cause instanceof IllegalArgumentException
                    ? answer(WRONG, cause.getMessage())
                    : answer(FAILED, String.valueOf(cause));
        } catch (ReflectiveOperationException otherVersion) {
            return answer(FAILED, unknown(method));
        }
    }

    private Method method(Class<?> face) throws NoSuchMethodException {
        for (Method each : face.getMethods()) {
            if (each.getName().equals(method)
                    && each.getParameterCount() == arguments.size()
                    && List.of(each.getParameterTypes()).stream().allMatch(type -> type == String.class)) {
                return each;
            }
        }
        throw new NoSuchMethodException(method);
    }

    private static String answer(String name, @Nullable Object value) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(name, value);
        return JsonText.of(fields);
    }
}
