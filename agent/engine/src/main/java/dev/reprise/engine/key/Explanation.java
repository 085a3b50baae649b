package dev.reprise.engine.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call's key as a tree of what is in it. What looks like a secret, or has the name of one, is masked, long texts are
 * cut; nothing of the host is held.
 */
public final class Explanation {

    private final @Nullable CacheKey key;
    private final @Nullable Unkeyable refusal;
    private final List<String> lines;
    private final @Nullable Map<String, Content> values;
    private final Trace trace;

    /**
     * What stands at one place of a call.
     *
     * @param hash a hash of its encoding
     * @param varies whether it looks like what is another thing each time: a time, a random name
     */
    public record Content(int hash, boolean varies) {}

    /**
     * A value that consists of no others.
     *
     * @param path where it stands
     * @param hash a hash of its encoding
     * @param varies as above
     * @param text the value, cut if it is long; masked if it looks like a secret
     * @param sort what it is, without its content
     * @param content the value if it is a text, whole, for comparison alone; otherwise null
     */
    public record Leaf(
            String path,
            int hash,
            boolean varies,
            String text,
            String sort,
            @Nullable String content) {

        /** Without the content, which may be a secret. */
        @Override
        public String toString() {
            return path + ": " + text;
        }
    }

    Explanation(
            KeySpec spec, @Nullable String tenant, @Nullable CacheKey key, @Nullable Unkeyable refusal, Trace trace) {
        this.key = key;
        this.refusal = refusal;
        this.trace = trace;
        this.values = refusal == null ? trace.values() : null;
        List<String> text = new ArrayList<>();
        text.add(spec.method());
        text.add("  namespace: " + (spec.namespace().isEmpty() ? "none" : spec.namespace()));
        text.add("  tenant: " + (tenant == null ? "none" : Secrets.masked(tenant)));
        text.add("  version: " + (spec.version().isEmpty() ? "none" : spec.version()));
        trace.lines(text::add);
        text.add("  key: " + (key == null ? "none" : key.toString()));
        if (refusal != null) {
            text.add("  not keyed: " + refusal.path() + " " + refusal.reason());
        }
        this.lines = List.copyOf(text);
    }

    /** Returns the key; null if the call cannot be keyed. */
    public @Nullable CacheKey key() {
        return key;
    }

    /** Returns why the call cannot be keyed; null if it can. */
    public @Nullable Unkeyable refusal() {
        return refusal;
    }

    /** Returns the tree, one line for each part; the first names the method. */
    public List<String> lines() {
        return lines;
    }

    /**
     * Returns what the key consists of, by path; null if there is no key, or if the call consists of too many values.
     */
    public @Nullable Map<String, Content> values() {
        return values;
    }

    /** Returns the values that {@link #values} tells of, in their order; null as there. */
    public @Nullable List<Leaf> leaves() {
        return refusal == null ? trace.leaves() : null;
    }

    /** Returns the paths of what is not in the key: left out as configured, or passed over for lack of content. */
    public List<String> uncounted() {
        return trace.uncounted();
    }
}
