package dev.reprise.gate;

/**
 * Stands for {@code java.lang.Shutdown}, which {@link RepriseGate} finds beside it where it is in {@code java.lang}. Not in the agent.
 */
final class Shutdown {

    private Shutdown() {}

    /**
     * Has something run when the JVM ends, behind what has a lower number; the hooks of applications have 1.
     *
     * @param slot up to 9
     * @param whileEnding whether it is to be taken also when the JVM ends already
     */
    @SuppressWarnings("DoNotCallSuggester") // What is called is the JVM's.
    static void add(int slot, boolean whileEnding, Runnable hook) {
        throw new UnsupportedOperationException("only java.lang knows when the JVM ends");
    }
}
