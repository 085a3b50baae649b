package dev.reprise.engine.config;

/** What readers of either syntax do alike while they build a tree. */
final class Nodes {

    private static final int DEEPEST = 32;

    private final String file;
    private final Problems problems;

    Nodes(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Returns a place in the file; both numbers from 1. */
    SourceLocation at(int line, int column) {
        return new SourceLocation(file, Math.max(line, 1), Math.max(column, 1));
    }

    SourceLocation whole() {
        return SourceLocation.whole(file);
    }

    void problem(SourceLocation where, String message) {
        problems.error(where, message);
    }

    void secondDocument(SourceLocation where) {
        problems.error(where, "begins a second document; write one document only");
    }

    void checkDepth(int depth, SourceLocation where) throws BrokenDocument {
        if (depth > DEEPEST) {
            throw new BrokenDocument(
                    where, "is nested more than " + DEEPEST + " levels deep; a configuration needs five");
        }
    }

    void put(Node.Mapping mapping, String name, SourceLocation key, Node value) {
        Node.Entry first = mapping.entries().get(name);
        if (first == null) {
            mapping.entries().put(name, new Node.Entry(key, value));
        } else {
            problems.error(
                    key,
                    "\"" + name + "\" is already there in line " + first.key().line() + "; write it once");
        }
    }
}
