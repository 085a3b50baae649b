package dev.reprise.engine.tenant;

import dev.reprise.engine.reflect.ContentPaths;
import dev.reprise.engine.shape.Asker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lies at a path into an argument or the receiver. */
final class ArgumentTenant implements TenantSource {

    private static final String RECEIVER = "this";

    private final ContentPaths contents;
    private final int root;
    private final List<String> names;

    ArgumentTenant(String path, List<String> parameterNames, ContentPaths contents) {
        this.contents = contents;
        List<String> all = List.of(path.split("\\."));
        this.root = all.get(0).equals(RECEIVER) ? -1 : position(all.get(0), parameterNames);
        this.names = all.subList(1, all.size());
    }

    private static int position(String name, List<String> parameterNames) {
        int position = parameterNames.indexOf(name);
        return position < 0 && name.matches("\\d{1,3}") ? Integer.parseInt(name) : position < 0 ? 255 : position;
    }

    @Override
    public @Nullable Object find(@Nullable Object receiver, @Nullable Object[] arguments, @Nullable Asker asker)
            throws UnknownTenant {
        Object from = root < 0 ? receiver : root < arguments.length ? arguments[root] : null;
        return TenantText.only(contents, from, names);
    }
}
