package dev.reprise.engine.audit;

import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.Explanation;
import dev.reprise.engine.key.Explanation.Leaf;
import dev.reprise.engine.key.KeyPlan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells where two answers in parts differ. The same text cut into other pieces is the same: a text that is all in which parts
 * differ that follow each other grows, and texts that grow are put together as long as no part without them comes between.
 * What such parts say beside is counted once. All else has to be equal part by part. Belongs to one comparison.
 */
final class PartsComparison {

    private static final Leaf ORDER = new Leaf("0", 0, /* varies= */ false, "parts", "parts in an order", null);
    private static final Leaf OTHER_ORDER =
            new Leaf("0", 0, /* varies= */ false, "the same in another", "the same in another", null);

    /** So many kinds of parts with a text that grows are told apart. */
    private static final int MOST_KINDS = 16;

    private final KeyPlan plan;
    private final boolean ofProvider;

    /** The places of texts that grow, by the places that their parts have. */
    private final Map<Set<String>, Set<String>> growing = new HashMap<>();

    /** The same in parts that have more places, or less. */
    private final Map<Set<String>, Set<String>> known = new HashMap<>();

    /** What stands where in a part. */
    private record Piece(@Nullable CacheKey key, Map<String, Leaf> leaves) {

        Set<String> places() {
            return leaves.keySet();
        }
    }

    /**
     * @param plan keys a static method of one parameter, the part
     * @param ofProvider whether ids, times and the like are a provider's, and do not count
     */
    PartsComparison(KeyPlan plan, boolean ofProvider) {
        this.plan = plan;
        this.ofProvider = ofProvider;
    }

    /** Returns where two answers differ. */
    Comparison.Result compare(PlainParts one, PlainParts other) {
        List<Piece> before = pieces(one);
        List<Piece> after = pieces(other);
        if (areSame(before, after)) {
            return Comparison.Result.EQUAL;
        }
        findGrowing(before);
        findGrowing(after);
        findGrowing(before, after);
        return Comparison.Result.of(differences(told(before), told(after)));
    }

    private List<Piece> pieces(PlainParts plain) {
        List<Piece> pieces = new ArrayList<>();
        for (Object part : plain.parts()) {
            Explanation told = plan.explain(/* tenant= */ null, /* receiver= */ null, new Object[] {part});
            List<Leaf> leaves = told.leaves();
            Map<String, Leaf> places = new LinkedHashMap<>();
            for (Leaf leaf : leaves == null ? List.of(whole(told)) : leaves) {
                String place = leaf.path().substring(1);
                if (!(ofProvider && ProviderDetails.isDetail(place))) {
                    places.put(place, leaf);
                }
            }
            if (!(ofProvider && isPing(places))) {
                pieces.add(new Piece(told.key(), places));
            }
        }
        return pieces;
    }

    /** Stands for a part that holds too much to be told. */
    private static Leaf whole(Explanation part) {
        return new Leaf("0", Objects.hashCode(part.key()), /* varies= */ false, "...", "a large part", null);
    }

    /** What a provider sends to keep a connection. */
    private static boolean isPing(Map<String, Leaf> places) {
        return places.size() == 1
                && "ping".equals(places.values().iterator().next().content());
    }

    private static boolean areSame(List<Piece> before, List<Piece> after) {
        boolean same = before.size() == after.size();
        for (int i = 0; same && i < before.size(); i++) {
            CacheKey key = before.get(i).key();
            same = key != null && key.equals(after.get(i).key());
        }
        return same;
    }

    private void findGrowing(List<Piece> pieces) {
        for (int i = 1; i < pieces.size(); i++) {
            findGrowing(pieces.get(i - 1), pieces.get(i));
        }
    }

    /** Compares those of two answers that have the same places, in their order. */
    private void findGrowing(List<Piece> before, List<Piece> after) {
        Map<Set<String>, Deque<Piece>> alike = new HashMap<>();
        for (Piece piece : before) {
            alike.computeIfAbsent(piece.places(), places -> new ArrayDeque<>()).add(piece);
        }
        for (Piece piece : after) {
            Piece one = alike.getOrDefault(piece.places(), new ArrayDeque<>()).poll();
            if (one != null) {
                findGrowing(one, piece);
            }
        }
    }

    private void findGrowing(Piece one, Piece other) {
        if (!one.places().equals(other.places())) {
            return;
        }
        String found = null;
        for (Map.Entry<String, Leaf> each : one.leaves().entrySet()) {
            Leaf now = other.leaves().get(each.getKey());
            if (!isSame(each.getValue(), now)) {
                if (found != null || !isText(each.getValue()) || !isText(now)) {
                    return;
                }
                found = each.getKey();
            }
        }
        if (found != null && (growing.size() < MOST_KINDS || growing.containsKey(one.places()))) {
            growing.computeIfAbsent(one.places(), places -> new HashSet<>()).add(found);
        }
    }

