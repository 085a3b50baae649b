package dev.reprise.engine;

import dev.reprise.engine.config.IgnoredPath;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a user of each path that he wants ignored and that leads nowhere, once. Thread-safe. */
final class VainPaths {

    private static final Logger log = LoggerFactory.getLogger(VainPaths.class);

    private final Set<IgnoredPath> told = ConcurrentHashMap.newKeySet();

    void warn(CachedMethod method) {
        List<IgnoredPath> paths = method.rule().ignore();
        // What the catalogue ignores need not be there in every version of a library.
        if (paths.isEmpty() || !method.isUsers()) {
            return;
        }
        PathCheck check = new PathCheck(method.target(), method.adapters());
        for (IgnoredPath path : paths) {
            boolean isCatalogues =
                    !path.where().file().equals(method.rule().where().file());
            String problem = isCatalogues ? null : check.problem(path.text());
            if (problem != null && told.add(path)) {
                log.warn("{}: key: ignore: \"{}\" leaves nothing out: {}", path.where(), path.text(), problem);
            }
        }
    }
}
