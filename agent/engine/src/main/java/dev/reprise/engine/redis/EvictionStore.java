package dev.reprise.engine.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.engine.epoch.Eviction;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.RandomNumbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where evictions are in Redis: counts by subject in the hash {@code PREFIX:{epochs}}, the last evicted keys in the list {@code
 * PREFIX:{epochs}:keys}, and news on the channel {@code PREFIX:evictions}. The hash has a random number of its own: where the
 * hash is lost, that is another one afterwards. Both are in one slot of a cluster. Immutable.
 *
 * <p>News is {@code s SUBJECT}, {@code k KEY NUMBER}, or {@code g} if the hash is new.
 */
final class EvictionStore {

    /** As soon as there are more in the list, everything is evicted, and it begins anew. */
    static final int MOST_KEYS = 10_000;

    /** What the list can hold until somebody gets to that. */
    private static final int ROOM = MOST_KEYS + 1_000;

    private static final int MOST_SUBJECTS = 20_000;
    private static final byte[] GENERATION = "generation".getBytes(US_ASCII);

    private final byte[] hash;
    private final byte[] keys;
    private final byte[] channel;

    /**
     * What the hash holds.
     *
     * @param generation its number
     */
    record Counts(long generation, Map<Subject, Long> counts) {}

    EvictionStore(String prefix) {
        this.hash = (prefix + ":{epochs}").getBytes(UTF_8);
        this.keys = (prefix + ":{epochs}:keys").getBytes(UTF_8);
        this.channel = (prefix + ":evictions").getBytes(UTF_8);
    }

    /** Returns what decides which server of a cluster is asked. */
    byte[] name() {
        return hash;
    }

    byte[] channel() {
        return channel;
    }

    /**
     * Evicts.
     *
     * @param eviction of a subject, of a key, or of everything, which is the generation
     * @param proposed the hash's number if it has none, or everything is evicted; another one at each try
     * @return its number, and how often the subject, if it is one, was evicted
     */
    Counts evict(RedisConnection connection, Eviction eviction, long proposed) throws IOException, Refused {
        if (eviction.kind() == Eviction.Kind.SHARED_GENERATION) {
            beginAnew(connection, proposed);
            return new Counts(proposed, Map.of());
        }
        connection.call("MULTI");
        connection.call("HSETNX", hash, GENERATION, text(proposed));
        connection.call("HGET", hash, GENERATION);
        if (eviction.kind() == Eviction.Kind.KEY) {
            byte[] key = (eviction.id().hex() + " " + hex(eviction.epoch())).getBytes(US_ASCII);
            connection.call("LPUSH", keys, key);
            connection.call("LTRIM", keys, Resp.number(0), Resp.number(ROOM - 1));
            connection.call("PUBLISH", channel, ("k " + new String(key, US_ASCII)).getBytes(US_ASCII));
        } else {
            byte[] field = eviction.subject().hex().getBytes(US_ASCII);
            connection.call("HINCRBY", hash, field, Resp.number(1));
            connection.call("PUBLISH", channel, ("s " + new String(field, US_ASCII)).getBytes(US_ASCII));
        }
        List<?> replies = list(connection.call("EXEC"), "EXEC");
        if (replies.size() < 4) {
            throw new NotRedis("it answered EXEC with something else");
        }
        long count = replies.get(2) instanceof Long counted ? counted : 0;
        if (eviction.kind() == Eviction.Kind.KEY && count > MOST_KEYS) {
            beginAnew(connection, RandomNumbers.next() | 1);
        }
        return new Counts(
                number(replies.get(1)),
                eviction.kind() == Eviction.Kind.KEY ? Map.of() : Map.of(eviction.subject(), count));
    }

    /**
     * Evicts everything, so that what was evicted before can be forgotten.
     *
     * @param number the hash's from now on
     */
    private void beginAnew(RedisConnection connection, long number) throws IOException, Refused {
        connection.call("MULTI");
        connection.call("DEL", hash);
        connection.call("DEL", keys);
        connection.call("HSETNX", hash, GENERATION, text(number));
        connection.call("PUBLISH", channel, "g".getBytes(US_ASCII));
        connection.call("EXEC");
    }

