package dev.reprise.engine.admit;

import dev.reprise.engine.config.AdmitRule;
import dev.reprise.engine.reflect.ContentPaths;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for at a path in an answer. Safe for use by any number of threads.
 *
 * @param names the names of the path
 * @param words in the one spelling that is compared; none for anything that is not empty
 */
record Words(List<String> names, Set<String> words) {

    static Words of(AdmitRule.Condition condition) {
        Set<String> words = new HashSet<>();
        condition.words().forEach(word -> words.add(plain(word)));
        return new Words(names(condition.path()), words);
    }

    static List<String> names(String path) {
        return List.of(path.split("\\."));
    }

    String path() {
        return String.join(".", names);
    }

    /** Returns what there is of it in an answer, or null. */
    @Nullable
    String found(Object answer, ContentPaths paths) {
        return first(answer, paths, /* fits= */ true);
    }

    /** Returns what else there is in an answer, or null. */
    @Nullable
    String other(Object answer, ContentPaths paths) {
        return words.isEmpty() ? null : first(answer, paths, /* fits= */ false);
    }

    /** Returns whether there is nothing else in an answer, and no list on the way has an element without. */
    boolean inEach(Object answer, ContentPaths paths) {
        return paths.each(answer, names, content -> isSomething(content, paths) && fits(content, paths));
    }

    private @Nullable String first(Object answer, ContentPaths paths, boolean fits) {
        String[] first = {"something"};
        boolean is = paths.any(answer, names, content -> {
            if (!isSomething(content, paths) || fits(content, paths) != fits) {
                return false;
            }
            String word = words.isEmpty() ? null : paths.word(content);
            first[0] = word == null ? first[0] : word;
            return true;
        });
        return is ? first[0] : null;
    }

    private boolean fits(Object content, ContentPaths paths) {
        if (words.isEmpty()) {
            return true;
        }
        String word = paths.word(content);
        return word != null && words.contains(plain(word));
    }

    /** A list is none, where words are looked for: each of its elements is asked by itself. Nor is the empty text. */
    private boolean isSomething(Object content, ContentPaths paths) {
        return words.isEmpty()
                ? paths.isSet(content, List.of())
                : !(content instanceof Iterable) && !"".equals(paths.word(content));
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
}
