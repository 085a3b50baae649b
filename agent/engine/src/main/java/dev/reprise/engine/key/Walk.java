package dev.reprise.engine.key;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One encoding in progress: the buffer, and the way from the call to the value at hand. Belongs to one thread, and lives as
 * long as it: a reference that is stored here costs the collector work at each call, so that one that is the same is not
 * stored again.
 */
final class Walk {

    /** How deeply values may be nested. */
    static final int MAX_DEPTH = 200;

    /** How many values a call may consist of. */
    static final int MAX_NODES = 100_000;

    /** How many of a call's values may be null beside these: they are but a byte each, and requests are full of them. */
    static final int MAX_NULLS = 10 * MAX_NODES;

    private static final Root[] NO_ROOTS = {new Root("", "", /* ofReceiver= */ false)};

    /**
     * What a walk goes out from.
     *
     * @param name {@code this}, or the position of a parameter
     * @param parameter what the parameter is called in its method; empty if that is not known
     */
    record Root(String name, String parameter, boolean ofReceiver) {}

    final KeyBuffer out = new KeyBuffer();
    private final Texts texts;
    private final Shapes shapes;

    private @Nullable Object[] ancestors = new Object[16];
    private @Nullable String[] names = new String[17];
    private int[] indexes = new int[17];
    private int depth;
    private int nodes;
    private int nulls;
    private Root[] roots = NO_ROOTS;
    private int rootIndex;
    private boolean receiver;
    private boolean heldByKnownCode;
    private boolean busy;
    private @Nullable Trace trace;
    private @Nullable Set<Object> met;
    private Set<Object> spent = Set.of();
    private Map<Class<?>, AdaptedShape> adapted = Map.of();
    private LeavingOut leavingOut = LeavingOut.BY_ENTRY;

    Walk(Texts texts, Shapes shapes) {
        this.texts = texts;
        this.shapes = shapes;
    }

    /** Takes the walk into use; false if it is in use further up on this thread's stack. */
    boolean begin() {
        if (busy) {
            return false;
        }
        busy = true;
        nodes = 0;
        nulls = 0;
        return true;
    }

    /** Ends the use: nothing of the host is held from here on. */
    void end(boolean complete) {
        if (!complete || depth != 0) {
            Arrays.fill(ancestors, null); // Otherwise, whoever went into something has left it.
        }
        if (complete) {
            out.clear();
        } else {
            out.reset();
        }
        depth = 0;
        trace(null);
        collect(null);
        spent(Set.of());
        adapt(Map.of());
        leaveOutBy(LeavingOut.BY_ENTRY);
        busy = false;
    }

    /** Says what follows: one of several. */
    void root(Root[] all, int index) {
        if (roots != all) {
            roots = all;
        }
        rootIndex = index;
        receiver = all[index].ofReceiver;
        heldByKnownCode = false;
    }

    boolean inReceiver() {
        return receiver;
    }

    boolean atRoot() {
        return depth == 0;
    }

    /** Returns whether what has no content may be passed over: within a receiver, not in its place. */
    boolean canPassOver() {
        return receiver && depth > 0;
    }

    /** Returns whether the field that led here, by way of containers of the JDK or directly, is one of known code. */
    boolean isHeldByKnownCode() {
        return heldByKnownCode;
    }

    void heldByKnownCode(boolean known) {
        heldByKnownCode = known;
    }

    /**
     * Lets nothing be passed over from here on, as if it were an argument, or ends that.
     *
     * @return whether things could be passed over before
     */
    boolean strictly(boolean strict) {
        boolean before = receiver;
        receiver = !strict;
        heldByKnownCode = false;
        return before;
    }

    /** Says which types the host adapts, from here to the end of the walk. */
    void adapt(Map<Class<?>, AdaptedShape> types) {
        if (adapted != types) {
            adapted = types;
        }
    }

    /** Says how users leave something out, from here to the end of the walk. */
    void leaveOutBy(LeavingOut how) {
        if (leavingOut != how) {
            leavingOut = how;
        }
    }

