package dev.reprise.clients.matrix;

/** Something that a service does with a client, and then wants no longer. */
@FunctionalInterface
public interface CancelledCall {

    /**
     * Asks.
     *
     * @param question what is asked for; a part of the request
     * @return how it is cancelled. Of a stream the first part has come by then; of anything else nothing has
     * @throws Exception if the call fails
     */
    Cancellation begin(String question) throws Exception;

    /** What a caller does who no longer wants the answer. */
    @FunctionalInterface
    interface Cancellation {

        /** Cancels. */
        void cancel() throws Exception;
    }
}
