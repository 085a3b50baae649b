package dev.reprise.engine.tenant;

import dev.reprise.engine.reflect.ContentPaths;
import dev.reprise.engine.reflect.JdkClasses;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns what hosts keep as a tenant into a name. */
final class TenantText {

    private TenantText() {}

    /**
     * Returns the name; null if there is none.
     *
     * @throws UnknownTenant if the value is none
     */
    static @Nullable String of(@Nullable Object value) throws UnknownTenant {
        Object bare = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        if (bare == null || bare instanceof String) {
            return (String) bare;
        }
        if (bare instanceof Integer
                || bare instanceof Long
                || bare instanceof Short
                || bare instanceof Byte
                || bare instanceof BigInteger
                || bare instanceof UUID) {
            return bare.toString();
        }
        if (bare instanceof Enum<?> constant) {
            return constant.name();
        }
        throw new UnknownTenant("it is a " + bare.getClass().getName() + ", and no text, whole number, UUID or enum");
    }

    /**
     * Returns the one name that lies at a path; null if there is none.
     *
     * @throws UnknownTenant if there is none, or more than one
     */
    static @Nullable String only(ContentPaths contents, @Nullable Object from, List<String> path) throws UnknownTenant {
        Set<Object> all = new LinkedHashSet<>();
        UnknownTenant[] odd = new UnknownTenant[1];
        contents.any(from, path, content -> {
            try {
                String name = of(JdkClasses.contains(content.getClass()) ? content : word(contents, content));
                if (name != null) {
                    all.add(name);
                }
            } catch (UnknownTenant unfit) {
                odd[0] = unfit;
            }
            return false; // Go on: there may be another.
        });
        if (odd[0] != null) {
            throw odd[0];
        }
        if (all.size() > 1) {
            throw new UnknownTenant("there is more than one");
        }
        return all.isEmpty() ? null : (String) all.iterator().next();
    }

    private static Object word(ContentPaths contents, Object content) {
        String word = contents.word(content);
        return word == null ? content : word;
    }
}
