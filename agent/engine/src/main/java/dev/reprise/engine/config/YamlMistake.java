package dev.reprise.engine.config;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says for people what the parser says in the words of YAML's grammar. */
final class YamlMistake {

    private static final String COLUMNS = "; keys of one block, and the dashes of one list, begin in the same column";
    private static final String CANNOT_START = "found character '";

    private final Document document;

    YamlMistake(Document document) {
        this.document = document;
    }

    /** Returns what is wrong and what would be right. */
    String of(MarkedYAMLException e) {
        String problem = e.getProblem() == null ? "" : e.getProblem();
        Mark at = e.getProblemMark();
        Mark began = e.getContextMark();
        String said = problem.startsWith("mapping values are not allowed")
                ? misplacedColon(at)
                : problem.startsWith("expected <block end>") ? misplaced(problem) : unclosed(problem, began);
        return message(said == null ? problem : said);
    }

    private @Nullable String misplacedColon(@Nullable Mark at) {
        if (at == null) {
            return null;
        }
        String line = line(at.getLine());
        if (line.substring(0, Math.min(at.getColumn(), line.length())).contains(": ")) {
            return "a value that holds \": \" needs quotes";
        }
        int above = at.getLine() - 1;
        while (above >= 0 && line(above).isBlank()) {
            above--;
        }
        return above >= 0 && line(above).indexOf(':') < 0
                ? withoutColon(above)
                : "this line is indented further than the keys that it belongs with" + COLUMNS;
    }

    private static String misplaced(String problem) {
        for (char closing : new char[] {'}', ']'}) {
            if (problem.endsWith("'" + closing + "'")) {
                return "this '" + closing + "' closes nothing; leave it out";
            }
        }
        return "the indentation of this line fits nothing above it" + COLUMNS;
    }

    private static @Nullable String unclosed(String problem, @Nullable Mark began) {
        if (problem.startsWith("expected ',' or '") && began != null) {
            char opening = problem.startsWith("expected ',' or '}'") ? '{' : '[';
            return "the '" + opening + "' in line " + (began.getLine() + 1) + " is not closed, or a ',' is missing";
        }
        if (problem.startsWith("found unexpected end of stream") && began != null) {
            return "the quote that opens in line " + (began.getLine() + 1) + " is not closed";
        }
        if (problem.startsWith("could not find expected ':'") && began != null) {
            return withoutColon(began.getLine());
        }
        if (problem.startsWith("found unknown escape character")) {
            return "after a '\\' in double quotes only some letters are possible; write it twice, or put the value into"
                    + " single quotes";
        }
        if (problem.contains("(TAB)")) {
            return "a tab cannot indent; write spaces";
        }
        return problem.startsWith(CANNOT_START) && problem.length() > CANNOT_START.length()
                ? "a value that begins with '" + problem.charAt(CANNOT_START.length()) + "' needs quotes"
                : null;
    }

    private static String withoutColon(int line) {
        return "line " + (line + 1) + " has no ':' after its key, such as mode: on";
    }

    private String line(int number) {
        return document.text().lines().skip(number).findFirst().orElse("");
    }

    /** Returns a message of the parser, shortly. */
    static String message(@Nullable String problem) {
        String what = problem == null ? "" : problem;
        int line = what.indexOf('\n');
        return "is not valid YAML: " + (line < 0 ? what : what.substring(0, line));
    }
}
