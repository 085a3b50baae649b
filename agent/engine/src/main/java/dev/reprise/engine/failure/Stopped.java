package dev.reprise.engine.failure;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Tells whether a call was stopped by whoever made it, who wants no answer any more: its provider did not fail then. */
public final class Stopped {

    /** So many causes are looked at; they may go round in a circle. */
    private static final int DEEPEST = 16;

    private Stopped() {}

    /**
     * Returns whether a call ended because its thread was interrupted, or because it was cancelled. To be asked on the thread
     * that got the failure.
     *
     * @param thrown what it ended with; null if it answered
     */
    public static boolean was(@Nullable Throwable thrown) {
        Throwable at = thrown;
        for (int i = 0; at != null && i < DEEPEST; i++) {
            if (at instanceof InterruptedException
                    || at instanceof CancellationException
                    || at instanceof ClosedByInterruptException
                    || (at instanceof InterruptedIOException read && !isOutOfTime(read))) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    /** HTTP clients say by the same class that it took too long: OkHttp of a whole call, Apache's of a connection. */
    private static boolean isOutOfTime(InterruptedIOException failure) {
        if (failure instanceof SocketTimeoutException) {
            return true;
        }
        String message = failure.getMessage();
        String said = failure.getClass().getSimpleName() + " " + (message == null ? "" : message);
        String words = said.toLowerCase(Locale.ROOT);
        return (words.contains("timeout") || words.contains("timed out"))
                && !Thread.currentThread().isInterrupted();
    }
}
