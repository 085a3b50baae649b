package dev.reprise.engine;

import dev.reprise.engine.config.AdmitRule;
import dev.reprise.engine.config.IgnoredPath;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Pace;
import dev.reprise.engine.config.SourceLocation;
import dev.reprise.engine.config.TenantRule;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a user of each path that he wrote and that leads nowhere, once. Thread-safe. */
final class VainPaths {

    private static final Logger log = LoggerFactory.getLogger(VainPaths.class);

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    void warn(CachedMethod method) {
        MethodRule rule = method.rule();
        if (!method.isUsers()) {
            return; // What the catalogue names need not be there in every version of a library.
        }
        PathCheck check = new PathCheck(method.target(), method.adapters());
        for (IgnoredPath path : rule.ignore()) {
            if (isOfSameFile(path.where(), rule)) {
                tell(path.where(), "key: ignore", path.text(), "leaves nothing out", check.problem(path.text()));
            }
        }
        AdmitRule admit = rule.admit();
        if (admit != null && isOfSameFile(admit.where(), rule)) {
            for (String path : admit.paths()) {
                tell(admit.where(), "admit", path, "names nothing", check.problemInAnswer(path, method.answers()));
            }
        }
        TenantRule tenant = rule.tenant();
        if (tenant != null && tenant.kind() == TenantRule.Kind.ARGUMENT) {
            tell(tenant.where(), "tenant: argument", tenant.name(), "names nothing", check.problem(tenant.name()));
        }
        warnOfTemperature(rule, check);
        warnOfPace(method);
    }

    /** A pattern may mean other methods, too. */
    private void warnOfPace(CachedMethod method) {
        MethodRule rule = method.rule();
        if (rule.pace() != null
                && !(rule.pace() instanceof Pace.Immediate)
                && method.shape().isOneValue()
                && rule.pattern().exactMethodName()
                && told.add(rule.where() + "replay.pace")) {
            log.warn(
                    "{}: replay.pace changes nothing: the answer of {} has no parts; leave it out",
                    rule.where(),
                    method.name());
        }
    }

    /** One that leads somewhere is enough: where a temperature is depends on the version of a library. */
    private void warnOfTemperature(MethodRule rule, PathCheck check) {
        for (String path : rule.temperature()) {
            if (check.problem(path) == null) {
                return;
            }
        }
        for (String path : rule.temperature()) {
            tell(rule.where(), "temperature", path, "names nothing", check.problem(path));
        }
    }

    private static boolean isOfSameFile(SourceLocation where, MethodRule rule) {
        return where.file().equals(rule.where().file());
    }

    private void tell(SourceLocation where, String key, String path, String vain, @Nullable String problem) {
        if (problem != null && told.add(where + key + path)) {
            log.warn("{}: {}: \"{}\" {}: {}", where, key, path, vain, problem);
        }
    }
}
