package dev.reprise.engine.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.config.TenantQuota;
import dev.reprise.engine.key.CacheKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What each tenant of a scope has in Redis: the keys of his entries in the order in which they were written, in the sorted set
 * {@code PREFIX:{tenant:SCOPE:NUMBER}}, and how large they are and all are together, in the hash {@code …:sizes} beside it, which
 * is in the same slot of a cluster. Both expire with the last entry. Where the server has lost one of them, counting begins anew.
 * Used by one thread at a time.
 */
final class TenantIndex {

    /** Counts an entry, and takes the oldest others out until the tenant keeps to his quota; returns their keys. */
    private static final byte[] SCRIPT = """
            local total = tonumber(redis.call('HGET', KEYS[2], 'total') or nil)
            if not total or redis.call('EXISTS', KEYS[1]) == 0 then
              redis.call('DEL', KEYS[1], KEYS[2])
              total = 0
            end
            local key, size, life = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
            local entries, bytes = tonumber(ARGV[5]), tonumber(ARGV[6])
            total = total + size - tonumber(redis.call('HGET', KEYS[2], key) or 0)
            redis.call('ZADD', KEYS[1], ARGV[4], key)
            redis.call('HSET', KEYS[2], key, size)
            local number = redis.call('ZCARD', KEYS[1])
            local gone = {}
            while (number > entries or total > bytes) and number > 1 and #gone < 1000 do
              local first = redis.call('ZRANGE', KEYS[1], 0, 1)
              local oldest = first[1] == key and first[2] or first[1]
              total = total - tonumber(redis.call('HGET', KEYS[2], oldest) or 0)
              redis.call('ZREM', KEYS[1], oldest)
              redis.call('HDEL', KEYS[2], oldest)
              gone[#gone + 1] = oldest
              number = number - 1
            end
            redis.call('HSET', KEYS[2], 'total', total)
            if redis.call('PTTL', KEYS[1]) < life then
              redis.call('PEXPIRE', KEYS[1], life)
              redis.call('PEXPIRE', KEYS[2], life)
            end
            return gone
            """.getBytes(US_ASCII);

    private final String prefix;
    private final Servers servers;
    private final Logger log;
    private boolean refused;

    /**
     * @param prefix what the names of all keys begin with
     */
    TenantIndex(String prefix, Servers servers, Logger log) {
        this.prefix = prefix;
        this.servers = servers;
        this.log = log;
    }

    /**
     * Counts an entry that is about to be written.
     *
     * @param tenant whose it is
     * @param size what it takes
     * @param millis how long it lives
     * @return the keys of the entries that have to go for it; null if the server does not take it now
     */
    @Nullable
    List<CacheKey> add(ScopeSettings scope, long tenant, CacheKey key, int size, long millis, long nowMillis) {
        byte[] order =
                (prefix + ":{tenant:" + scope.name() + ":" + HexFormat.of().toHexDigits(tenant) + "}").getBytes(UTF_8);
        TenantQuota quota = scope.tenantQuota();
        List<CacheKey> gone = new ArrayList<>();
        boolean answered = servers.run(order, connection -> {
            gone.clear();
            try {
                gone.addAll(keys(connection.call(
                        "EVAL",
                        SCRIPT,
                        Resp.number(2),
                        order,
                        (new String(order, UTF_8) + ":sizes").getBytes(UTF_8),
                        bytes(key),
                        Resp.number(size),
                        Resp.number(millis),
                        Resp.number(nowMillis),
                        Resp.number(quota.maxEntries()),
                        Resp.number(quota.maxBytes()))));
                refused = false;
            } catch (Refused e) {
                report(e);
            }
        });
        return answered ? gone : null;
    }

    /** What is about all writes is said as it is of the entry itself. */
    private void report(Refused cause) throws Refused {
        switch (cause.code()) {
            case "NOPERM", "ERR", "WRONGTYPE" -> {
                if (!refused) {
                    refused = true;
                    log.warn(
                            "quotas of tenants do not hold in Redis: it refused {}. See to it that the user of"
                                    + " `tiers.redis.uri` may EVAL, and the commands that STORE.md names, of its keys.",
                            cause.getMessage());
                }
            }
            default -> throw cause;
        }
    }

    private static List<CacheKey> keys(@Nullable Object reply) throws IOException {
        if (!(reply instanceof List<?> list)) {
            throw new NotRedis("it answered EVAL with something else");
        }
        List<CacheKey> keys = new ArrayList<>();
        for (Object each : list) {
            if (each instanceof byte[] bytes && bytes.length == 4 * Long.BYTES) {
                ByteBuffer in = ByteBuffer.wrap(bytes);
                keys.add(new CacheKey(in.getLong(), in.getLong(), in.getLong(), in.getLong()));
            }
        }
        return keys;
    }

    private static byte[] bytes(CacheKey key) {
        return ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(key.a())
                .putLong(key.b())
                .putLong(key.c())
                .putLong(key.d())
                .array();
    }
}
