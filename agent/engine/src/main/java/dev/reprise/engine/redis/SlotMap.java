package dev.reprise.engine.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.reprise.engine.config.RedisServer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which server of a cluster has the keys of which slot. Immutable. */
final class SlotMap {

    static final int SLOTS = 16_384;

    /** As many as Redis advises for the largest of clusters. */
    private static final int MOST_SERVERS = 1_000;

    private static final int[] CRC = crc();

    private final @Nullable RedisServer[] servers;
    private final Set<RedisServer> all;
    private final boolean whole;

    private SlotMap(@Nullable RedisServer[] servers, Set<RedisServer> all, boolean whole) {
        this.servers = servers;
        this.all = all;
        this.whole = whole;
    }

    /**
     * Reads the answer to {@code CLUSTER SLOTS}: for each range its first and last slot, its master and its replicas.
     *
     * @param asked who answered; where it has no name for a host it means its own
     * @throws NotRedis if it is no such answer, or no server has a slot
     */
    static SlotMap of(@Nullable Object answer, RedisServer asked) throws NotRedis {
        RedisServer[] servers = new RedisServer[SLOTS];
        Set<RedisServer> all = new LinkedHashSet<>();
        int covered = 0;
        for (Object element : list(answer)) {
            List<?> range = list(element);
            if (range.size() < 3) {
                throw wrong();
            }
            int first = number(range.get(0), SLOTS - 1);
            int last = number(range.get(1), SLOTS - 1);
            RedisServer server = server(list(range.get(2)), asked);
            all.add(server);
            for (int slot = first; slot <= last; slot++) {
                covered += servers[slot] == null ? 1 : 0;
                servers[slot] = server;
            }
        }
        if (all.isEmpty() || all.size() > MOST_SERVERS) {
            throw new NotRedis("it knows " + all.size() + " servers of its cluster that have keys");
        }
        return new SlotMap(servers, Set.copyOf(all), covered == SLOTS);
    }

    private static RedisServer server(List<?> master, RedisServer asked) throws NotRedis {
        if (master.size() < 2) {
            throw wrong();
        }
        String host = master.get(0) instanceof byte[] bytes ? new String(bytes, US_ASCII) : "";
        return new RedisServer(host.isEmpty() || host.equals("?") ? asked.host() : host, number(master.get(1), 65_535));
    }

    private static List<?> list(@Nullable Object value) throws NotRedis {
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong();
    }

    private static int number(@Nullable Object value, int most) throws NotRedis {
        if (value instanceof Long number && number >= 0 && number <= most) {
            return number.intValue();
        }
        throw wrong();
    }

    private static NotRedis wrong() {
        return new NotRedis("it answered CLUSTER with something else");
    }

    /** Returns who has a slot, or null if nobody does. */
    @Nullable
    RedisServer server(int slot) {
        return servers[slot];
    }

    /** Returns all who have any. */
    Set<RedisServer> servers() {
        return all;
    }

    /** Returns whether somebody has each. */
    boolean isWhole() {
        return whole;
    }

    /** Returns the slot of a name: CRC-16 (XMODEM) of it, or of what is between its first braces if that is anything. */
    static int slot(byte[] name) {
        int begin = 0;
        int end = name.length;
        for (int i = 0; i < name.length; i++) {
            if (name[i] == '{') {
                int close = i + 1;
                while (close < name.length && name[close] != '}') {
                    close++;
                }
                if (close < name.length && close > i + 1) {
                    begin = i + 1;
                    end = close;
                }
                break;
            }
        }
        int crc = 0;
        for (int i = begin; i < end; i++) {
            crc = (crc << 8 & 0xFFFF) ^ CRC[(crc >>> 8 ^ name[i]) & 0xFF];
        }
        return crc & SLOTS - 1;
    }

    private static int[] crc() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
            table[i] = crc & 0xFFFF;
        }
        return table;
    }
}
