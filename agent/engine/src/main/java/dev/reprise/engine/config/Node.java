package dev.reprise.engine.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a document consists of, before it means anything, with where it was written. */
sealed interface Node {

    SourceLocation where();

    /** Returns what this is, with its article, as an error message names it. */
    String kind();

    /** A single value, as it was written; quotes are gone. */
    record Scalar(SourceLocation where, String text) implements Node {
        @Override
        public String kind() {
            return "the value \"" + text + "\"";
        }
    }

    /** No value: a key with nothing behind it, or {@code null}. */
    record Nothing(SourceLocation where) implements Node {
        @Override
        public String kind() {
            return "nothing";
        }
    }

    /** Values one after the other. */
    record Sequence(SourceLocation where, List<Node> items) implements Node {
        Sequence(SourceLocation where) {
            this(where, new ArrayList<>());
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys and values in the order of the document; overrides are put in later. */
    record Mapping(SourceLocation where, Map<String, Entry> entries) implements Node {
        Mapping(SourceLocation where) {
            this(where, new LinkedHashMap<>());
        }

        @Override
        public String kind() {
            return "keys and values";
        }
    }

    /** A value and where its key was written. */
    record Entry(SourceLocation key, Node value) {}
}
