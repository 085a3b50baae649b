package dev.reprise.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Changes a call in one place after the other, wherever there is one in the request or in the client's configuration, and
 * asks each time for the key. A changed call that keeps its key would be answered from the other's entry.
 */
public final class Metamorphosis {

    private static final int DEEPEST = 40;

    private final Function<Call, String> key;
    private final Map<Pattern, String> exempt = new LinkedHashMap<>();
    private final Set<String> same = new TreeSet<>();
    private final Set<String> moved = new TreeSet<>();
    private int changed;
    private int kept;
    private int bypassed;
    private int exempted;

    /**
     * Creates a test.
     *
     * @param key makes the key of a call; a bypass begins with {@code bypass:}
     */
    public Metamorphosis(Function<Call, String> key) {
        this.key = key;
    }

    /**
     * Leaves out places on which no answer depends, and what is below them.
     *
     * @param places a regular expression for {@code declaring.Class#field}, or for the path to the place, such as {@code
     *     this\\.headers\\.\\{User-Agent}}
     * @param why the reason
     */
    public Metamorphosis except(String places, String why) {
        exempt.put(Pattern.compile(places), why);
        return this;
    }

    /**
     * Changes a call in every place.
     *
     * @param call the call; it is as before when this returns
     */
    public void change(Call call) {
        String before = key.apply(call);
        if (before.startsWith("bypass:")) {
            throw new IllegalArgumentException(before);
        }
        Object[] arguments = call.arguments();
        for (int i = 0; i < arguments.length; i++) {
            int argument = i;
            Place root = new Place(null, -1, Integer.toString(i), replacement -> {
                Object[] changed = arguments.clone();
                changed[argument] = replacement;
                return new Call(call.receiver(), changed);
            });
            walk(root, arguments[i], new ArrayList<>());
        }
        walk(
                new Place(null, -1, "this", receiver -> new Call(receiver, arguments)),
                call.receiver(),
                new ArrayList<>());
        if (!key.apply(call).equals(before)) {
            throw new IllegalStateException("the call was not put back as it was");
        }
    }

    /**
     * Checks that every changed call had another key or none, and that what means nothing left the key as it was.
     *
     * @return how many changed calls had another key
     */
    public int check() {
        System.out.println(this);
        assertThat(same)
                .as("changes that left the key as it was: wrong answers")
                .isEmpty();
        assertThat(moved)
                .as("changes that mean nothing and led to another key: hits that are missed")
                .isEmpty();
        return changed;
    }

    @Override
    public String toString() {
        return changed + " changed calls had another key, " + bypassed + " had none, " + same.size() + " had the same; "
                + kept + " calls said in another way had the same key, " + moved.size() + " had another; "
                + exempted + " places are exempt by " + exempt.size() + " rules";
    }

    private void walk(Place place, @Nullable Object value, List<Object> above) {
        if (above.size() > DEEPEST || above.stream().anyMatch(each -> each == value)) {
            return;
        }
        if (value instanceof Map<?, ?> map && map.size() > 1) {
            keep(place, map);
        }
        for (Map.Entry<String, Object> variant : variants(value).entrySet()) {
            attempt(place, value, variant.getKey(), variant.getValue());
        }
        if (value == null) {
            return;
        }
        List<Parts.Part> parts = Parts.of(value);
        List<Object> path = new ArrayList<>(above);
        path.add(value);
        for (int i = 0; i < parts.size(); i++) {
            Parts.Part part = parts.get(i);
            Place below = new Place(place, i, part.label(), null);
            below.whole = value;
            if (isExempt(part, below)) {
                exempted++;
                continue;
            }
            if (value instanceof Map<?, ?> map && part.label().startsWith("{key ")) {
                Map<Object, Object> without = new LinkedHashMap<>(map);
                without.remove(part.value());
                attempt(place, value, "without " + part.label(), without);
            }
            if (part.value() == null) {
                Object sample = Leaves.sample(part.type());
                if (sample != null) {
                    attempt(below, null, "set", sample);
                }
            } else {
                walk(below, part.value(), path);
                if (part.owner() != null && !(part.type() instanceof Class<?> type && type.isPrimitive())) {
                    attempt(below, part.value(), "null", null);
                }
            }
        }
    }

