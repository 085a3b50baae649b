package dev.reprise.weaver;

import dev.reprise.weaver.match.Plan;
import dev.reprise.weaver.match.RuleTable;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The woven methods of one class by number. It hangs on the class and goes with it. */
final class MethodTable {

    /** A resolved plan; the method is null if the class has none such, which only another agent can bring about. */
    private record Entry(String plan, @Nullable WovenMethod method) {}

    private final Class<?> owner;
    private final RuleTable rules;
    private volatile Entry[] entries = new Entry[0];

    MethodTable(Class<?> owner, RuleTable rules) {
        this.owner = owner;
        this.rules = rules;
    }

    /** Returns a method; null if it cannot be resolved. */
    @Nullable
    WovenMethod at(int index, String plan) {
        Entry known = known(index, plan);
        return known == null ? resolve(index, plan) : known.method;
    }

    private @Nullable Entry known(int index, String plan) {
        Entry[] current = entries;
        Entry entry = index < current.length ? current[index] : null;
        // The constant is one object as long as the class is not woven anew with other rules.
        return entry != null && sameConstant(entry.plan, plan) ? entry : null;
    }

    @SuppressWarnings("ReferenceEquality") // another object is resolved again, so this cannot be wrong, only fast
    private static boolean sameConstant(String a, String b) {
        return a == b;
    }

    private synchronized @Nullable WovenMethod resolve(int index, String text) {
        Entry known = known(index, text); // By another first call, so that both are calls of one method.
        if (known != null) {
            return known.method;
        }
        WovenMethod resolved = resolve(text);
        Entry[] grown = Arrays.copyOf(entries, Math.max(entries.length, index + 1));
        grown[index] = new Entry(text, resolved);
        entries = grown;
        return resolved;
    }

    private @Nullable WovenMethod resolve(String text) {
        try {
            Plan plan = Plan.parse(text);
            Method method = method(owner, plan.name(), plan.descriptor());
            return method == null ? null : new WovenMethod(rules.rule(plan.rule()), method, declaration(plan, method));
        } catch (LinkageError missingClass) {
            // Another method of the class names a class that is not there: the class works, reflection on it does not.
            return null;
        }
    }

    private Method declaration(Plan plan, Method method) {
        Class<?> type = supertype(plan.declaringType());
        Method declared = type == null ? null : method(type, plan.name(), plan.declaredDescriptor());
        return declared == null ? method : declared;
    }

    private @Nullable Class<?> supertype(String name) {
        Deque<Class<?>> open = new ArrayDeque<>(Set.of(owner));
        Set<Class<?>> seen = new HashSet<>();
        for (Class<?> type = open.poll(); type != null; type = open.poll()) {
            if (type.getName().equals(name)) {
                return type;
            }
            if (seen.add(type)) {
                open.addAll(Arrays.asList(type.getInterfaces()));
                if (type.getSuperclass() != null) {
                    open.add(type.getSuperclass());
                }
            }
        }
        return null;
    }

    private static @Nullable Method method(Class<?> type, String name, String descriptor) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)
                    && MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                            .toMethodDescriptorString()
                            .equals(descriptor)) {
                return method;
            }
        }
        return null;
    }
}
