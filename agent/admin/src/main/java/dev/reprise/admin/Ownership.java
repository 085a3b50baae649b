package dev.reprise.admin;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.config.TenantRule;
import dev.reprise.engine.config.TenantRule.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a piece of configuration says again because it decides whose answers are whose. */
final class Ownership {

    private Ownership() {}

    /** Returns the lines for the top of a file: the namespace, and where the tenant is of everything and of scopes. */
    static List<String> lines(Configuration configuration) {
        List<String> lines = new ArrayList<>();
        if (!configuration.namespace().equals("default")) {
            lines.add("namespace: " + ProposedEntry.quoted(configuration.namespace()));
        }
        if (configuration.tenant() != null) {
            lines.add("tenant: " + text(configuration.tenant()));
        }
        boolean first = true;
        // A client may have methods that were not called so far, so all of the scopes.
        for (ScopeSettings scope : new TreeMap<>(configuration.scopes()).values()) {
            List<String> settings = settings(scope.tenant(), scope.perTenant());
            if (!settings.isEmpty()) {
                if (first) {
                    lines.add("scopes:");
                }
                first = false;
                lines.add("  " + ProposedEntry.quoted(scope.name()) + ": { " + String.join(", ", settings) + " }");
            }
        }
        return lines;
    }

    /** Returns {@code tenant} and {@code per-tenant} as they are written down, as far as they say anything. */
    static List<String> settings(@Nullable TenantRule tenant, boolean perTenant) {
        List<String> settings = new ArrayList<>();
        if (tenant != null) {
            settings.add("tenant: " + text(tenant));
        }
        if (perTenant) {
            settings.add("per-tenant: required");
        }
        return settings;
    }

    private static String text(TenantRule tenant) {
        return tenant.kind() == Kind.NONE
                ? "off"
                : "{ " + tenant.kind().name().replace('_', '-').toLowerCase(Locale.ROOT) + ": "
                        + ProposedEntry.quoted(tenant.name())
                        + (tenant.optional() ? ", optional: true }" : " }");
    }
}