    private boolean isExempt(Parts.Part part, Place place) {
        String field = part.owner() == null ? "" : part.owner().getName() + "#" + part.label();
        String path = place.path();
        return exempt.keySet().stream()
                .anyMatch(pattern -> pattern.matcher(field).matches()
                        || pattern.matcher(path).matches());
    }

    /** Returns other values for a value, as a whole. */
    private static Map<String, Object> variants(@Nullable Object value) {
        Map<String, Object> variants = new LinkedHashMap<>();
        if (value == null) {
            return variants;
        }
        if (Leaves.isLeaf(value)) {
            Object other = Leaves.other(value);
            if (other != null) {
                variants.put("other", other);
            }
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            variants.put("shorter", new ArrayList<>(list.subList(0, list.size() - 1)));
            List<Object> longer = new ArrayList<>(list);
            longer.add(list.get(0));
            variants.put("longer", longer);
            if (list.size() > 1 && !list.get(0).equals(list.get(1))) {
                List<Object> swapped = new ArrayList<>(list);
                Collections.swap(swapped, 0, 1);
                variants.put("swapped", swapped);
            }
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> longer = new LinkedHashMap<>(map);
            longer.put("sample", "sample");
            variants.put("longer", longer);
        }
        return variants;
    }

    private void attempt(Place place, @Nullable Object value, String what, @Nullable Object other) {
        String path = place.path() + " " + what;
        String rebuilt;
        String now;
        try {
            rebuilt = rebuilt(place, value);
            now = keyWith(place, value, each -> other);
        } catch (Parts.NotAllowed notAllowed) {
            return; // Nobody can make that call.
        }
        count(path, rebuilt, now);
    }

    /**
     * Returns the key of the call with all that a change replaces replaced by what is equal. All changes in one place share it,
     * and, but for maps, all in places that are parts of the same.
     */
    private String rebuilt(Place place, @Nullable Object value) {
        Place of = value instanceof Map<?, ?> || place.parent == null ? place : place.parent;
        String known = of == place ? of.rebuilt : of.rebuiltBelow;
        if (known != null) {
            return known;
        }
        String key = keyWith(place, value, each -> plain(value));
        if (of == place) {
            of.rebuilt = key;
        } else {
            of.rebuiltBelow = key;
        }
        return key;
    }

    /** Puts a map's entries in the opposite order, which must not matter. */
    private void keep(Place place, Map<?, ?> map) {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        Collections.reverse(entries);
        Map<Object, Object> reversed = new LinkedHashMap<>();
        entries.forEach(entry -> reversed.put(entry.getKey(), entry.getValue()));
        try {
            same(place.path() + " reversed", rebuilt(place, map), keyWith(place, map, each -> reversed));
        } catch (Parts.NotAllowed notAllowed) {
            // Nobody can make that call.
        }
    }

    /** Returns a map in the class of its variants, so that nothing but the content differs. */
    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? new LinkedHashMap<>(map) : value;
    }

    private void same(String what, String before, String now) {
        if (now.equals(before)) {
            kept++;
        } else {
            moved.add(what);
        }
    }

    private void count(String what, String before, String now) {
        if (now.startsWith("bypass:")) {
            bypassed++;
        } else if (now.equals(before)) {
            same.add(what);
        } else {
            changed++;
        }
    }

    /** Returns the key of the call with a value replaced; everything is put back. */
    private String keyWith(Place place, @Nullable Object value, UnaryOperator<@Nullable Object> change) {
        List<Runnable> undo = new ArrayList<>();
        try {
            Object now = change.apply(value);
            Place at = place;
            while (at.parent != null) {
                Object whole = at.whole;
                int part = at.part;
                Object old = Parts.of(whole).get(part).value();
                now = Parts.with(whole, part, now);
                if (now == whole) {
                    undo.add(() -> Parts.with(whole, part, old));
                }
                at = at.parent;
            }
            return key.apply(at.root.apply(now));
        } finally {
            undo.forEach(Runnable::run);
        }
    }

    private static final class Place {

        private final @Nullable Place parent;
        private final int part;
        private final String label;
        private final Function<Object, Call> root;
        private Object whole = "";
        private @Nullable String rebuilt;
        private @Nullable String rebuiltBelow;

        Place(@Nullable Place parent, int part, String label, @Nullable Function<Object, Call> root) {
            this.parent = parent;
            this.part = part;
            this.label = label;
            this.root = root == null ? value -> new Call(value) : root;
        }

        String path() {
            return parent == null ? label : parent.path() + "." + label;
        }
    }
}
