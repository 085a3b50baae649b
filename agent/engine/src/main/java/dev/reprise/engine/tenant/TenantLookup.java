package dev.reprise.engine.tenant;

import dev.reprise.engine.config.TenantRule;
import dev.reprise.engine.reflect.ContentPaths;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.Asker;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds out whose the calls of one method are, as the configuration says. Safe for use by any number of threads. */
public final class TenantLookup {

    private final TenantRule rule;
    private final TenantSource source;

    private TenantLookup(TenantRule rule, TenantSource source) {
        this.rule = rule;
        this.source = source;
    }

    /**
     * Returns how tenants are found; null if it is the code alone that says them.
     *
     * @param rule what the configuration says; null if nothing
     * @param method the method
     * @param parameterNames the names of its parameters
     * @param access opens what is closed
     * @param contents finds what lies at a path
     */
    public static @Nullable TenantLookup of(
            @Nullable TenantRule rule,
            Method method,
            List<String> parameterNames,
            FieldAccess access,
            ContentPaths contents) {
        if (rule == null || rule.kind() == TenantRule.Kind.NONE) {
            return null;
        }
        Class<?> caller = method.getDeclaringClass();
        String name = rule.name();
        TenantSource source =
                switch (rule.kind()) {
                    case NONE -> throw new IllegalStateException("nothing to look at");
                    case ARGUMENT -> new ArgumentTenant(name, parameterNames, contents);
                    case MDC -> HostTenant.ofMdc(caller, name);
                    case THREAD_LOCAL -> HostTenant.ofThreadLocal(caller, name, access);
                    case METHOD -> HostTenant.ofMethod(caller, name, access);
                    case SPRING_SECURITY -> HostTenant.ofSpringSecurity(caller);
                    case REACTOR -> ContextTenant.ofReactor(name);
                    case COROUTINE -> ContextTenant.ofCoroutine(name, contents);
                };
        return new TenantLookup(rule, source);
    }

    /** Returns whether it looks at what hangs on the thread that makes the call. */
    public boolean isOfThread() {
        return source instanceof HostTenant;
    }

    /**
     * Returns the tenant of a call; null if it has none, and needs none. Never throws anything else.
     *
     * @param receiver the receiver; null if the method is static
     * @param arguments the arguments
     * @param asker who subscribes to the answer; null while the call is made
     * @throws UnknownTenant if nobody knows whose it is
     */
    public @Nullable String find(@Nullable Object receiver, @Nullable Object[] arguments, @Nullable Asker asker)
            throws UnknownTenant {
        String reason;
        try {
            String tenant = TenantText.of(source.find(receiver, arguments, asker));
            if (tenant != null && !tenant.isBlank()) {
                return tenant;
            }
            if (rule.optional() && tenant == null) {
                return null;
            }
            reason = tenant == null ? "there is none" : "it is blank";
        } catch (UnknownTenant unknown) {
            reason = unknown.reason();
        } catch (Throwable failure) {
            reason = "it threw " + failure.getClass().getName();
        }
        throw new UnknownTenant("nobody knows whose it is, for by tenant: { "
                + rule.kind().name().replace('_', '-').toLowerCase(Locale.ROOT)
                + ": " + rule.name() + " } " + reason);
    }
}
