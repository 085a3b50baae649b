package dev.reprise.engine.value;

import org.jspecify.annotations.Nullable;

/** The way from an answer to an object inside it; spelt out only when a reason is given. */
record Path(@Nullable Path parent, Object step) {

    static final Path ANSWER = new Path(null, "answer");

    Path field(String name) {
        return new Path(this, "." + name);
    }

    Path element(int index) {
        return new Path(this, "[" + index + "]");
    }

    Path element(String what) {
        return new Path(this, "[" + what + "]");
    }

    @Override
    public String toString() {
        StringBuilder path = new StringBuilder();
        for (Path at = this; at != null; at = at.parent) {
            path.insert(0, at.step);
        }
        return path.toString();
    }
}
