package dev.reprise.weaver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Remembers what bodies returned by method, receiver and arguments, and answers with it. */
final class RecordingHandler implements CallHandler {

    record Token(String key) {}

    final Map<String, Object> entries = new HashMap<>();
    final List<String> hits = new ArrayList<>();
    final List<String> misses = new ArrayList<>();
    final List<Throwable> thrown = new ArrayList<>();
    final List<WovenMethod> methods = new ArrayList<>();
    final List<Object> receivers = new ArrayList<>();

    @Override
    public Object entered(WovenMethod method, Object receiver, Object[] arguments) {
        methods.add(method);
        receivers.add(receiver);
        String key = method.method().getName() + Arrays.deepToString(arguments);
        if (entries.containsKey(key)) {
            hits.add(key);
            return new AtomicReference<>(entries.get(key));
        }
        return new Token(key);
    }

    @Override
    public Object exited(Object token, Object result, Throwable failure) {
        String key = ((Token) token).key();
        if (failure == null) {
            misses.add(key);
            entries.put(key, result);
        } else {
            thrown.add(failure);
        }
        return result;
    }
}
