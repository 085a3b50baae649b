package dev.reprise.engine.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a {@link MethodPattern}. */
final class MethodPatternParser {

    private static final String RIGHT_FORM = "write Type#method(parameters), such as com.acme.Summarizer#summarize"
            + "(java.lang.String, int), com.acme.Summarizer#summarize(..) or com.acme.PromptBuilder+#build*(..)";

    private final String text;

    MethodPatternParser(String text) {
        this.text = text.trim();
    }

    MethodPattern parse() {
        int hash = text.indexOf('#');
        if (hash < 0) {
            throw withoutHash();
        }
        TypePattern type = type(text.substring(0, hash).trim());
        String rest = text.substring(hash + 1).trim();
        int open = rest.indexOf('(');
        int colon = rest.indexOf(':');
        if (open < 0 || (colon >= 0 && colon < open)) {
            NamePattern name = name(colon < 0 ? rest : rest.substring(0, colon).trim());
            return new MethodPattern(text, type, name, null, returnType(colon < 0 ? "" : rest.substring(colon)));
        }
        NamePattern name = name(rest.substring(0, open).trim());
        int close = rest.indexOf(')', open);
        if (close < 0) {
            throw wrong("has no ')' after its parameters; " + RIGHT_FORM);
        }
        List<String> parameters = parameters(rest.substring(open + 1, close).trim());
        return new MethodPattern(
                text,
                type,
                name,
                parameters,
                returnType(rest.substring(close + 1).trim()));
    }

    private TypePattern type(String written) {
        boolean subtypes = written.endsWith("+");
        String name = subtypes ? written.substring(0, written.length() - 1) : written;
        if (name.isEmpty()) {
            throw wrong("has no type before '#'; " + RIGHT_FORM);
        }
        if (name.indexOf('/') >= 0) {
            throw wrong("has slashes in its type; write dots: " + name.replace('/', '.'));
        }
        if (name.indexOf('+') >= 0) {
            throw wrong(
                    "has a '+' in the wrong place; write it behind the type, before '#': com.acme.PromptBuilder+#build");
        }
        refuseGeneric(name, "type");
        checkName(name, true);
        if (!hasLetter(name)) {
            throw wrong("names every class there is; write at least a part of the type's name");
        }
        return new TypePattern(name, subtypes);
    }

    private NamePattern name(String name) {
        if (name.isEmpty()) {
            throw wrong("has no method after '#'; " + RIGHT_FORM);
        }
        if (name.equals("<init>") || name.equals("new") || name.equals("<clinit>")) {
            throw wrong("names a constructor, and only a method's answer can be cached; name a method");
        }
        if (name.indexOf('#') >= 0) {
            throw wrong("has more than one '#'; " + RIGHT_FORM);
        }
        checkName(name, false);
        return new NamePattern(name);
    }

    private @Nullable List<String> parameters(String written) {
        if (written.equals("..")) {
            return null;
        }
        List<String> types = new ArrayList<>();
        if (written.isEmpty()) {
            return types;
        }
        refuseGeneric(written, "parameter");
        for (int start = 0; start <= written.length(); ) {
            int comma = written.indexOf(',', start);
            int end = comma < 0 ? written.length() : comma;
            types.add(parameter(written.substring(start, end).trim()));
            start = end + 1;
        }
        return List.copyOf(types);
    }

    private String parameter(String written) {
        if (written.isEmpty()) {
            throw wrong("has an empty parameter; write a type between the commas");
        }
        if (written.equals("..")) {
            throw wrong("has '..' among other parameters; write (..) for any parameters, or the type of each one");
        }
        return erased(
                written.endsWith("...")
                        ? written.substring(0, written.length() - 3).trim() + "[]"
                        : written);
    }

