package dev.reprise.engine.shape;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a stage that is not complete yet, because those who wait for a stage are told in no order, and one of them
 * might change the answer before it is recorded. Completes as the real one does.
 */
final class RecordedStage extends StandInStage {

    private final Recording recording;

    private RecordedStage(Recording recording) {
        this.recording = recording;
    }

    static RecordedStage of(CompletionStage<?> real, Shape inner, Recording recording) {
        RecordedStage stage = new RecordedStage(recording);
        stage.standFor(real);
        real.whenComplete((answer, thrown) -> stage.ended(answer, thrown, inner));
        return stage;
    }

    private void ended(@Nullable Object answer, @Nullable Throwable thrown, Shape inner) {
        if (isDone()) { // Its holder made the end, and nobody knows what the real answer would be.
            recording.ended(/* answer= */ null, new CancellationException("its holder made the end"));
            return;
        }
        Object handed = answer;
        try {
            handed = taken(answer, thrown, inner, recording);
        } catch (Throwable failed) {
            handed = recording.isReplacing() ? Recording.NONE : answer;
        }
        if (thrown == null && handed == Recording.NONE) {
            again();
            return;
        }
        Object instead = thrown == null ? null : recording.instead(thrown, inner);
        if (instead == null) {
            end(handed, thrown);
        } else {
            end(instead, /* thrown= */ null);
        }
    }

    @Override
    void endedByHolder() {
        recording.abandoned();
    }

    private void again() {
        try {
            CompletionStage<?> other = (CompletionStage<?>) recording.again();
            if (other == null) {
                throw new NullPointerException("the method returned null when it was called again");
            }
            standFor(other);
            other.whenComplete(this::end);
        } catch (Throwable failure) {
            end(/* answer= */ null, failure);
        }
    }

    /** Lets a recording take an answer; returns what the holder of the future gets. */
    static @Nullable Object taken(
            @Nullable Object answer, @Nullable Throwable thrown, Shape inner, Recording recording) {
        if (answer == null || thrown != null) {
            Object handed = recording.ended(answer, thrown);
            return recording.isReplacing() ? handed : answer;
        }
        return inner.record(answer, recording);
    }
}
