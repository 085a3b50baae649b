package dev.reprise.engine.admit;

import dev.reprise.engine.reflect.ContentPaths;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells calls that ask for the likeliest answer from those that ask for any. Safe for use by any number of threads. */
public final class Temperature {

    private static final String RECEIVER = "this";

    private final ContentPaths contents;
    private final List<Path> paths = new ArrayList<>();

    /**
     * @param paths where the temperature is: an argument's index or {@code this}, then names of fields and keys
     * @param contents finds what lies in an argument or the receiver
     */
    public Temperature(List<String> paths, ContentPaths contents) {
        this.contents = contents;
        for (String path : paths) {
            List<String> names = List.of(path.split("\\."));
            int root = names.get(0).equals(RECEIVER) ? -1 : Integer.parseInt(names.get(0));
            this.paths.add(new Path(root, names.subList(1, names.size())));
        }
    }

    /** Returns why a call is not one of temperature 0, or null if it is; a temperature left to the provider is not 0. */
    public @Nullable String refusal(@Nullable Object receiver, @Nullable Object[] arguments) {
        if (paths.isEmpty()) {
            return "deterministic-only, but it is not known where the temperature is; add a path into an argument, such"
                    + " as temperature: [0.temperature]";
        }
        return isZero(receiver, arguments) ? null : "deterministic-only, and its temperature is not 0";
    }

    /** Returns what a call says of its temperature, unless it is 0 or nobody knows where it would be. */
    public @Nullable String told(@Nullable Object receiver, @Nullable Object[] arguments) {
        if (paths.isEmpty() || isZero(receiver, arguments)) {
            return null;
        }
        for (Path path : paths) {
            Object root = path.root < 0 ? receiver : path.root < arguments.length ? arguments[path.root] : null;
            @Nullable String[] found = new String[1];
            contents.any(root, path.names, content -> {
                found[0] = contents.word(content);
                return found[0] != null;
            });
            if (found[0] != null) {
                return "temperature " + found[0];
            }
        }
        return "the temperature, which is left to the provider";
    }

    private boolean isZero(@Nullable Object receiver, @Nullable Object[] arguments) {
        for (Path path : paths) {
            Object root = path.root < 0 ? receiver : path.root < arguments.length ? arguments[path.root] : null;
            if (contents.any(root, path.names, this::isZero)) {
                return true;
            }
        }
        return false;
    }

    private boolean isZero(Object content) {
        String number = contents.word(content);
        try {
            return number != null && Double.parseDouble(number) == 0;
        } catch (NumberFormatException notOne) {
            return false;
        }
    }

    private record Path(int root, List<String> names) {}
}
