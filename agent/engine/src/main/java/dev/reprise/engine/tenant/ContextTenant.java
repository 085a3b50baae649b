package dev.reprise.engine.tenant;

import dev.reprise.engine.coroutine.ContextElements;
import dev.reprise.engine.reflect.ContentPaths;
import dev.reprise.engine.shape.Asker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is handed on to all that a subscriber, or a coroutine, asks. */
final class ContextTenant {

    private ContextTenant() {}

    static TenantSource ofReactor(String key) {
        return (receiver, arguments, asker) -> asker == null ? null : asker.context(key);
    }

    /**
     * @param field the class of an element, and its field
     */
    static TenantSource ofCoroutine(String field, ContentPaths contents) {
        String element = field.substring(0, field.indexOf('#'));
        List<String> path = List.of(field.substring(field.indexOf('#') + 1).split("\\."));
        return (receiver, arguments, asker) -> TenantText.only(contents, element(element, arguments, asker), path);
    }

    private static @Nullable Object element(String element, @Nullable Object[] arguments, @Nullable Asker asker)
            throws Throwable {
        if (asker != null) {
            return asker.context(element);
        }
        Object last = arguments.length == 0 ? null : arguments[arguments.length - 1];
        return last == null ? null : ContextElements.ofContinuation(last, element);
    }
}
