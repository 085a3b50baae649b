package dev.reprise.engine.adapter;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the adapters that a class's own loader sees. What was found hangs on that class, so that no loader is kept alive
 * by another. A broken adapter costs a line in the log, and its type stays as it is without.
 *
 * <p>Safe for use by any number of threads; code of the host runs without a lock of ours.
 */
public final class AdapterLookup extends ClassValue<Adapters> {

    private static final Logger log = LoggerFactory.getLogger(AdapterLookup.class);

    private static final String API = "dev.reprise.api.Adapter";

    /** Each class asks for itself, but nobody wants to read the same line for each. */
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    @Override
    protected Adapters computeValue(Class<?> owner) {
        ClassLoader loader = owner.getClassLoader();
        Class<?> api = loader == null ? null : api(loader);
        if (loader == null || api == null) {
            return Adapters.NONE;
        }
        Map<Class<?>, HostAdapter> found = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        for (URL file : files(loader)) {
            for (String name : names(file)) {
                HostAdapter adapter = names.add(name) ? make(name, file, api, loader) : null;
                HostAdapter first = adapter == null ? null : found.putIfAbsent(adapter.type(), adapter);
                if (adapter != null && first != null) {
                    warn(file + ": adapter " + name + " is not used, because " + first.name() + " is for "
                            + adapter.type().getName() + " too; leave one of them out");
                }
            }
        }
        return found.isEmpty() ? Adapters.NONE : Adapters.of(found.values());
    }

    private static @Nullable Class<?> api(ClassLoader loader) {
        try {
            return Class.forName(API, /* initialize= */ false, loader);
        } catch (ClassNotFoundException | LinkageError | RuntimeException absent) {
            return null;
        }
    }

    private List<URL> files(ClassLoader loader) {
        try {
            return Collections.list(loader.getResources("META-INF/services/" + API));
        } catch (IOException | RuntimeException | LinkageError failure) {
            warn("no adapters are used, because META-INF/services/" + API + " cannot be looked for: " + failure);
            return List.of();
        }
    }

    private List<String> names(URL file) {
        try {
            return ServiceFile.names(file);
        } catch (IOException | RuntimeException failure) {
            warn(file + ": its adapters are not used, because the file cannot be read: " + failure);
            return new ArrayList<>();
        }
    }

    private @Nullable HostAdapter make(String name, URL file, Class<?> api, ClassLoader loader) {
        String problem;
        try {
            Class<?> type = Class.forName(name, /* initialize= */ false, loader);
            if (api.isAssignableFrom(type)) {
                return HostAdapter.of(api, type.getConstructor().newInstance());
            }
            problem = "it does not implement " + API + " as its class loader knows it";
        } catch (AdapterFailure failure) {
            problem = failure.reason();
        } catch (ClassNotFoundException absent) {
            problem = "there is no such class; write one class name a line, nested classes with $";
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException hidden) {
            problem = "it is not a public class with a public constructor without parameters; make it one";
        } catch (ReflectiveOperationException | LinkageError | RuntimeException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            problem = "its object cannot be made: " + cause.getClass().getName() + " was thrown; it must not throw";
        }
        warn(file + ": adapter " + name + " is not used, and its type is served as if there were none: " + problem);
        return null;
    }

    private void warn(String line) {
        if (said.add(line)) {
            log.warn("{}", line);
        }
    }
}
