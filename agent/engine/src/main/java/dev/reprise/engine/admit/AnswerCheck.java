package dev.reprise.engine.admit;

import dev.reprise.engine.config.AdmitRule;
import dev.reprise.engine.reflect.ContentPaths;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of answers that are whole, or come in parts, whether they are fit to be kept. Safe for any number of threads. */
public final class AnswerCheck {

    private final ContentPaths paths;
    private final List<Words> unless = new ArrayList<>();
    private final List<Words> only = new ArrayList<>();
    private final List<List<String>> anyOf = new ArrayList<>();

    /**
     * @param rule what makes an answer fit; null if any is
     * @param paths finds what lies in an answer
     */
    public AnswerCheck(@Nullable AdmitRule rule, ContentPaths paths) {
        this.paths = paths;
        if (rule != null) {
            rule.unless().forEach(condition -> unless.add(Words.of(condition)));
            rule.only().forEach(condition -> only.add(Words.of(condition)));
            rule.anyOf().forEach(path -> anyOf.add(Words.names(path)));
        }
    }

    /** Returns why an answer is not kept, or null if it is. */
    public @Nullable String refusal(Object answer) {
        Parts all = parts();
        String reason = all.whole(answer);
        return reason == null ? all.end() : reason;
    }

    /** Returns a check of one answer that comes in parts. */
    public Parts parts() {
        return new Parts();
    }

    /** The check of one answer that comes in parts. Belongs to one recording. */
    public final class Parts {

        private final boolean[] found = new boolean[only.size()];
        private boolean has = anyOf.isEmpty();

        private Parts() {}

        /** Takes the next part; returns why the answer is not kept, or null. */
        public @Nullable String next(Object part) {
            has = has || anyOf.stream().anyMatch(names -> paths.isSet(part, names));
            for (Words unfit : unless) {
                String word = unfit.found(part, paths);
                if (word != null) {
                    return "its answer has " + word + " in " + unfit.path();
                }
            }
            for (int i = 0; i < found.length; i++) {
                Words fit = only.get(i);
                String other = fit.other(part, paths);
                if (other != null) {
                    return "its answer has " + other + " in " + fit.path();
                }
                found[i] = found[i] || fit.found(part, paths) != null;
            }
            return null;
        }

        /** Takes all of an answer that is not in parts; returns why it is not kept, or null. */
        public @Nullable String whole(Object answer) {
            String reason = next(answer);
            for (int i = 0; reason == null && i < found.length; i++) {
                reason = found[i] && !only.get(i).inEach(answer, paths)
                        ? "a piece of its answer has nothing in " + only.get(i).path()
                        : null;
            }
            return reason;
        }

        /** Returns why the answer is not kept, after its last part, or null. */
        public @Nullable String end() {
            if (!has) {
                List<String> all = new ArrayList<>();
                anyOf.forEach(names -> all.add(String.join(".", names)));
                return "its answer is empty: there is nothing in " + String.join(" or ", all);
            }
            for (int i = 0; i < found.length; i++) {
                if (!found[i]) {
                    return "its answer has nothing in " + only.get(i).path();
                }
            }
            return null;
        }
    }
}
