package dev.reprise.demo.provider;

/**
 * What one kind of request amounted to.
 *
 * @param requests answered requests; refused ones are not billed and not counted
 * @param inputTokens estimated at four characters each
 * @param outputTokens estimated at four characters each
 */
public record Traffic(long requests, long inputTokens, long outputTokens) {

    /** Nothing. */
    public static final Traffic NONE = new Traffic(0, 0, 0);

    /**
     * Adds another traffic to this one.
     *
     * @param other what to add
     * @return the sum
     */
    public Traffic plus(Traffic other) {
        return new Traffic(
                requests + other.requests, inputTokens + other.inputTokens, outputTokens + other.outputTokens);
    }

    /**
     * Subtracts an earlier reading from this one.
     *
     * @param earlier the earlier reading
     * @return what came in between
     */
    public Traffic minus(Traffic earlier) {
        return new Traffic(
                requests - earlier.requests, inputTokens - earlier.inputTokens, outputTokens - earlier.outputTokens);
    }
}
