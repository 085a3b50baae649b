package dev.reprise.engine.audit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is found out about one method while it is observed. Holds nothing of the host; safe for use by any number of threads.
 */
public final class Audit {

    /** So many repeated calls are compared; a method that has shown no difference by then is believed. */
    private static final int COMPARED = 1_000;

    /** So many of those that are not the same to the byte, which takes a while to tell. */
    private static final int LOOKED_AT = 200;

    /** So many places are remembered at which answers differed. */
    private static final int PLACES = 16;

    private final Map<String, Seen> places = new LinkedHashMap<>();
    private List<String> guesses = List.of();
    private List<Clue> effects = List.of();
    private final Set<String> done = new LinkedHashSet<>();
    private @Nullable String model;
    private boolean clued;
    private volatile long compared;
    private volatile long lookedAt;
    private long details;
    private long differing;

    private static final class Seen {
        private final String example;
        private long times;

        private Seen(String example) {
            this.example = example;
        }
    }

    /** Returns whether no more answers need to be compared. */
    public boolean isOver() {
        return compared >= COMPARED || lookedAt >= LOOKED_AT;
    }

    /** Notes that a call was answered as before. */
    public synchronized void alike() {
        compared++;
    }

    /** Notes that a call was answered as before but for details of the provider's. */
    public synchronized void alikeButForDetails() {
        compared++;
        lookedAt++;
        details++;
    }

    /**
     * Notes that a call was answered otherwise than before.
     *
     * @param showing whether the example may be shown
     * @return whether it is the first such call
     */
    public synchronized boolean differed(Comparison.Result result, boolean showing) {
        compared++;
        lookedAt++;
        differing++;
        Set<String> counted = new HashSet<>();
        for (Difference difference : result.differences()) {
            String place = difference.place();
            Seen seen = places.get(place);
            if (seen == null && places.size() < PLACES) {
                seen = new Seen(difference.example(showing));
                places.put(place, seen);
            }
            if (seen != null && counted.add(place)) {
                seen.times++;
            }
        }
        return differing == 1;
    }

    /** Returns true once, for whoever is to look for clues. */
    public synchronized boolean wantsClues() {
        boolean first = !clued;
        clued = true;
        return first;
    }

    /** Notes what the method's code tells. */
    public synchronized void clued(List<Clue> clues) {
        List<Clue> found = new ArrayList<>();
        for (Clue clue : clues) {
            if (clue.kind().isEffect()) {
                found.add(clue);
            } else if (clue.kind() == Clue.Kind.MODEL && model == null) {
                model = clue.what();
            }
        }
        effects = List.copyOf(found);
    }

    /** Notes what the method did beside answering; returns whether it is new, and one of those that are remembered. */
    synchronized boolean did(String what) {
        return done.size() < PLACES && done.add(what);
    }

    /** Notes what may have decided answers that differ. */
    public synchronized void guessed(List<String> what) {
        guesses = List.copyOf(what);
    }

    /** Returns what was found out so far. */
    public synchronized Findings findings() {
        List<Findings.Place> found = new ArrayList<>();
        places.forEach((path, seen) -> found.add(new Findings.Place(path, seen.times, seen.example)));
        found.sort((one, other) -> Long.compare(other.times(), one.times()));
        return new Findings(compared, details, differing, found, guesses, effects, List.copyOf(done), model);
    }
}
