package dev.reprise.clients;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How a provider of embeddings answers that is asked about texts with certain words. */
final class Whims {

    /** Words for which there is not one result for each text, unless a text with {@link #WHOLE} is there. */
    static final List<String> WRONG = List.of("fewer", "more", "none");

    static final String WHOLE = "whole";
    /** The results come in another order than the texts, each with its index, if the protocol has one. */
    static final String SHUFFLED = "shuffled";

    private Whims() {}

    /** Returns the texts whose vectors are answered. */
    static List<String> answered(List<String> texts) {
        if (texts.isEmpty() || has(texts, WHOLE)) {
            return texts;
        }
        if (has(texts, "none")) {
            return List.of();
        }
        List<String> answered = new ArrayList<>(texts);
        if (has(texts, "fewer")) {
            answered.remove(0);
        }
        if (has(texts, "more")) {
            answered.add(0, "one more");
        }
        return answered;
    }

    /** Returns results, one for each text, in the order in which they are sent. */
    static <T> List<T> sent(List<T> results, List<String> texts) {
        List<T> sent = new ArrayList<>(results);
        if (has(texts, SHUFFLED)) {
            Collections.rotate(sent, 1);
        }
        return sent;
    }

    private static boolean has(List<String> texts, String word) {
        return texts.stream().anyMatch(text -> text.contains(word));
    }
}
