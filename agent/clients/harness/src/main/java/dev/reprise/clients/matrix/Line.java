package dev.reprise.clients.matrix;

import java.util.List;
import java.util.stream.Collectors;

/** A line of a forked JVM that the table is made of. */
record Line(String row, String what, String outcome) {

    private static final String BEGINNING = "matrix\t";
    private static final String SAID = "SAID";

    static Line of(String row, Cell cell, Outcome outcome) {
        return new Line(row, cell.name(), outcome.name());
    }

    /** Returns what a row's first answer was. */
    static Line said(String row, String text) {
        return new Line(row, SAID, text.replace('\n', ' ').replace('\r', ' ').replace('\t', ' '));
    }

    static List<Line> in(String output) {
        return output.lines()
                .filter(line -> line.startsWith(BEGINNING))
                .map(line -> line.substring(BEGINNING.length()).split("\t", 3))
                .map(parts -> new Line(parts[0], parts[1], parts[2]))
                .toList();
    }

    /** Returns an output without what the answers were, which fill pages, and without what is as it should be. */
    static String unsaid(String output) {
        return output.lines()
                .filter(line -> !line.startsWith(BEGINNING)
                        || !(line.endsWith("\t" + Outcome.WELL.name()) || line.split("\t", 4)[2].equals(SAID)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    String text() {
        return BEGINNING + row + "\t" + what + "\t" + outcome;
    }

    boolean isSaid() {
        return what.equals(SAID);
    }

    Cell cell() {
        return Cell.valueOf(what);
    }

    Outcome means() {
        return Outcome.valueOf(outcome);
    }
}
