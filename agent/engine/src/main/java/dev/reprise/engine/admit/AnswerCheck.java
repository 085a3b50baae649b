package dev.reprise.engine.admit;

import dev.reprise.engine.config.AdmitRule;
import dev.reprise.engine.reflect.ContentPaths;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of answers that are whole, or come in parts, whether they are fit to be kept. Safe for any number of threads. */
public final class AnswerCheck {

    private final ContentPaths paths;
    private final List<Unfit> unless = new ArrayList<>();
    private final List<List<String>> anyOf = new ArrayList<>();

    /**
     * @param rule what makes an answer fit; null if any is
     * @param paths finds what lies in an answer
     */
    public AnswerCheck(@Nullable AdmitRule rule, ContentPaths paths) {
        this.paths = paths;
        if (rule != null) {
            rule.unless().forEach(condition -> unless.add(Unfit.of(condition)));
            rule.anyOf().forEach(path -> anyOf.add(names(path)));
        }
    }

    /** Returns why an answer is not kept, or null if it is. */
    public @Nullable String refusal(Object answer) {
        String reason = ofPart(answer);
        return reason == null && !has(answer) ? nothing() : reason;
    }

    /** Returns a check of one answer that comes in parts. */
    public Parts parts() {
        return new Parts();
    }

    /** The check of one answer that comes in parts. Belongs to one recording. */
    public final class Parts {

        private boolean has = anyOf.isEmpty();

        private Parts() {}

        /** Takes the next part; returns why the answer is not kept, or null. */
        public @Nullable String next(Object part) {
            has = has || has(part);
            return ofPart(part);
        }

        /** Returns why the answer is not kept, after its last part, or null. */
        public @Nullable String end() {
            return has ? null : nothing();
        }
    }

    private @Nullable String ofPart(Object part) {
        for (Unfit unfit : unless) {
            String found = unfit.found(part, paths);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private boolean has(Object part) {
        return anyOf.isEmpty() || anyOf.stream().anyMatch(names -> paths.isSet(part, names));
    }

    private String nothing() {
        List<String> all = new ArrayList<>();
        anyOf.forEach(names -> all.add(String.join(".", names)));
        return "its answer is empty: there is nothing in " + String.join(" or ", all);
    }

    private static List<String> names(String path) {
        return List.of(path.split("\\."));
    }

    /** One spelling for what providers write as {@code MAX_TOKENS}, {@code max-tokens} or {@code maxTokens}. */
    private static String plain(String word) {
        StringBuilder plain = new StringBuilder();
        word.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private record Unfit(List<String> names, Set<String> words) {

        static Unfit of(AdmitRule.Condition condition) {
            Set<String> words = new HashSet<>();
            condition.words().forEach(word -> words.add(plain(word)));
            return new Unfit(AnswerCheck.names(condition.path()), words);
        }

        /** Returns what there is in an answer that is not kept, or null. */
        @Nullable
        String found(Object answer, ContentPaths paths) {
            String[] found = {"something"};
            boolean is = paths.any(answer, names, content -> {
                if (words.isEmpty()) {
                    return paths.isSet(content, List.of());
                }
                String word = paths.word(content);
                if (word == null || !words.contains(plain(word))) {
                    return false;
                }
                found[0] = word;
                return true;
            });
            return is ? "its answer has " + found[0] + " in " + String.join(".", names) : null;
        }
    }
}
