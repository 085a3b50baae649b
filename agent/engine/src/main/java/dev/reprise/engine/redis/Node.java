package dev.reprise.engine.redis;

import dev.reprise.engine.config.RedisSentinels;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One server: the connections of look-ups, and the one of writes. */
final class Node implements Servers {

    private final Environment environment;
    private final Connections connections;
    private final Refusals refusals;

    private volatile @Nullable RedisConnection writer;

    /**
     * @param onFault runs when the server cannot be used any more; must not block
     */
    Node(Environment environment, Runnable onFault) {
        this.environment = environment;
        this.connections = new Connections(environment, onFault);
        this.refusals = new Refusals(environment);
    }

    @Override
    public boolean areOff() {
        return connections.areOff();
    }

    @Override
    public Node of(byte[] name) {
        return this;
    }

    @Override
    public List<byte @Nullable []> get(List<byte[]> names, int limit, long deadline) {
        byte[][] found = new byte[names.size()][];
        LookUp lookUp = lookUp(names, /* asking= */ false, deadline);
        try {
            lookUp.ask();
            lookUp.answers(found, limit, /* redirected= */ null);
        } finally {
            lookUp.abandon();
        }
        return Arrays.asList(found);
    }

    LookUp lookUp(List<byte[]> names, boolean asking, long deadline) {
        return new LookUp(connections, environment, names, asking, deadline);
    }

    /** Returns whether a write is worth a try. */
    boolean takes() {
        return !areOff() && !refusals.pausing(connections.epoch());
    }

    @Override
    public boolean set(byte[] name, byte[] content, long millis) {
        return write(content.length, connection -> connection.set(name, content, millis)) && taken();
    }

    @Override
    public boolean @Nullable [] setIfAbsent(List<byte[]> names, byte[] content, long millis) {
        if (!takes()) {
            return null;
        }
        boolean[] put = new boolean[names.size()];
        int bytes = names.size() * content.length;
        if (write(bytes, connection -> connection.setIfAbsent(names, content, millis, put))) {
            return put;
        }
        List<byte[]> those = those(names, put); // As where another one was refused.
        if (!those.isEmpty()) {
            delete(those);
        }
        return null;
    }

    static List<byte[]> those(List<byte[]> names, boolean[] put) {
        List<byte[]> those = new ArrayList<>();
        for (int i = 0; i < put.length; i++) {
            if (put[i]) {
                those.add(names.get(i));
            }
        }
        return those;
    }

    /** Takes note of an entry that was written. */
    boolean taken() {
        refusals.taken();
        return true;
    }

    @Override
    public boolean delete(byte[] name) {
        return write(0, connection -> connection.delete(name));
    }

    @Override
    public void delete(List<byte[]> names) {
        write(0, connection -> connection.delete(names));
    }

    @Override
    public boolean run(byte[] name, Command command) {
        return write(0, command);
    }

    interface Command {
        void run(RedisConnection connection) throws IOException, Refused;
    }

    /**
     * Returns whether the server did it. Once more, on another connection, where one broke. A server that answers look-ups is
     * not left alone because it does not take a write.
     */
    boolean write(int bytes, Command command) {
        for (int tries = 0; tries <= 1; tries++) {
            RedisConnection connection;
            try {
                connection = writer();
            } catch (Refused | IOException | RuntimeException e) {
                connections.failed(e);
                return false;
            }
            long until = environment.nanoClock().getAsLong() + patience(bytes).toNanos();
            boolean over = false;
            try {
                connection.deadline(until);
                connections.watch(connection, until);
                command.run(connection);
                over = true;
                return true;
            } catch (Refused e) {
                if (e.isOfAReplica() && environment.settings().place() instanceof RedisSentinels) {
                    connections.failed(connection, e); // It was the master: who is it now?
                    return false;
                }
                over = true;
                refusals.refused(e);
                return false;
            } catch (IOException | RuntimeException e) {
                boolean late = environment.nanoClock().getAsLong() - until >= 0; // Closed by the thread that watches.
                if (connections.areOff()) {
                    return false; // That it is away is said already.
                }
                if (tries == 1 || late) {
                    refusals.failed(
                            Fault.of(late ? new SocketTimeoutException() : e, environment), connections.epoch());
                    return false;
                }
            } finally {
                connections.unwatch();
                if (!over || connections.areClosed()) {
                    connection.close();
                    writer = null;
                }
            }
        }
        return false;
    }

    private RedisConnection writer() throws IOException, Refused {
        RedisConnection now = writer;
        if (now == null) {
            now = connections.open(environment.writePatience());
            writer = now;
        }
        return now;
    }

    /** A tenth of a second more for each megabyte. */
    private Duration patience(int bytes) {
        Duration timeout = environment.settings().timeout();
        Duration patience = environment.writePatience();
        return (timeout.compareTo(patience) > 0 ? timeout : patience).plusMillis(100L * (bytes >> 20));
    }

    @Override
    public RedisConnection open(byte[] name, Duration patience) throws IOException, Refused {
        return connections.open(patience);
    }

    /** It is the only one. */
    @Override
    public void refresh() {}

    /** Closes the connections. Reads miss from then on, and what is written is lost. */
    @Override
    public void close() {
        connections.close();
        RedisConnection now = writer;
        if (now != null) {
            now.close();
        }
    }

    /** As above, because other servers of the cluster have its keys now. */
    void retire() {
        boolean off = connections.areOff();
        close();
        if (off) {
            environment
                    .log()
                    .info(
                            "{} works again: other servers of the cluster have the keys of {}",
                            environment.subject(),
                            environment.settings().address());
        }
    }
}
