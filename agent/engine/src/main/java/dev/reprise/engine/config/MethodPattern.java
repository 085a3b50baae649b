package dev.reprise.engine.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which methods: {@code com.acme.ContextSummarizer#summarize(java.util.List, int)}, or with wildcards
 * {@code com.acme.PromptBuilder+#build*(..)}. {@code +} means subtypes and implementers as well, {@code *} any part of
 * a name, and {@code (..)}, or nothing, any parameters. A return type may follow: {@code (..): java.lang.String}.
 *
 * <p>Names of types are those of {@link Class#getName()}; an array is {@code int[]}. {@code java.lang} may be left out in
 * parameters and return types, and so may the last parameter of a suspend function of Kotlin, which its source does not have.
 *
 * @param text the pattern as it was written
 * @param type the type that declares the methods
 * @param method the methods' name
 * @param parameters the erased types of the parameters, in which {@code *} stands for any characters; null for any
 *     parameters
 * @param returnType the erased return type, in which {@code *} stands for any characters; null for any
 */
public record MethodPattern(
        String text,
        TypePattern type,
        NamePattern method,
        @Nullable List<String> parameters,
        @Nullable String returnType) {

    /** The type of the last parameter of a suspend function. */
    public static final String CONTINUATION = "kotlin.coroutines.Continuation";

    private static final String JAVA_LANG = "java.lang.";

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is none; the message says what is wrong and what would be right
     */
    public static MethodPattern parse(String text) {
        return new MethodPatternParser(text).parse();
    }

    /** Tells whether the type's name matches; subtypes are for the caller to find. */
    public boolean matchesType(String typeName) {
        return type.matches(typeName);
    }

    /** Tells whether subtypes and implementers are meant as well. */
    public boolean subtypes() {
        return type.subtypes();
    }

    /** Tells whether {@link #typeText()} is the name of one type. */
    public boolean exactType() {
        return type.exact();
    }

    /** Returns the name of the type, with wildcards unless {@link #exactType()}. */
    public String typeText() {
        return type.text();
    }

    /** Tells whether {@link #methodName()} is one name. */
    public boolean exactMethodName() {
        return method.exact();
    }

    /** Returns the name of the method, with wildcards unless {@link #exactMethodName()}. */
    public String methodName() {
        return method.text();
    }

    /** Tells whether a method of a type that matches is meant. */
    public boolean matchesMethod(String name, List<String> parameterTypeNames, String returnTypeName) {
        return method.matches(name)
                && matchesParameters(parameterTypeNames)
                && (returnType == null || sameType(returnType, returnTypeName));
    }

    private boolean matchesParameters(List<String> typeNames) {
        if (parameters == null) {
            return true;
        }
        int last = typeNames.size() - 1;
        boolean withoutLast = parameters.size() == last && typeNames.get(last).equals(CONTINUATION);
        if (parameters.size() != typeNames.size() && !withoutLast) {
            return false;
        }
        for (int i = 0; i < parameters.size(); i++) {
            if (!sameType(parameters.get(i), typeNames.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameType(String pattern, String typeName) {
        return Glob.matches(pattern, typeName) || (pattern.indexOf('.') < 0 && inJavaLang(pattern, typeName));
    }

    private static boolean inJavaLang(String simpleName, String typeName) {
        int end = JAVA_LANG.length();
        return typeName.startsWith(JAVA_LANG)
                && typeName.indexOf('.', end) < 0
                && Glob.matches(simpleName, typeName.substring(end));
    }
}
