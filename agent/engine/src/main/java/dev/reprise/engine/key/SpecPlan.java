package dev.reprise.engine.key;

import dev.reprise.engine.adapter.Adapters;
import dev.reprise.engine.adapter.HostAdapter;
import dev.reprise.engine.reflect.ContentPaths;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The plan that a specification describes. */
final class SpecPlan implements KeyPlan {

    private static final String RECEIVER = "this";

    private final Keys keys;
    private final ContentPaths contentPaths;
    private final byte[] header;
    private final boolean receiver;
    private final boolean receiverIgnored;
    private final @Nullable PathRules receiverRules;
    private final List<Parameter> parameters = new ArrayList<>();

    /** The receiver, and the parameters behind it. */
    private final Walk.Root[] roots;

    private final KeySpec spec;
    private final List<Stateful> stateful = new ArrayList<>();
    private final Supplier<Adapters> adapters;
    private final LeavingOut leavingOut;
    private volatile @Nullable Map<Class<?>, AdaptedShape> adapted;

    SpecPlan(KeySpec spec, Keys keys, ContentPaths contentPaths, Supplier<Adapters> adapters, LeavingOut leavingOut) {
        this.spec = spec;
        this.keys = keys;
        this.contentPaths = contentPaths;
        this.adapters = adapters;
        this.leavingOut = leavingOut;
        header = header(spec);
        receiver = spec.receiver();
        List<List<String>> ignored = new ArrayList<>();
        for (String path : spec.ignoredPaths()) {
            ignored.add(names(path));
        }
        PathRules rules = PathRules.of(ignored);
        receiverRules = rules == null ? null : rules.child(RECEIVER);
        receiverIgnored = receiverRules != null && receiverRules.ignored();
        int known = Math.max(spec.parameterNames().size(), 16);
        roots = new Walk.Root[known + 1];
        roots[0] = new Walk.Root(RECEIVER, /* parameter= */ "", /* ofReceiver= */ true);
        for (int i = 0; i < known; i++) {
            parameters.add(parameter(i, rules));
            roots[i + 1] = root(i);
        }
        for (String path : spec.stateful()) {
            stateful.add(stateful(path));
        }
    }

    @Override
    public CacheKey key(@Nullable String tenant, @Nullable Object receiver, @Nullable Object[] arguments)
            throws Unkeyable {
        return walked(/* trace= */ null, /* met= */ null, /* spent= */ Set.of(), tenant, receiver, arguments);
    }

    @Override
    public CacheKey key(
            @Nullable String tenant,
            @Nullable Object receiver,
            @Nullable Object[] arguments,
            Set<Object> met,
            Set<Object> spent)
            throws Unkeyable {
        return walked(/* trace= */ null, met, spent, tenant, receiver, arguments);
    }

    @Override
    public Explanation explain(@Nullable String tenant, @Nullable Object receiver, @Nullable Object[] arguments) {
        Trace trace = new Trace();
        try {
            CacheKey key = walked(trace, /* met= */ null, /* spent= */ Set.of(), tenant, receiver, arguments);
            return new Explanation(spec, tenant, key, /* refusal= */ null, trace);
        } catch (Unkeyable refusal) {
            return new Explanation(spec, tenant, /* key= */ null, refusal, trace);
        }
    }

    private CacheKey walked(
            @Nullable Trace trace,
            @Nullable Set<Object> met,
            Set<Object> spent,
            @Nullable String tenant,
            @Nullable Object receiver,
            @Nullable Object[] arguments)
            throws Unkeyable {
        Map<Class<?>, AdaptedShape> adapted = adapted();
        Walk walk = keys.beginWalk();
        boolean complete = false;
        try {
            walk.trace(trace);
            walk.collect(met);
            walk.spent(spent);
            walk.adapt(adapted);
            walk.leaveOutBy(leavingOut);
            CacheKey key = key(walk, tenant, receiver, arguments);
            complete = true;
            return key;
        } catch (RuntimeException | LinkageError | StackOverflowError failure) {
            throw new Unkeyable(
                    walk.path(), "cannot be read: " + failure.getClass().getName());
        } finally {
            walk.end(complete);
        }
    }

    // No lock while code of the host runs: two threads may do it twice, and find the same.

