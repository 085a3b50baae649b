package dev.reprise.engine.key;

import dev.reprise.engine.reflect.JdkClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells by its name or by its looks what is not to be printed. In doubt a thing is a secret. */
final class Secrets {

    static final String MASK = "***";

    /** So many characters of a text are searched: it can be as long as the host likes, and its caller waits. */
    static final int SEARCHED = 1_000;

    private static final Set<String> WORDS = Set.of("auth", "session", "sig", "sas", "keys");

    /** Also where words are written as one: {@code dbpassword}. */
    private static final List<String> PARTS = List.of(
            "passw",
            "passphrase",
            "passcode",
            "pwd",
            "secret",
            "credential",
            "authoriz",
            "authent",
            "oauth",
            "bearer",
            "cookie",
            "signature",
            "sessionid",
            "apikey",
            "privatekey",
            "accesskey",
            "accountkey",
            "signingkey",
            "masterkey",
            "encryptionkey");

    /** Beside these, tokens are what a model counts. */
    private static final Set<String> COUNTED = Set.of(
            "max",
            "min",
            "total",
            "num",
            "number",
            "count",
            "prompt",
            "completion",
            "input",
            "output",
            "reasoning",
            "thinking",
            "thought",
            "thoughts",
            "cached",
            "cache",
            "used",
            "usage",
            "remaining",
            "budget",
            "audio",
            "text",
            "image",
            "stop",
            "special");

    private static final Set<String> COUNTING = Set.of(
            "count",
            "counts",
            "counter",
            "limit",
            "usage",
            "used",
            "budget",
            "window",
            "estimator",
            "per",
            "details",
            "size",
            "length");

    /** Here a key is what matters most. */
    private static final Set<String> IMPORTANT =
            Set.of("word", "words", "point", "points", "fact", "facts", "phrase", "phrases");

    /** Tried where a word begins, and nowhere in it: a word of a thousand letters is gone through once. */
    private static final Pattern ASSIGNED =
            Pattern.compile("(?<![\\w.-])[\\d_.-]*+([A-Za-z][\\w.-]*+)[\"']?+\\s*+[=:]\\s*+");

    /** What comes after the marks that a group holds, up to where it ends. */
    private static final List<Pattern> LOOKS = List.of(
            Pattern.compile("()-----BEGIN [A-Z ]*PRIVATE KEY.*", Pattern.DOTALL),
            Pattern.compile("(?i)(\\bbearer\\s+)\\S+"),
            Pattern.compile("(\\b(?i:basic)\\s+)(?=\\S*[0-9A-Z=])[A-Za-z0-9+/=_-]{6,}"),
            Pattern.compile("()\\b(?:sk|pk|rk)[-_][\\w-]{2,}"),
            Pattern.compile(
                    "()\\b(?:gh[opsur]_|github_pat_|glpat-|hf_|xox[abeprs]-|AKIA|ASIA|AIza|ya29\\.|eyJ)[\\w.-]{8,}"),
            Pattern.compile("(?i)(jdbc:\\w+:(?:\\w+:)?)(?!//)[^\\s@]+(?=@)"),
            Pattern.compile("(://)[^/\\s@]+(?=@)"),
            Pattern.compile("(://[^/\\s@:]*:)[^\\s@]+(?=@)"));

    private Secrets() {}

    /** Returns whether what has this name is likely to be a secret: a field, a parameter, a header, a key of a map. */
    static boolean isName(String name) {
        List<String> words = words(name);
        for (int i = 0; i < words.size(); i++) {
            if (isSecret(words, i)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a text is such a name, and not just a text in which one occurs. */
    static boolean isNameAlone(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && "-_.".indexOf(c) < 0) {
                return false;
            }
        }
        return text.length() <= 64 && isName(text);
    }

    /** Returns whether objects of a class hold a secret, by what the class is called. */
    static boolean isType(Class<?> type) {
        if (JdkClasses.contains(type)) {
            return false;
        }
        List<String> words = words(type.getName().substring(type.getName().lastIndexOf('.') + 1));
        int last = words.size() - 1;
        return last >= 0 && !(last == 0 && words.get(0).equals("key")) && isSecret(words, last);
    }

    private static boolean isSecret(List<String> words, int at) {
        String word = words.get(at);
        String before = at == 0 ? "" : words.get(at - 1);
        String after = at + 1 == words.size() ? "" : words.get(at + 1);
        if (word.endsWith("token") || word.endsWith("tokens")) {
            String start = word.substring(0, word.lastIndexOf("token"));
            boolean one = word.endsWith("token");
            return !COUNTING.contains(after) && !isCounted(start.isEmpty() ? before : start, one);
        }
        if (word.equals("key")) {
            return !before.startsWith("cach") && !IMPORTANT.contains(after);
        }
        if (word.equals("pass")) {
            return after.isEmpty();
        }
        for (String part : PARTS) {
            if (word.contains(part)) {
                return true;
            }
        }
        return WORDS.contains(word);
    }

    /** One token that is not counted is mostly one that opens something. */
    private static boolean isCounted(String before, boolean one) {
        if (one) {
            return Set.of("max", "min", "num", "stop", "special").contains(before);
        }
        for (String counted : COUNTED) {
            if (before.endsWith(counted)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the words of {@code APIKey_of.theUser}, in small letters: api, key, of, the, user. */
    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean begins = Character.isUpperCase(c)
                    && i > 0
                    && (Character.isLowerCase(name.charAt(i - 1))
                            || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1))));
            if (begins || !Character.isLetter(c)) {
                end(word, words);
            }
            if (Character.isLetter(c)) {
                word.append(c);
            }
        }
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString().toLowerCase(Locale.ROOT));
            word.setLength(0);
        }
    }

    /** Returns a text without what looks like a secret in it; of a long one the begin, for the rest is not searched. */
    static String masked(String text) {
        return text.length() <= SEARCHED
                ? searched(text)
                : searched(text.substring(0, SEARCHED)).concat(MASK);
    }

    private static String searched(String text) {
        String masked = withoutAssigned(text);
        for (Pattern look : LOOKS) {
            masked = look.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK));
        }
        return masked;
    }

    /** Masks what follows a name of a secret: the rest of a quoted text, of a part of an address, of a line. */
    private static String withoutAssigned(String text) {
        StringBuilder masked = new StringBuilder();
        Matcher name = ASSIGNED.matcher(text);
        int from = 0;
        while (from <= text.length() && name.find(from)) {
            masked.append(text, from, name.end());
            from = name.end();
            if (from < text.length() && isName(name.group(1)) && !text.startsWith("//", from)) {
                masked.append(MASK);
                from = endOfValue(text, from);
            }
        }
        return masked.append(text, Math.min(from, text.length()), text.length()).toString();
    }

    private static int endOfValue(String text, int from) {
        char first = text.charAt(from);
        boolean quoted = first == '"' || first == '\'';
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted ? c == first && text.charAt(i - 1) != '\\' : ";&\n\r".indexOf(c) >= 0) {
                return quoted ? i + 1 : i;
            }
        }
        return text.length();
    }
}
