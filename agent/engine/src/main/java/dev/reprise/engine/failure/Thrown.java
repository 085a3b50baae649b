package dev.reprise.engine.failure;

/** Lets what the host has thrown go on as it is, though it is not declared where it does. */
public final class Thrown {

    private Thrown() {}

    /** Throws it; returns only as the compiler sees it, so that a caller can say that he throws. */
    public static RuntimeException asItIs(Throwable thrown) {
        throw Thrown.<RuntimeException>unchecked(thrown);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The compiler only has to believe it.
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
