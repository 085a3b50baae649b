package dev.reprise.engine;

import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.reflect.InstanceFields;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat of ollama4j appends the model's message to the list of messages of its request, which the answer then shares.
 * Made anew by the library's own constructor, which is what appends.
 */
final class OllamaHistory implements Effect {

    private static final String CALLER = "io.github.ollama4j.models.request.OllamaChatEndpointCaller";

    private final Class<?> held;
    private final Constructor<?> request;
    private final List<Field> fields;
    private final Method withMessages;
    private final Method messages;
    private final Method response;
    private final Method history;
    private final Method message;
    private final Constructor<?> answer;

    private OllamaHistory(Class<?> request, Class<?> result) throws ReflectiveOperationException {
        this.request = request.getConstructor();
        fields = InstanceFields.of(request, FieldAccess.NONE);
        messages = request.getMethod("getMessages");
        withMessages = request.getMethod("setMessages", List.class);
        response = result.getMethod("getResponseModel");
        history = result.getMethod("getChatHistory");
        held = response.getReturnType();
        message = held.getMethod("getMessage");
        answer = result.getConstructor(held, List.class);
    }

    static @Nullable Effect of(Method method) {
        boolean isOne = method.getName().equals("callSync") && method.getParameterCount() == 1;
        boolean isOneWithHandler = method.getName().equals("call") && method.getParameterCount() == 2;
        if (!(isOne || isOneWithHandler)
                || !method.getDeclaringClass().getName().equals(CALLER)) {
            return null;
        }
        try {
            return new OllamaHistory(method.getParameterTypes()[0], method.getReturnType());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError otherVersion) {
            return new UnknownEffect(method.getReturnType(), otherVersion);
        }
    }

    @Override
    public Class<?> held() {
        return held;
    }

    @Override
    public Object before(@Nullable Object[] arguments) throws Uncacheable {
        try {
            return new ArrayList<>(messages(arguments));
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            throw new Uncacheable("the messages of the request cannot be read: "
                    + unreadable.getClass().getName());
        }
    }

    @Override
    public @Nullable Object[] undone(Inputs inputs) throws Uncacheable {
        Object changed = inputs.arguments()[0];
        try {
            Object copy = request.newInstance();
            if (changed == null || changed.getClass() != copy.getClass()) {
                throw new Uncacheable("the request is of a class that is not ollama4j's own");
            }
            for (Field field : fields) {
                field.set(copy, field.get(changed));
            }
            withMessages.invoke(copy, inputs.before());
            @Nullable Object[] undone = inputs.arguments().clone();
            undone[0] = copy;
            return undone;
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            throw new Uncacheable(
                    "the request cannot be read: " + unreadable.getClass().getName());
        }
    }

    @Override
    public Object taken(Object answer, Inputs inputs) throws Uncacheable {
        try {
            Object model = response.invoke(answer);
            Object said = model == null ? null : message.invoke(model);
            if (said == null) {
                throw new Uncacheable("the answer has no message");
            }
            List<?> now = messages(inputs.arguments());
            if (history.invoke(answer) != now || !isLonger(now, inputs.before(), said)) {
                throw new Uncacheable("the call did more to its request than to append the model's message");
            }
            return model;
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            throw new Uncacheable(
                    "the answer cannot be read: " + unreadable.getClass().getName());
        }
    }

    @Override
    public Object repeat(Object held, @Nullable Object[] arguments) throws Uncacheable {
        try {
            return answer.newInstance(held, messages(arguments));
        } catch (ReflectiveOperationException | RuntimeException refused) {
            Throwable cause = refused.getCause() == null ? refused : refused.getCause();
            throw new Uncacheable(
                    "the model's message cannot be added to the messages of its request, which a real call"
                            + " does as well; give the request a list that can grow: "
                            + cause.getClass().getName());
        }
    }

    private List<?> messages(@Nullable Object[] arguments) throws ReflectiveOperationException {
        if (messages.invoke(arguments[0]) instanceof List<?> list) {
            return list;
        }
        throw new NoSuchFieldException("the request has no messages");
    }

    private static boolean isLonger(List<?> now, @Nullable Object then, Object last) {
        if (!(then instanceof List<?> before) || now.size() != before.size() + 1 || now.get(before.size()) != last) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (now.get(i) != before.get(i)) {
                return false;
            }
        }
        return true;
    }
}
