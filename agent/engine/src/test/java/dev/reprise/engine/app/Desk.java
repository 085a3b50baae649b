package dev.reprise.engine.app;

import java.util.List;

/** A service whose methods are cached. */
public final class Desk {

    public String read(Report report) {
        return report.toString();
    }

    public Report write(String title) {
        return report(title, "yyyy");
    }

    public Handle open(String name) {
        return new Handle(name);
    }

    public List<Report> file(String title) {
        Report report = report(title, "yyyy");
        return List.of(report, report(title, "dd.MM."), report);
    }

    public static Report report(String title, String pattern) {
        return new Report(title, pattern);
    }
}
