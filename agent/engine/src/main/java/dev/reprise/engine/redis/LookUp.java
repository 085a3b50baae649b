package dev.reprise.engine.redis;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names that one server is asked for: all at once, and the answers read when other servers have been asked for theirs. Used
 * by one thread. Ends with {@link #abandon}.
 */
final class LookUp {

    private final Connections connections;
    private final Environment environment;
    private final List<byte[]> names;
    private final boolean asking;
    private final long deadline;
    private @Nullable RedisConnection connection;
    private @Nullable Exception failure;

    /**
     * @param asking whether they are on their way to this server
     * @param deadline until when, by the clock
     */
    LookUp(Connections connections, Environment environment, List<byte[]> names, boolean asking, long deadline) {
        this.connections = connections;
        this.environment = environment;
        this.names = names;
        this.asking = asking;
        this.deadline = deadline;
    }

    /** Asks, if there is a connection. */
    void ask() {
        failure = null;
        RedisConnection lent = connections.borrow(deadline);
        connection = lent;
        if (lent != null) {
            try {
                lent.deadline(deadline);
                lent.ask(names, asking);
            } catch (IOException | RuntimeException e) {
                failure = e;
            }
        }
    }

    /**
     * Reads the answers, after {@link #ask}, as far as they come. Asks once more where the connection was closed while it lay
     * idle, as servers and what is on the way to them do.
     *
     * @param found takes what is under each name
     * @param limit how many bytes there may be, all together
     * @param redirected takes by the number of the name who else has it; null if that is a fault
     */
    void answers(byte[] @Nullable [] found, int limit, @Nullable Map<Integer, Redirect> redirected) {
        for (int tries = 0; tries <= 1; tries++) {
            RedisConnection now = connection;
            if (now == null) {
                return;
            }
            long left = deadline - environment.nanoClock().getAsLong();
            try {
                read(now, found, limit, redirected);
                connection = null;
                connections.giveBack(now);
                return;
            } catch (TooLarge e) {
                environment.log().debug("not read: {}", e.getMessage());
                return;
            } catch (Late e) {
                if (e.isAlone() && !Thread.currentThread().isInterrupted() && isMost(left)) {
                    environment.late().add(names.get(e.number()));
                }
                return;
            } catch (Exception e) {
                if (!(e instanceof Refused)) {
                    if (Thread.currentThread().isInterrupted()
                            || (e instanceof SocketTimeoutException
                                    && 2 * left
                                            < environment.settings().timeout().toNanos())) {
                        return; // By it a virtual thread's reads end; and who had hardly any time blames nobody.
                    }
                    if (tries == 0 && !(e instanceof SocketTimeoutException) && now.wasIdleTooLong()) {
                        abandon();
                        connections.dropIdle();
                        ask();
                        continue;
                    }
                }
                connection = null;
                connections.failed(now, e);
                return;
            } finally {
                if (connection == now) {
                    abandon();
                }
            }
        }
    }

    /** Returns whether it is at least half of what a call has. */
    private boolean isMost(long left) {
        return 2 * left >= environment.settings().timeout().toNanos();
    }

    private void read(
            RedisConnection from, byte[] @Nullable [] found, int limit, @Nullable Map<Integer, Redirect> redirected)
            throws Exception {
        Exception before = failure;
        if (before != null) {
            throw before;
        }
        from.answers(found, asking, limit, redirected);
    }

    /** Gives up what was not read. */
    void abandon() {
        RedisConnection now = connection;
        connection = null;
        if (now != null) {
            connections.drop(now);
        }
    }
}