    boolean isAdapted(Class<?> type) {
        return adapted.containsKey(type);
    }

    @SuppressWarnings("ReferenceEquality") // Another object of the same characters is stored, which is as right.
    void field(@Nullable String name) {
        if (names[depth] != name) {
            names[depth] = name;
        }
    }

    void index(int index) {
        field(null);
        indexes[depth] = index;
    }

    void text(String text) {
        texts.put(out, text);
    }

    /** Lets every value be noted from here to the end of the walk. */
    void trace(@Nullable Trace into) {
        if (trace != into) {
            trace = into;
        }
    }

    /** Lets every object be put into a set of identities from here to the end of the walk. */
    void collect(@Nullable Set<Object> into) {
        if (met != into) {
            met = into;
        }
    }

    /** Says which streams were read by the call itself, from here to the end of the walk. */
    void spent(Set<Object> streams) {
        if (spent != streams) {
            spent = streams;
        }
    }

    boolean isSpent(Object stream) {
        return spent.contains(stream);
    }

    boolean isTraced() {
        return trace != null;
    }

    /** Writes in place of a value that it does not count, as configured. */
    void ignored() {
        int start = out.size();
        out.put(Tag.IGNORED);
        if (trace != null) {
            trace.end(trace.begin(depth, label(), path(), /* value= */ null), null, out.bytes(), start, out.size());
        }
    }

    private String parameter() {
        return roots[rootIndex].parameter;
    }

    private @Nullable String name(int at) {
        return at == 0 ? roots[rootIndex].name : names[at];
    }

    private String label() {
        String name = name(depth);
        if (depth == 0 && !receiver && !parameter().isEmpty()) {
            return name + " (" + parameter() + ")";
        }
        return name == null ? "[" + indexes[depth] + "]" : name.isEmpty() ? "value" : name;
    }

    void leftOut(String name) {
        if (trace != null) {
            field(name);
            trace.leftOut(depth, name, path());
        }
    }

    void value(@Nullable Object value, @Nullable PathRules rules) throws Unkeyable {
        Trace into = trace;
        if (into == null) {
            encode(value, rules);
            return;
        }
        int number = into.begin(depth, label(), path(), value);
        int start = out.size();
        encode(value, rules);
        into.end(number, value, out.bytes(), start, out.size());
    }

    private void encode(@Nullable Object value, @Nullable PathRules rules) throws Unkeyable {
        if (rules != null && rules.ignored()) {
            out.put(Tag.IGNORED);
        } else if (value == null) {
            if (++nulls > MAX_NULLS) {
                throw tooMany(MAX_NULLS, "nulls");
            }
            out.put(Tag.NULL);
        } else {
            if (++nodes > MAX_NODES) {
                throw tooMany(MAX_NODES, "values");
            }
            Class<?> type = value.getClass();
            if (type == String.class) {
                texts.put(out, (String) value);
            } else if (type == Integer.class) {
                out.put(Tag.INT);
                out.putInt((Integer) value);
            } else {
                if (met != null) {
                    met.add(value);
                }
                AdaptedShape ofHost = adapted.isEmpty() ? null : adapted.get(type);
                (ofHost == null ? shapes.get(type) : ofHost).write(value, this, rules);
            }
        }
    }

    private Unkeyable tooMany(int most, String what) {
        return refuse("more than " + most + " " + what + "; leave out what does not decide the answer by "
                + leavingOut.by("..."));
    }

    Shapes shapes() {
        return shapes;
    }

    /**
     * Goes into a value that has others in it.
     *
     * @return false if we are inside this very object already; a reference back to it has then been written
     */
    boolean enter(Object value) throws Unkeyable {
        for (int i = depth - 1; i >= 0; i--) {
            if (ancestors[i] == value) {
                // How far up, not which in number: it must not depend on the order in which a map is walked.
                out.put(Tag.ANCESTOR);
                out.putLength(depth - i);
                return false;
            }
        }
        if (depth == MAX_DEPTH) {
            throw refuse("nested more than " + MAX_DEPTH + " deep; leave out what does not decide the answer by "
                    + leavingOut.by("..."));
        }
        if (depth == ancestors.length) {
            ancestors = Arrays.copyOf(ancestors, depth * 2);
            names = Arrays.copyOf(names, depth * 2 + 1);
            indexes = Arrays.copyOf(indexes, depth * 2 + 1);
        }
        ancestors[depth++] = value;
        field("");
        return true;
    }

