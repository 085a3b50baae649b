package dev.reprise.benchmarks.lab;

import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** Answers the callers of {@code disk-faults} and {@code redis-faults} at once, so that what a call takes is what Reprise takes. Its method is woven. */
public final class Author {

    private static final int WORDS = 200;

    /** The questions that it was asked itself. Of the class: what an instance has is part of a call's key. */
    public static final Set<Integer> ASKED = ConcurrentHashMap.newKeySet();

    /** Answers a question, and notes that it was asked. */
    public String answer(int question) {
        ASKED.add(question);
        return text(question);
    }

    /** Returns what the answer must be: some 2 KB. */
    public static String text(int question) {
        SplittableRandom random = new SplittableRandom(question);
        StringBuilder text = new StringBuilder("answer " + question);
        for (int i = 0; i < WORDS; i++) {
            text.append(' ').append(Long.toString(random.nextLong(1L << 46), 36));
        }
        return text.toString();
    }
}
