package dev.reprise.engine.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where entries are: one server, or several each of which has a part of them. Thread-safe; throws nothing where nothing else
 * is said.
 */
interface Servers {

    /** Returns whether it is of no use to try. Costs nothing. */
    boolean areOff();

    /**
     * Returns what is under some names, in their order, or null where nothing is or nothing could be read; or nothing at all.
     *
     * @param limit how many bytes there may be, all together
     * @param deadline until when, by the clock
     */
    List<byte @Nullable []> get(List<byte[]> names, int limit, long deadline);

    /** Returns the server that has a name, or null if that is not known. Slow: not for a caller's thread. */
    @Nullable
    Node of(byte[] name);

    /** Puts something under a name; returns whether that was done. Not for a caller's thread, one write at a time. */
    boolean set(byte[] name, byte[] content, long millis);

    /**
     * Puts something under each of some names where nothing is; returns of each whether it was put, or null if nobody knows. As
     * above.
     */
    boolean @Nullable [] setIfAbsent(List<byte[]> names, byte[] content, long millis);

    /** Has something done by the server that has a name, once more if a connection broke; returns whether it was. As above. */
    boolean run(byte[] name, Node.Command command);

    /** Removes what is under a name; returns whether that was done. As above. */
    boolean delete(byte[] name);

    /** Removes what is under some names. As above. */
    void delete(List<byte[]> names);

    /**
     * Opens a connection to the server that has a name, for whoever needs one of his own, and closes it. Not for a caller's
     * thread.
     */
    RedisConnection open(byte[] name, Duration patience) throws IOException, Refused;

    /** Has whoever knows asked again who has which names: one of them did not have what it was asked for. Does not wait. */
    void refresh();

    void close();
}
