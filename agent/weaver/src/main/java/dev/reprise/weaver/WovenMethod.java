package dev.reprise.weaver;

import dev.reprise.engine.config.MethodRule;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A woven method of a loaded class, resolved at its first call. It refers to the class strongly, so it may be held by
 * nothing that outlives the class; what belongs to the method is best kept in its {@link #attachment}.
 *
 * <p>Safe for use by any number of threads.
 */
public final class WovenMethod {

    private final MethodRule rule;
    private final Method method;
    private final Method declaration;
    private final Class<?> boxedResult;
    private volatile @Nullable Object attachment;

    WovenMethod(MethodRule rule, Method method, Method declaration) {
        this.rule = rule;
        this.method = method;
        this.declaration = declaration;
        this.boxedResult = MethodType.methodType(method.getReturnType()).wrap().returnType();
    }

    /** Returns the rule that chose the method. */
    public MethodRule rule() {
        return rule;
    }

    /** Returns the class that holds the woven body. */
    public Class<?> owner() {
        return method.getDeclaringClass();
    }

    /** Returns the method that was woven. */
    public Method method() {
        return method;
    }

    /**
     * Returns the method through which it was chosen: that of the interface or superclass which the rule names or which
     * is annotated, otherwise the woven method itself. Its parameters' names and generic types say more than those of a
     * JDK proxy.
     */
    public Method declaration() {
        return declaration;
    }

    /**
     * Returns the class that stands for the method in keys: the woven class, or for a JDK proxy, whose name is made up
     * by each JVM, the interface.
     */
    public Class<?> keyClass() {
        return Proxy.isProxyClass(owner()) ? declaration.getDeclaringClass() : owner();
    }

    /**
     * Returns the names of the parameters, from the woven method or its declaration, whichever was compiled with them;
     * {@code arg0}, {@code arg1} and so on where neither was.
     */
    public List<String> parameterNames() {
        Parameter[] own = method.getParameters();
        Parameter[] declared = declaration.getParameters();
        List<String> names = new ArrayList<>(own.length);
        for (int i = 0; i < own.length; i++) {
            boolean better = !own[i].isNamePresent() && i < declared.length;
            names.add(better ? declared[i].getName() : own[i].getName());
        }
        return names;
    }

    /** Returns the method as the configuration would name it, for messages: {@code com.acme.A#m(int)}. */
    public String name() {
        StringBuilder text = new StringBuilder(keyClass().getName()).append('#').append(method.getName());
        String separator = "(";
        for (Class<?> parameter : declaration.getParameterTypes()) {
            text.append(separator).append(parameter.getTypeName());
            separator = ", ";
        }
        return text.append(separator.equals("(") ? "()" : ")").toString();
    }

    /** Whether the method can return a value, which is boxed if the method returns a primitive. */
    public boolean returns(@Nullable Object value) {
        Class<?> result = method.getReturnType();
        return value == null ? !result.isPrimitive() || result == void.class : boxedResult.isInstance(value);
    }

    /**
     * Returns what the handler keeps with the method.
     *
     * @param create makes it on the first call
     * @param <T> its type, always the same for all methods
     */
    @SuppressWarnings("unchecked") // one handler, one type
    public <T> T attachment(Function<WovenMethod, T> create) {
        Object present = attachment;
        if (present == null) {
            synchronized (this) {
                present = attachment;
                if (present == null) {
                    present = create.apply(this);
                    attachment = present;
                }
            }
        }
        return (T) present;
    }

    @Override
    public String toString() {
        return name();
    }
}
