package dev.reprise.engine.app;

import dev.reprise.api.Adapter;
import java.util.List;
import java.util.Map;

/** Adapters for reports, good and bad ones. */
public final class Adapting {

    private Adapting() {}

    /** As it should be. */
    public static class Whole implements Adapter<Report> {

        @Override
        public Class<Report> type() {
            return Report.class;
        }

        @Override
        public Object keyOf(Report value) {
            return Map.of("title", value.title, "pattern", value.pattern);
        }

        @Override
        public Object write(Report value) {
            return new Parts(value.title, List.of(value.pattern));
        }

        @Override
        public Report read(Object written) {
            Parts parts = (Parts) written;
            return new Report(parts.title, parts.patterns.get(0));
        }
    }

    record Parts(String title, List<String> patterns) {}

    /** The same, of any version. */
    public static final class Versioned extends Whole {

        public static String version = "1";

        @Override
        public String version() {
            return version;
        }
    }

    /** Carries resources. */
    public static final class Handles implements Adapter<Handle> {

        @Override
        public Class<Handle> type() {
            return Handle.class;
        }

        @Override
        public Object write(Handle value) {
            return value.name;
        }

        @Override
        public Handle read(Object written) {
            return new Handle((String) written);
        }
    }

    /** Serves keys only. */
    public static final class KeyOnly implements Adapter<Report> {

        @Override
        public Class<Report> type() {
            return Report.class;
        }

        @Override
        public Object keyOf(Report value) {
            return value.title;
        }
    }

    /** Throws. */
    public static final class Throwing extends Whole {

        @Override
        public Object keyOf(Report value) {
            throw new IllegalStateException("the title is " + value.title);
        }

        @Override
        public Object write(Report value) {
            throw new IllegalStateException("the title is " + value.title);
        }
    }

    /** Returns nothing. */
    public static final class Nothing extends Whole {

        @Override
        public Object keyOf(Report value) {
            return null;
        }

        @Override
        public Report read(Object written) {
            return null;
        }
    }

    /** Returns what is no plain value. */
    public static final class Strange extends Whole {

        @Override
        public Object keyOf(Report value) {
            return List.of(value.title, Thread.currentThread());
        }

        @Override
        public Object write(Report value) {
            return List.of(value.title, value.format);
        }
    }

    /** Returns the object itself. */
    public static final class Circular extends Whole {

        @Override
        public Object keyOf(Report value) {
            return List.of(value);
        }

        @Override
        public Object write(Report value) {
            return List.of(new Report(value.title, value.pattern));
        }
    }

    /** Leaves the object as it is. */
    public static final class Itself extends Whole {

        @Override
        public Object write(Report value) {
            return value;
        }
    }

    /** Puts the object into what should stand for it. */
    public static final class Holding extends Whole {

        @Override
        public Object write(Report value) {
            return Map.of("title", value.title, "report", List.of(value));
        }
    }

    /** Loses a part of what it is given. */
    public static final class Lossy extends Whole {

        @Override
        public Report read(Object written) {
            return new Report(((Parts) written).title(), "MM");
        }
    }

    /** Leaves half of its work out. */
    public static final class Half implements Adapter<Report> {

        @Override
        public Class<Report> type() {
            return Report.class;
        }

        @Override
        public Object write(Report value) {
            return value.title;
        }
    }

    /** Cannot be made. */
    public static final class Exploding extends Whole {

        public Exploding() {
            throw new IllegalStateException();
        }
    }
}
