package dev.reprise.engine.app;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** What the engine can neither look into nor carry by itself: it holds a format of the JDK. */
public final class Report {

    final String title;
    final String pattern;
    final DateTimeFormatter format;

    Report(String title, String pattern) {
        this.title = title;
        this.pattern = pattern;
        this.format = DateTimeFormatter.ofPattern(pattern);
    }

    @Override
    public String toString() {
        return title + " " + format.format(LocalDate.of(2026, 11, 23));
    }
}
