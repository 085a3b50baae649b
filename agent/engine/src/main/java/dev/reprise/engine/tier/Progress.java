package dev.reprise.engine.tier;

/** Is told how far something is that takes long. */
public interface Progress {

    /** A share that nobody knows. */
    double UNKNOWN = -1;

    /** For whom it is of no interest. */
    Progress UNSEEN = (entries, share) -> {};

    /**
     * Takes how far it is.
     *
     * @param entries the number of entries so far
     * @param share how much of it is done, from 0 to 1; below zero if nobody knows
     */
    void at(long entries, double share);
}
