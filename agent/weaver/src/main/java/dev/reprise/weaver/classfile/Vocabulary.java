package dev.reprise.weaver.classfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The words to look for in constant pools, each with a number. Exact words cost one lookup by length and two letters per
 * entry, whatever their count; prefixes and patterns are tried one by one.
 *
 * <p>Immutable, so safe for use by any number of threads.
 */
public final class Vocabulary {

    private static final int BUCKETS = 256;

    private final Word[][] exact;
    private final List<Word> prefixes;
    private final List<Pattern> patterns;

    private static final class Word {

        final int number;
        final byte[] text;

        Word(int number, byte[] text) {
            this.number = number;
            this.text = text;
        }

        boolean startsAt(byte[] bytes, int start) {
            return Arrays.equals(bytes, start, start + text.length, text, 0, text.length);
        }
    }

    private record Pattern(int number, Predicate<String> test) {}

    private Vocabulary(Builder builder) {
        Word[][] buckets = new Word[BUCKETS][];
        Arrays.fill(buckets, new Word[0]);
        for (Map.Entry<String, Integer> word : builder.exact.entrySet()) {
            byte[] bytes = word.getKey().getBytes(StandardCharsets.UTF_8);
            int bucket = bucket(bytes, 0, bytes.length);
            Word[] old = buckets[bucket];
            Word[] grown = Arrays.copyOf(old, old.length + 1);
            grown[old.length] = new Word(word.getValue(), bytes);
            buckets[bucket] = grown;
        }
        exact = buckets;
        prefixes = List.copyOf(builder.prefixes);
        patterns = List.copyOf(builder.patterns);
    }

    void find(byte[] bytes, int start, int length, BitSet found) {
        if (length == 0) {
            return;
        }
        for (Word word : exact[bucket(bytes, start, length)]) {
            if (word.text.length == length && word.startsAt(bytes, start)) {
                found.set(word.number);
            }
        }
        for (Word prefix : prefixes) {
            if (length >= prefix.text.length && prefix.startsAt(bytes, start)) {
                found.set(prefix.number);
            }
        }
        if (!patterns.isEmpty()) {
            findPatterns(bytes, start, length, found);
        }
    }

    private void findPatterns(byte[] bytes, int start, int length, BitSet found) {
        String text = null;
        for (Pattern pattern : patterns) {
            if (!found.get(pattern.number)) {
                text = text == null ? new String(bytes, start, length, StandardCharsets.UTF_8) : text;
                if (pattern.test.test(text)) {
                    found.set(pattern.number);
                }
            }
        }
    }

    private static int bucket(byte[] bytes, int start, int length) {
        return (length * 31 + bytes[start] * 7 + bytes[start + length - 1]) & (BUCKETS - 1);
    }

    /** Collects words; not safe for use by several threads. */
    public static final class Builder {

        private final Map<String, Integer> exact = new HashMap<>();
        private final List<Word> prefixes = new ArrayList<>();
        private final List<Pattern> patterns = new ArrayList<>();
        private int next;

        /** Adds a word that is looked for as a whole and returns its number. */
        public int word(String text) {
            Integer known = exact.putIfAbsent(text, next);
            return known == null ? next++ : known;
        }

        /** Adds the beginning of words and returns its number. */
        public int prefix(String text) {
            prefixes.add(new Word(next, text.getBytes(StandardCharsets.UTF_8)));
            return next++;
        }

        /** Adds a condition on words and returns its number. */
        public int pattern(Predicate<String> test) {
            patterns.add(new Pattern(next, test));
            return next++;
        }

        /** Returns what was added so far. */
        public Vocabulary build() {
            return new Vocabulary(this);
        }
    }
}
