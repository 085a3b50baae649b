package dev.reprise.clients.matrix;

import org.jspecify.annotations.Nullable;

/** A row of the table: one way to call a client. */
public final class Row {

    private final String name;
    private final Call call;
    private @Nullable CancelledCall cancelled;

    Row(String name, Call call) {
        this.name = name;
        this.call = call;
    }

    /**
     * Adds that the client's callers can cancel.
     *
     * @param call asks, and tells how to cancel
     */
    public void cancelled(CancelledCall call) {
        cancelled = call;
    }

    String name() {
        return name;
    }

    Call call() {
        return call;
    }

    @Nullable
    CancelledCall cancelled() {
        return cancelled;
    }
}