    /** Returns all counts; makes the hash if it is not there, and anew, so that everything is evicted, if it is too large. */
    Counts all(RedisConnection connection, long proposed) throws IOException, Refused {
        Counts found = found(connection);
        if (found == null) {
            connection.call("MULTI");
            // Of two that find no hash at the same moment, the second leaves that of the first as it is.
            connection.call("HSETNX", hash, GENERATION, text(proposed));
            connection.call("PUBLISH", channel, "g".getBytes(US_ASCII));
            connection.call("EXEC");
            found = found(connection);
        } else if (found.counts().size() > MOST_SUBJECTS) {
            beginAnew(connection, proposed);
            found = found(connection);
        }
        if (found == null) {
            throw new NotRedis("it keeps no hash");
        }
        return found;
    }

    private @Nullable Counts found(RedisConnection connection) throws IOException, Refused {
        List<?> fields = list(connection.call("HGETALL", hash), "HGETALL");
        long generation = 0;
        Map<Subject, Long> counts = new HashMap<>();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            String field = string(fields.get(i));
            Subject subject = Subject.parse(field);
            if (subject != null) {
                counts.put(subject, count(fields.get(i + 1)));
            } else if (field.equals("generation")) {
                generation = number(fields.get(i + 1));
            }
        }
        return generation == 0 ? null : new Counts(generation, counts);
    }

    /** Returns one count; null if the hash is not there. */
    @Nullable
    Counts one(RedisConnection connection, Subject subject) throws IOException, Refused {
        List<?> values =
                list(connection.call("HMGET", hash, GENERATION, subject.hex().getBytes(US_ASCII)), "HMGET");
        return values.size() != 2 || values.get(0) == null || values.get(1) == null
                ? null
                : new Counts(number(values.get(0)), Map.of(subject, count(values.get(1))));
    }

    /** Returns the last evicted keys, the oldest first. */
    List<Eviction> keys(RedisConnection connection) throws IOException, Refused {
        List<Eviction> evictions = new ArrayList<>();
        for (Object line : list(connection.call("LRANGE", keys, Resp.number(0), "-1".getBytes(US_ASCII)), "LRANGE")) {
            Eviction eviction = key(string(line));
            if (eviction != null) {
                evictions.add(eviction);
            }
        }
        Collections.reverse(evictions);
        return evictions;
    }

    /** Returns the eviction of a key that a line tells of; null if it tells of none. */
    static @Nullable Eviction key(String line) {
        try {
            return line.length() == 81
                    ? new Eviction(
                            Eviction.Kind.KEY,
                            CacheKey.of(line.substring(0, 64)),
                            HexFormat.fromHexDigitsToLong(line, 65, 81))
                    : null;
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    private static List<?> list(@Nullable Object reply, String command) throws NotRedis {
        if (reply instanceof List<?> list) {
            return list;
        }
        throw new NotRedis("it answered " + command + " with something else");
    }

    private static byte[] text(long number) {
        return hex(number).getBytes(US_ASCII);
    }

    private static String hex(long number) {
        return HexFormat.of().toHexDigits(number);
    }

    private static long number(@Nullable Object text) throws NotRedis {
        try {
            return HexFormat.fromHexDigitsToLong(string(text));
        } catch (IllegalArgumentException e) {
            throw new NotRedis("somebody else has written to its hash of epochs");
        }
    }

    private static long count(@Nullable Object text) throws NotRedis {
        try {
            return Long.parseLong(string(text));
        } catch (NumberFormatException e) {
            throw new NotRedis("somebody else has written to its hash of epochs");
        }
    }

    static String string(@Nullable Object text) {
        return text instanceof byte[] bytes ? new String(bytes, US_ASCII) : "";
    }
}
