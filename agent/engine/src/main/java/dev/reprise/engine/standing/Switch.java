package dev.reprise.engine.standing;

/** What keeps woven methods from asking at all. */
@FunctionalInterface
public interface Switch {

    /**
     * Lets them ask, or not. Called by one thread at a time.
     *
     * @param open whether they ask
     */
    void open(boolean open);
}