    /**
     * Returns whether a value that has some others in it, which have nothing in them, need not be gone into: nobody wants to
     * know the way to each of them, and none can be refused.
     */
    boolean passes(int values) {
        return trace == null && depth < MAX_DEPTH && nodes + values <= MAX_NODES;
    }

    /** Encodes a text in a value that is not gone into. */
    void passed(@Nullable String text) {
        if (text == null) {
            out.put(Tag.NULL);
        } else {
            nodes++;
            texts.put(out, text);
        }
    }

    void leave() {
        ancestors[--depth] = null;
    }

    Unkeyable refuse(String reason) {
        return new Unkeyable(path(), reason);
    }

    /** Refuses what cannot be keyed, and says how to leave it out. */
    Unkeyable refuseUnlessIgnored(String reason) {
        return refuse(reason + "; if it does not decide the answer, " + leavingOut.by(nameablePath()));
    }

    /** Refuses what does not tell its content, and says how somebody else can. */
    Unkeyable refuseUnlessTold(Object value, String reason) {
        Class<?> type = Advice.adaptable(value, ancestors, depth);
        return type == null
                ? refuseUnlessIgnored(reason)
                : refuse(reason + "; write an adapter for " + type.getName() + " (README#adapters) or, if it does not"
                        + " decide the answer, " + leavingOut.by(nameablePath()));
    }

    /** Refuses what brings something else into an answer at each call: to leave it out is mostly wrong. */
    Unkeyable refuseDeciding(Object value, String reason) {
        StringBuilder advice = new StringBuilder("; pass what it contributes ");
        advice.append(canPassOver() ? "as an argument" : "instead");
        Class<?> type = Advice.adaptable(value, ancestors, depth);
        if (type != null) {
            advice.append(", or write an adapter for ").append(type.getName()).append(" (README#adapters)");
        }
        if (receiver && Advice.isAboveAModel(ancestors, depth)) {
            advice.append(", or cache the model below instead (`clients: { langchain4j: on }`)");
        }
        advice.append("; only if it does not decide the answer, ");
        return refuse(reason + advice + leavingOut.by(nameablePath()));
    }

    /** Returns the path as the configuration can have it: to the value, or to the nearest thing around it with a name. */
    private String nameablePath() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i <= depth; i++) {
            String name = name(i);
            if (name == null || name.isEmpty()) {
                continue; // A rule holds for every element.
            }
            if (!isNameable(name) || isSecret(i, name)) {
                break;
            }
            path.append(path.isEmpty() ? "" : ".").append(name);
        }
        return path.toString();
    }

    /** Keys of maps can be anything, also what means something in a path or in YAML. */
    private static boolean isNameable(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!Character.isLetterOrDigit(name.charAt(i)) && "_$-".indexOf(name.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Keys of maps can be secrets: by their looks, or by what their map is called. */
    private boolean isSecret(int at, String name) {
        if (at == 0 || !(ancestors[at - 1] instanceof Map<?, ?>)) {
            return false;
        }
        boolean secret = !Secrets.masked(name).equals(name) || Secrets.isName(receiver ? "" : parameter());
        for (int i = 0; i < at && !secret; i++) {
            String around = name(i);
            secret = around != null && Secrets.isName(around);
        }
        return secret;
    }

    /** Returns the way to the value at hand, fit to be printed. */
    String path() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i <= depth; i++) {
            String name = name(i);
            if (name == null) {
                path.append('[').append(indexes[i]).append(']');
            } else if (!name.isEmpty()) {
                path.append(path.isEmpty() ? "" : ".").append(isSecret(i, name) ? Secrets.MASK : name);
            }
        }
        return path.toString();
    }
}
