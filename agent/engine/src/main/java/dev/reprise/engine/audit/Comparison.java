package dev.reprise.engine.audit;

import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.Explanation;
import dev.reprise.engine.key.Explanation.Leaf;
import dev.reprise.engine.key.KeyPlan;
import dev.reprise.engine.value.Content;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells where two answers differ that were given to equal calls, by what keys would be made of them: the order of sets and
 * maps does not count, everything else does. Thread-safe.
 */
public final class Comparison {

    /** Beyond, a difference is one among many. */
    static final int LISTED = 200;

    /** Few answers of a model have more. */
    private static final int MOST_PARTS = 2_000;

    private final KeyPlan plan;

    /**
     * @param plan keys a static method of one parameter, the answer
     */
    public Comparison(KeyPlan plan) {
        this.plan = plan;
    }

    /** What becomes of encoded answers. */
    public interface Decoding {

        /** Returns the answer that bytes hold. */
        Object decode(byte[] content) throws Exception;
    }

    /**
     * Compares two encoded answers.
     *
     * @param codec the name of their codec
     * @param decoding decodes what says nothing without the classes of the host
     * @param ofProvider whether ids, times and the like are a provider's, and do not count
     * @return what was found
     * @throws Exception if they cannot be decoded
     */
    public Result compare(String codec, byte[] one, byte[] other, Decoding decoding, boolean ofProvider)
            throws Exception {
        Content first = Content.of(codec, one);
        Object plain = plain(first);
        Object otherPlain = plain(Content.of(codec, other));
        if (plain == null || otherPlain == null) {
            plain = decoding.decode(one);
            otherPlain = decoding.decode(other);
        }
        return compare(plain, otherPlain, ofProvider);
    }

    /**
     * Compares two answers that came in parts.
     *
     * @param ofProvider whether ids, times and the like are a provider's whatever the parts are
     * @return what was found; null if there are more parts than can be compared in a reasonable time
     */
    public @Nullable Result compareParts(List<?> one, List<?> other, boolean ofProvider) {
        PlainParts before = PlainParts.of(one);
        PlainParts after = PlainParts.of(other);
        if (Math.max(before.parts().size(), after.parts().size()) > MOST_PARTS) {
            return null;
        }
        return new PartsComparison(plan, ofProvider || after.isOfClient()).compare(before, after);
    }

    private Result compare(Object one, Object other, boolean ofProvider) {
        Explanation before = plan.explain(/* tenant= */ null, /* receiver= */ null, new Object[] {one});
        Explanation after = plan.explain(/* tenant= */ null, /* receiver= */ null, new Object[] {other});
        CacheKey key = before.key();
        if (key != null && key.equals(after.key())) {
            return Result.EQUAL;
        }
        List<Leaf> leaves = before.leaves();
        List<Leaf> others = after.leaves();
        List<Difference> found = leaves == null || others == null
                ? List.of(new Difference("answer", /* before= */ null, /* after= */ null))
                : differences(leaves, others);
        return Result.of(ofProvider ? withoutDetails(found) : found);
    }

    /** Returns what an answer says without the classes of the host; null if it says nothing without them. */
    private static @Nullable Object plain(Content content) {
        if (content instanceof Content.Text text) {
            return text.text();
        }
        if (content instanceof Content.Utf8 utf8) {
            return PlainJson.of(utf8.text());
        }
        return content instanceof Content.Headed headed ? plain(headed.rest()) : null;
    }

    private static List<Difference> differences(List<Leaf> leaves, List<Leaf> others) {
        Map<String, Leaf> after = new LinkedHashMap<>();
        others.forEach(leaf -> after.put(leaf.path(), leaf));
        List<Difference> found = new ArrayList<>();
        for (Leaf leaf : leaves) {
            Leaf now = after.remove(leaf.path());
            if ((now == null || now.hash() != leaf.hash()) && found.size() < LISTED) {
                found.add(new Difference(path(leaf), leaf, now));
            }
        }
        for (Leaf leaf : after.values()) {
            if (found.size() < LISTED) {
                found.add(new Difference(path(leaf), /* before= */ null, leaf));
            }
        }
        // Without one, the answers differ in the classes that hold the values, or in what is shared.
        return found.isEmpty() ? List.of(new Difference("answer", /* before= */ null, /* after= */ null)) : found;
    }

    /** The answer is the first and only argument of what is keyed. */
    private static String path(Leaf leaf) {
        return "answer" + leaf.path().substring(1);
    }

    private static List<Difference> withoutDetails(List<Difference> all) {
        List<Difference> real = new ArrayList<>();
        for (Difference difference : all) {
            if (!ProviderDetails.isDetail(difference.path())) {
                real.add(difference);
            }
        }
        return real;
    }

    /** Where two answers differ. */
    public static final class Result {

        /** Nothing differs. */
        public static final Result EQUAL = new Result(List.of(), /* isEqual= */ true);

        private final List<Difference> differences;
        private final boolean isEqual;

        private Result(List<Difference> differences, boolean isEqual) {
            this.differences = differences;
            this.isEqual = isEqual;
        }

        /** Returns what was found of answers that are not equal, where it is more than details. */
        static Result of(List<Difference> differences) {
            return new Result(differences, /* isEqual= */ false);
        }

        /** Returns what was found of several pairs of answers, as one. */
        public static Result ofAll(List<Result> results) {
            List<Difference> all = new ArrayList<>();
            boolean equal = true;
            for (Result result : results) {
                all.addAll(result.differences);
                equal &= result.isEqual;
            }
            return new Result(all, equal);
        }

        List<Difference> differences() {
            return differences;
        }

        /** Returns whether the answers are equal. */
        public boolean isEqual() {
            return isEqual;
        }

        /** Returns whether they differ in more than what a provider says of each anew, and how it cuts what it says. */
        public boolean isReal() {
            return !differences.isEmpty();
        }
    }

    /** Returns whether a class is one of a client of language models, by its name. */
    public static boolean isOfClient(String className) {
        return ProviderDetails.isOfLibrary(className);
    }
}
