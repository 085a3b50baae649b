package dev.reprise.demo.service;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Templates and tables from a folder of the class path, read each time so that an edit shows at once. Thread-safe. */
public final class Templates {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([a-z]+)\\s*}}");

    private final String folder;

    /**
     * Makes templates.
     *
     * @param folder an absolute path on the class path, such as {@code /prompts}
     */
    public Templates(String folder) {
        this.folder = folder;
    }

    /**
     * Fills in a template.
     *
     * @param name the file's name
     * @param values what stands for each placeholder
     * @return the text
     * @throws IllegalArgumentException if a placeholder has no value
     */
    String render(String name, Map<String, String> values) {
        return PLACEHOLDER.matcher(read(name)).replaceAll(placeholder -> {
            String value = values.get(placeholder.group(1));
            if (value == null) {
                throw new IllegalArgumentException(name + ": no value for " + placeholder.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /**
     * Reads a table.
     *
     * @param name the file's name; its first line names the columns, {@code |} divides them
     * @return the other lines, each by the names of its columns
     */
    public List<Map<String, String>> table(String name) {
        List<String[]> lines =
                read(name).lines().map(line -> line.split("\\|", -1)).toList();
        List<Map<String, String>> rows = new ArrayList<>();
        for (String[] cells : lines.subList(1, lines.size())) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < cells.length; i++) {
                row.put(lines.get(0)[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    private String read(String name) {
        try (InputStream content = Templates.class.getResourceAsStream(folder + "/" + name)) {
            if (content == null) {
                throw new FileNotFoundException("no template " + folder + "/" + name + " on the class path");
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
