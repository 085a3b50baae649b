package dev.reprise.engine.shape;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a recording was told, in order; an answer as it was at that moment. */
class Recorded implements Recording, Parts {

    final List<String> all = new ArrayList<>();

    @Override
    public @Nullable Object ended(@Nullable Object answer, @Nullable Throwable thrown) {
        all.add(thrown == null ? "answer " + answer : "thrown " + thrown.getMessage());
        return answer;
    }

    @Override
    public void refused(String reason) {
        all.add("refused: " + reason);
    }

    @Override
    public Parts parts() {
        return this;
    }

    @Override
    public void next(@Nullable Object part) {
        all.add("part " + part);
    }

    @Override
    public void complete() {
        all.add("complete");
    }

    @Override
    public void abandon(String reason) {
        all.add("abandoned: " + reason);
    }
}
