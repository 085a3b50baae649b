package dev.reprise.benchmarks.fuzz.answers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A class as a service returns it: mutable, with a superclass, and one object that is held by two others. */
public final class Conversation extends Thing {

    /** What was said. */
    public final List<String> turns = new ArrayList<>();

    /** By name. */
    public final Map<String, int[]> counts = new LinkedHashMap<>();

    /** The one before; may be this one. */
    public @Nullable Conversation previous;

    /** An array. */
    public double[] weights = {};

    /** Compares everything but {@link #previous}. */
    public boolean sameAs(Conversation other) {
        return name.equals(other.name)
                && turns.equals(other.turns)
                && Arrays.equals(weights, other.weights)
                && counts.keySet().equals(other.counts.keySet())
                && counts.entrySet().stream()
                        .allMatch(entry -> Arrays.equals(entry.getValue(), other.counts.get(entry.getKey())));
    }
}
