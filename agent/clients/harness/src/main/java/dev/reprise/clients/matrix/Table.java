package dev.reprise.clients.matrix;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of the calls of a client, in Markdown: a row for each way to call it, and in each cell a mark for each version. */
final class Table {

    private final String title;
    private final List<String> versions;
    private final Map<String, Map<Cell, Outcome[]>> rows = new LinkedHashMap<>();

    Table(String title, List<String> versions) {
        this.title = title;
        this.versions = versions;
    }

    List<String> versions() {
        return versions;
    }

    /** Adds what two JVMs printed, one after the other. */
    void add(String version, List<Line> first, List<Line> again) {
        Map<String, String> said = said(first);
        for (Line line : first) {
            if (!line.isSaid()) {
                set(line.row(), line.cell(), version, line.means());
            }
        }
        Map<String, String> saidAgain = said(again);
        for (Line line : again) {
            if (!line.isSaid()) {
                String before = said.get(line.row());
                boolean equal = before != null && before.equals(saidAgain.get(line.row()));
                boolean differs = line.means() == Outcome.WELL && !equal;
                set(line.row(), line.cell(), version, differs ? Outcome.DIFFERENT : line.means());
            }
        }
    }

    private static Map<String, String> said(List<Line> lines) {
        return lines.stream().filter(Line::isSaid).collect(Collectors.toMap(Line::row, Line::outcome));
    }

    private void set(String row, Cell cell, String version, Outcome outcome) {
        rows.computeIfAbsent(row, name -> new EnumMap<>(Cell.class))
                .computeIfAbsent(cell, column -> new Outcome[versions.size()])[versions.indexOf(version)] = outcome;
    }

    String text() {
        StringBuilder text = new StringBuilder("| ").append(title);
        text.append(' ').append(String.join(" and ", versions)).append(" |");
        for (Cell cell : Cell.values()) {
            text.append(' ').append(cell.title()).append(" |");
        }
        text.append("\n|---|").append("---|".repeat(Cell.values().length)).append('\n');
        rows.forEach((name, cells) -> {
            text.append("| `").append(name).append("` |");
            for (Cell cell : Cell.values()) {
                text.append(' ').append(marks(cells, cell)).append(" |");
            }
            text.append('\n');
        });
        return text.toString();
    }

    private String marks(Map<Cell, Outcome[]> cells, Cell cell) {
        Outcome[] outcomes = cells.get(cell);
        if (outcomes == null) {
            return "";
        }
        StringBuilder marks = new StringBuilder();
        for (int i = 0; i < outcomes.length; i++) {
            marks.append(i == 0 ? "" : " ").append(mark(cells, outcomes[i], i));
        }
        return marks.toString();
    }

    private static String mark(Map<Cell, Outcome[]> cells, @Nullable Outcome outcome, int version) {
        if (outcome != null) {
            return outcome.mark();
        }
        Outcome[] misses = cells.get(Cell.MISS);
        boolean absent = misses != null && misses[version] == Outcome.ABSENT;
        return absent ? Outcome.ABSENT.mark() : "nothing";
    }
}
