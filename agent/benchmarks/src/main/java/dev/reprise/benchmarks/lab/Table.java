package dev.reprise.benchmarks.lab;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A table of text whose columns are as wide as they must be: the first flush left, the others flush right. */
public final class Table {

    private final List<String[]> rows = new ArrayList<>();

    /**
     * Creates a table that holds its head.
     *
     * @param head the names of the columns
     */
    public Table(String... head) {
        rows.add(head.clone());
    }

    /**
     * Adds a row.
     *
     * @param cells as many as the head has
     */
    public void row(String... cells) {
        if (cells.length != rows.get(0).length) {
            throw new IllegalArgumentException("A row of " + cells.length + " cells under another head.");
        }
        rows.add(cells.clone());
    }

    /**
     * Prints the table.
     *
     * @param out where to
     */
    public void print(PrintStream out) {
        int columns = rows.get(0).length;
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                String gap = " ".repeat(widths[column] - row[column].length());
                line.append(column == 0 ? row[column] + gap : "   " + gap + row[column]);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
