package dev.reprise.engine;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.key.LeavingOut;
import java.lang.reflect.Proxy;

/**
 * How a user leaves something out of the keys of one method: by a line of the entry that he has, by an annotation where
 * he annotated the method, or by an entry of his own. Holds classes of the host, like the method that it belongs to.
 */
record Ignoring(MethodRule rule, Target target) implements LeavingOut {

    @Override
    public String by(String path) {
        if (rule.isAnnotation() && isParameter(path)) {
            return "@KeyIgnored on the parameter " + path;
        }
        String line = "key: { ignore: [" + path + "] }";
        return rule.isAnnotation() || rule.client() != null
                ? "`methods: [{ method: \"" + method() + "\", " + said() + line + " }]`"
                : "`" + line + "`";
    }

    private boolean isParameter(String path) {
        if (target.parameterNames().contains(path)) {
            return true;
        }
        for (int i = 0; i < target.parameterNames().size(); i++) {
            if (path.equals(Integer.toString(i))) {
                return true;
            }
        }
        return false;
    }

    private String method() {
        StringBuilder pattern = new StringBuilder(target.declaredBy());
        boolean isProxy = Proxy.isProxyClass(target.method().getDeclaringClass());
        pattern.append(isProxy ? "+#" : "#").append(target.method().getName()).append('(');
        String separator = "";
        for (Class<?> type : target.method().getParameterTypes()) {
            pattern.append(separator).append(type.getTypeName());
            separator = ", ";
        }
        return pattern.append(')').toString();
    }

    private static String duration(long millis) {
        return millis % 60_000 == 0 ? millis / 60_000 + "m" : millis + "ms";
    }

    /** What an annotation says the entry has to say again, because it takes the annotation's place. */
    private String said() {
        StringBuilder said = new StringBuilder();
        if (rule.client() != null) {
            return rule.mode() == Mode.OBSERVE ? "mode: observe, " : "";
        }
        if (!rule.scope().equals(Configuration.DEFAULT_SCOPE)) {
            said.append("scope: ").append(rule.scope()).append(", ");
        }
        if (rule.ttl() != null) {
            said.append("ttl: ").append(duration(rule.ttl().toMillis())).append(", ");
        }
        if (rule.version() != null) {
            said.append("version: \"").append(rule.version()).append("\", ");
        }
        if (rule.rollout() < 100) {
            said.append("rollout: ").append(rule.rollout()).append("%, ");
        }
        return said.toString();
    }
}