    private @Nullable String returnType(String suffix) {
        if (suffix.isEmpty()) {
            return null;
        }
        if (suffix.charAt(0) != ':') {
            throw wrong("has \"" + suffix + "\" after its parameters; " + RIGHT_FORM);
        }
        String written = suffix.substring(1).trim();
        if (written.isEmpty()) {
            throw wrong("has no return type after ':'; write one, such as (..): java.lang.String");
        }
        refuseGeneric(written, "return type");
        return erased(written);
    }

    private String erased(String written) {
        String element = written;
        StringBuilder brackets = new StringBuilder();
        while (element.endsWith("[]")) {
            brackets.append("[]");
            element = element.substring(0, element.length() - 2).trim();
        }
        if (element.indexOf(' ') >= 0) {
            throw wrong("has \"" + written + "\" as a parameter; write only its type, without a name");
        }
        checkName(element, true);
        String fullName = fullName(element);
        if (fullName != null) {
            throw wrong("has \"" + element + "\" without its package; write " + fullName);
        }
        return brackets.length() == 0 ? element : element + brackets;
    }

    private void refuseGeneric(String written, String what) {
        int angle = written.indexOf('<');
        if (angle >= 0) {
            throw wrong("has a generic " + what + "; write the erased type, such as java.util.List for"
                    + " java.util.List<String>, and the bound, often java.lang.Object, for a type variable");
        }
    }

    private void checkName(String name, boolean dots) {
        boolean segment = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.' && dots) {
                if (!segment) {
                    throw wrong("has a '.' too many in \"" + name + "\"; " + RIGHT_FORM);
                }
                segment = false;
            } else if (c == '*' || (c == '-' && i > 0) || Character.isJavaIdentifierPart(c)) {
                segment = true; // Kotlin puts '-' into the names of some methods.
            } else {
                throw wrong("has a stray '" + c + "' in \"" + name + "\"; " + RIGHT_FORM);
            }
        }
        if (!segment) {
            throw wrong(name.isEmpty() ? "has an empty type; " + RIGHT_FORM : "ends a name with '.'; " + RIGHT_FORM);
        }
    }

    private static boolean hasLetter(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != '*' && name.charAt(i) != '.') {
                return true;
            }
        }
        return false;
    }

    private IllegalArgumentException withoutHash() {
        int open = text.indexOf('(');
        String front = open < 0 ? text : text.substring(0, open);
        int colons = front.indexOf("::");
        if (colons >= 0) {
            return wrong("has '::' before the method; write '#': " + text.replace("::", "#"));
        }
        int dot = front.lastIndexOf('.');
        if (open >= 0 && dot > 0) {
            return wrong(
                    "has no '#' before the method; write " + text.substring(0, dot) + "#" + text.substring(dot + 1));
        }
        return wrong("has no '#' and method; " + RIGHT_FORM + " (in YAML, a space before '#' begins a comment)");
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("\"" + text + "\" " + what);
    }

    /** Returns the full name of a type of the JDK, outside java.lang, that people write without its package. */
    private static @Nullable String fullName(String simpleName) {
        return switch (simpleName) {
            case "List", "Map", "Set", "Collection", "Optional", "UUID", "Locale", "Date", "Iterator", "Queue" ->
                "java.util." + simpleName;
            case "Function", "Supplier", "Consumer", "Predicate", "BiFunction", "BiConsumer" ->
                "java.util.function." + simpleName;
            case "Stream" -> "java.util.stream.Stream";
            case "CompletableFuture", "CompletionStage", "Future", "Callable", "Executor", "ExecutorService" ->
                "java.util.concurrent." + simpleName;
            case "Instant", "Duration", "LocalDate", "LocalDateTime", "ZonedDateTime" -> "java.time." + simpleName;
            case "Path" -> "java.nio.file.Path";
            case "File", "InputStream", "Reader" -> "java.io." + simpleName;
            case "URI", "URL" -> "java.net." + simpleName;
            case "BigDecimal", "BigInteger" -> "java.math." + simpleName;
            default -> null;
        };
    }
}
