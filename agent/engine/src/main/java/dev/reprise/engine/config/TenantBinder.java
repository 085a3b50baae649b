package dev.reprise.engine.config;

import dev.reprise.engine.config.TenantRule.Kind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code tenant}, of everything, a scope or some methods. */
final class TenantBinder {

    private static final List<String> SOURCES =
            List.of("argument", "mdc", "thread-local", "method", "spring-security", "reactor", "coroutine");
    private static final String OPTIONAL = "optional";
    private static final List<String> KEYS =
            List.of("argument", "mdc", "thread-local", "method", "spring-security", "reactor", "coroutine", OPTIONAL);

    private TenantBinder() {}

    /**
     * Returns where the tenant is found, or null if nothing is said of it or that is a problem.
     *
     * @param fields what {@code tenant} is a key of
     */
    static @Nullable TenantRule bind(Fields fields, Problems problems) {
        Node node = fields.node("tenant");
        if (node == null) {
            return null;
        }
        if (node instanceof Node.Scalar scalar && isOff(scalar.text().trim())) {
            return new TenantRule(Kind.NONE, "", /* optional= */ true, node.where());
        }
        Fields tenant = Fields.of(node, fields.path("tenant"), KEYS, problems);
        boolean optional = Boolean.TRUE.equals(tenant.flag(OPTIONAL));
        String source = null;
        for (String each : SOURCES) {
            if (tenant.node(each) != null && source != null) {
                tenant.problem(each, "goes with no " + source + "; write where the tenant is in one way");
                return null;
            }
            source = tenant.node(each) == null ? source : each;
        }
        if (source == null) {
            if (node instanceof Node.Mapping || node instanceof Node.Nothing) {
                fields.problem("tenant", "names no place; write where the tenant is, such as { mdc: tenant }, or off");
            }
            return null;
        }
        String name = tenant.text(source);
        if (name == null) {
            return null;
        }
        String named = name(source, name);
        if (named == null) {
            tenant.problem(source, "\"" + name + "\" " + instead(source));
            return null;
        }
        return new TenantRule(kind(source), named, optional, node.where());
    }

    private static boolean isOff(String text) {
        return text.equalsIgnoreCase("off") || text.equalsIgnoreCase("false");
    }

    private static Kind kind(String source) {
        return Kind.valueOf(source.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    /** Returns what is named, or null if it cannot be one. */
    private static @Nullable String name(String source, String text) {
        return switch (source) {
            case "argument" -> isPath(text) ? text : null;
            case "thread-local", "coroutine" -> isMember(text) ? text : null;
            case "method" -> {
                String method = text.endsWith("()") ? text.substring(0, text.length() - 2) : text;
                yield isMember(method) ? method : null;
            }
            case "spring-security" -> text.equals("name") ? text : null;
            default -> text;
        };
    }

    private static boolean isPath(String text) {
        return !text.startsWith(".") && !text.endsWith(".") && !text.contains("..") && text.indexOf(' ') < 0;
    }

    private static boolean isMember(String text) {
        int hash = text.indexOf('#');
        return hash > 0
                && hash < text.length() - 1
                && text.indexOf('#', hash + 1) < 0
                && text.indexOf('(') < 0
                && text.indexOf(' ') < 0;
    }

    private static String instead(String source) {
        return switch (source) {
            case "argument" ->
                "names nothing; write a parameter's name or index, or a field of it, such as 0.user.tenantId";
            case "thread-local" ->
                "is not a static field; write its class and its name, such as com.acme.TenantHolder#CURRENT";
            case "coroutine" ->
                "is no field of an element; write the element's class and the field, such as"
                        + " com.acme.TenantElement#tenant";
            case "method" ->
                "is not a static method without parameters; write its class and its name, such as"
                        + " com.acme.Tenants#current()";
            default -> "is nothing that a tenant can be; write name, the name of who is logged in";
        };
    }
}