    private Map<Class<?>, AdaptedShape> adapted() {
        Map<Class<?>, AdaptedShape> found = adapted;
        if (found == null) {
            found = new HashMap<>();
            for (HostAdapter adapter : adapters.get().forKeys().values()) {
                found.put(adapter.type(), AdaptedShape.of(adapter));
            }
            if (found.isEmpty()) {
                found = Map.of();
            }
            adapted = found;
        }
        return found;
    }

    private CacheKey key(Walk walk, @Nullable String tenant, @Nullable Object object, @Nullable Object[] arguments)
            throws Unkeyable {
        KeyBuffer out = walk.out;
        out.putBytes(header, 0, header.length);
        if (tenant == null) {
            out.put(Tag.ABSENT);
        } else {
            walk.text(tenant);
        }
        if (!stateful.isEmpty()) {
            refuseStateful(walk, object, arguments);
        }
        if (receiver && !receiverIgnored) {
            walk.root(roots, 0);
            walk.value(object, receiverRules);
        } else {
            out.put(Tag.ABSENT);
            if (receiver && walk.isTraced()) {
                walk.root(roots, 0);
                walk.leftOut(RECEIVER);
            }
        }
        out.putLength(arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            boolean known = i < parameters.size();
            Parameter parameter = known ? parameters.get(i) : parameter(i, null);
            walk.root(known ? roots : new Walk.Root[] {root(i)}, known ? i + 1 : 0);
            if (parameter.ignored) {
                walk.ignored();
            } else {
                walk.value(arguments[i], parameter.rules);
            }
        }
        return keys.seen().key(out);
    }

    private void refuseStateful(Walk walk, @Nullable Object object, @Nullable Object[] arguments) throws Unkeyable {
        for (Stateful path : stateful) {
            boolean known = path.root < arguments.length;
            Object root = path.root < 0 ? object : known ? arguments[path.root] : null;
            walk.root(path.roots, 0);
            if (contentPaths.isSet(root, path.names)) {
                throw new Unkeyable(path.text, "is stateful: the provider keeps what this call is about");
            }
        }
    }

    private Stateful stateful(String path) {
        List<String> names = names(path);
        String first = names.isEmpty() ? "" : names.get(0);
        List<String> rest = names.isEmpty() ? names : names.subList(1, names.size());
        boolean ofReceiver = first.equals(RECEIVER);
        return new Stateful(path, ofReceiver ? -1 : number(first), rest, new Walk.Root[] {
            new Walk.Root(path, /* parameter= */ "", ofReceiver)
        });
    }

    /** Returns the names of a path; a parameter that is named is turned into its position. */
    private List<String> names(String path) {
        List<String> names = new ArrayList<>(PathRules.names(path));
        int position = names.isEmpty() ? -1 : spec.parameterNames().indexOf(names.get(0));
        if (position >= 0) {
            names.set(0, Integer.toString(position));
        }
        return names;
    }

    /** Returns the position that a text names; beyond every position if it names none. */
    private static int number(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
    }

    private Parameter parameter(int index, @Nullable PathRules rules) {
        String label = Integer.toString(index);
        PathRules own = rules == null ? null : rules.child(label);
        if (own == null && rules != null) {
            own = rules.child(name(index, label));
        }
        return new Parameter(own != null && own.ignored(), own);
    }

    private Walk.Root root(int index) {
        String label = Integer.toString(index);
        String name = name(index, label);
        return new Walk.Root(label, name.equals(label) ? "" : name, /* ofReceiver= */ false);
    }

    private String name(int index, String label) {
        return index < spec.parameterNames().size() ? spec.parameterNames().get(index) : label;
    }

    /** Digests what all calls of the method have in common. */
    private static byte[] header(KeySpec spec) {
        KeyBuffer out = new KeyBuffer();
        out.putInt(Tag.FORMAT);
        for (String part : List.of("reprise", spec.namespace(), spec.method(), spec.version())) {
            byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
            out.putInt(utf8.length);
            out.putBytes(utf8, 0, utf8.length);
        }
        CacheKey digest = out.digest();
        out.clear();
        out.putLong(digest.a());
        out.putLong(digest.b());
        out.putLong(digest.c());
        out.putLong(digest.d());
        return java.util.Arrays.copyOf(out.bytes(), KeyBuffer.DIGEST_LENGTH);
    }

    private record Parameter(boolean ignored, @Nullable PathRules rules) {}

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Stateful(String text, int root, List<String> names, Walk.Root[] roots) {}
}
