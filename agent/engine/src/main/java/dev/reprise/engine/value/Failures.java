package dev.reprise.engine.value;

/** Which failures are the codec's to handle. */
final class Failures {

    private Failures() {}

    /** Throws what no caller may swallow. A stack that overflowed on a deep graph is only a failed try. */
    static void rethrowIfFatal(Throwable failure) {
        if (failure instanceof VirtualMachineError fatal && !(failure instanceof StackOverflowError)) {
            throw fatal;
        }
    }
}