    private static boolean isText(@Nullable Leaf leaf) {
        return leaf != null && leaf.content() != null;
    }

    private static boolean isSame(@Nullable Leaf one, @Nullable Leaf other) {
        return one != null
                && other != null
                && one.hash() == other.hash()
                && Objects.equals(one.content(), other.content());
    }

    /** Returns the texts of a part that grow, there or in parts that have more, or less. */
    private Set<String> texts(Piece piece) {
        Set<String> texts = new TreeSet<>(known.computeIfAbsent(piece.places(), this::textsAt));
        texts.removeIf(text -> !isText(piece.leaves().get(text)));
        return texts;
    }

    private Set<String> textsAt(Set<String> places) {
        Set<String> texts = new TreeSet<>();
        growing.forEach((others, found) -> {
            if (others.containsAll(places) || places.containsAll(others)) {
                texts.addAll(found);
            }
        });
        return texts;
    }

    /** What an answer says. */
    private static final class Told {
        /** What stood at each place, one after the other. */
        private final Map<String, List<Leaf>> places = new LinkedHashMap<>();

        /** What each part is about. */
        private final List<Set<String>> order = new ArrayList<>();

        private void add(String place, Leaf leaf, boolean once) {
            List<Leaf> leaves = places.computeIfAbsent(place, each -> new ArrayList<>());
            if (!once || leaves.isEmpty() || !isSame(leaves.get(leaves.size() - 1), leaf)) {
                leaves.add(leaf);
            }
        }

        private void add(Set<String> about, boolean once) {
            if (!once || order.isEmpty() || !order.get(order.size() - 1).equals(about)) {
                order.add(about);
            }
        }
    }

    private Told told(List<Piece> pieces) {
        Told told = new Told();
        Map<String, List<Leaf>> open = new LinkedHashMap<>();
        for (Piece piece : pieces) {
            Set<String> texts = texts(piece);
            close(open, texts, told);
            for (Map.Entry<String, Leaf> each : piece.leaves().entrySet()) {
                if (texts.contains(each.getKey())) {
                    open.computeIfAbsent(each.getKey(), text -> new ArrayList<>())
                            .add(each.getValue());
                } else {
                    told.add(each.getKey(), each.getValue(), /* once= */ !texts.isEmpty());
                }
            }
            told.add(texts.isEmpty() ? piece.places() : texts, /* once= */ !texts.isEmpty());
        }
        close(open, Set.of(), told);
        return told;
    }

    /** Ends the texts that do not go on. */
    private void close(Map<String, List<Leaf>> open, Set<String> goOn, Told told) {
        List<String> ended = new ArrayList<>(open.keySet());
        ended.removeAll(goOn);
        for (String text : ended) {
            Leaf joined = joined(Objects.requireNonNull(open.remove(text)));
            if (!"".equals(joined.content())) {
                told.add(text, joined, /* once= */ false);
            }
        }
    }

    private Leaf joined(List<Leaf> pieces) {
        StringBuilder content = new StringBuilder();
        StringBuilder shown = new StringBuilder();
        boolean varies = false;
        for (Leaf piece : pieces) {
            content.append(piece.content());
            shown.append(piece.text(), 1, Math.max(1, piece.text().length() - 1));
            varies |= piece.varies();
        }
        Leaf first = pieces.get(0);
        String text = content.toString();
        return new Leaf(
                first.path(),
                text.hashCode(),
                varies,
                shown.toString().equals(text) ? shown(text, first) : first.text(),
                "a text of " + text.length() + (text.length() == 1 ? " character" : " characters"),
                text);
    }

    /** What looks like a secret may have come in pieces that do not. */
    private String shown(String text, Leaf otherwise) {
        List<Leaf> leaves = plan.explain(/* tenant= */ null, /* receiver= */ null, new Object[] {text})
                .leaves();
        return leaves == null || leaves.size() != 1
                ? otherwise.text()
                : leaves.get(0).text();
    }

    private static List<Difference> differences(Told before, Told after) {
        List<Difference> found = new ArrayList<>();
        Set<String> places = new LinkedHashSet<>(before.places.keySet());
        places.addAll(after.places.keySet());
        for (String place : places) {
            List<Leaf> one = before.places.getOrDefault(place, List.of());
            List<Leaf> other = after.places.getOrDefault(place, List.of());
            int i = 0;
            while (i < Math.min(one.size(), other.size()) && isSame(one.get(i), other.get(i))) {
                i++;
            }
            if (Math.max(one.size(), other.size()) > i && found.size() < Comparison.LISTED) {
                found.add(new Difference(
                        "answer" + place, i < one.size() ? one.get(i) : null, i < other.size() ? other.get(i) : null));
            }
        }
        if (found.isEmpty() && !before.order.equals(after.order)) {
            found.add(new Difference("answer", ORDER, OTHER_ORDER));
        }
        return found;
    }
}
