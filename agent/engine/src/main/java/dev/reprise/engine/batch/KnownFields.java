package dev.reprise.engine.batch;

import dev.reprise.engine.reflect.InstanceFields;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a class of a library must consist of, so that nothing is lost when an object of it is made again. */
final class KnownFields {

    private KnownFields() {}

    /**
     * Checks the instance fields of a class.
     *
     * @throws NoSuchFieldException if it has others, as another version of the library may
     */
    static void check(Class<?> type, String... names) throws NoSuchFieldException {
        Set<String> there = new TreeSet<>();
        for (Class<?> at = type; at != null && at != Object.class && at != Record.class; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (InstanceFields.isState(field)) {
                    there.add(field.getName());
                }
            }
        }
        if (!there.equals(new TreeSet<>(List.of(names)))) {
            throw new NoSuchFieldException(
                    type.getName() + " has the fields " + there + ", not only " + String.join(", ", names));
        }
    }
}
