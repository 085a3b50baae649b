package dev.reprise.engine.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads where the Redis tier is. No message repeats an address, because there may be a password in it. */
final class RedisBinder {

    private static final List<String> KEYS =
            List.of("uri", "timeout", "prefix", "pool-size", "sentinel-user", "sentinel-password");
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);
    private static final int LARGEST_POOL = 1_000;
    private static final int LONGEST_PREFIX = 64;
    private static final String EXAMPLE = "write a uri, such as { uri: \"redis://localhost:6379\" }";

    private final Problems problems;

    RedisBinder(Problems problems) {
        this.problems = problems;
    }

    /** Returns the settings, or null if the tier is off or not as it should be. */
    @Nullable
    RedisSettings bind(Fields tiers, StoreSettings store) {
        Node node = tiers.node("redis");
        if (node instanceof Node.Scalar scalar) {
            String text = scalar.text().trim().toLowerCase(Locale.ROOT);
            if (!text.equals("off") && !text.equals("false")) {
                tiers.problem("redis", "needs keys and values; write off, or " + EXAMPLE.substring("write ".length()));
            }
            return null;
        }
        if (node == null || node instanceof Node.Nothing) {
            tiers.problem("redis", "has no value; " + EXAMPLE + ", or leave the key out");
            return null;
        }
        Fields fields = Fields.of(node, tiers.path("redis"), KEYS, problems);
        RedisUri uri = uri(fields, node);
        Duration timeout = timeout(fields);
        String prefix = prefix(fields);
        int poolSize = poolSize(fields);
        String sentinelUser = fields.text("sentinel-user");
        String sentinelPassword = fields.text("sentinel-password");
        if (store.macKeys().isEmpty()) {
            problems.error(
                    node.where(),
                    "tiers.redis: needs a store.mac-key, because whoever can write to the server could otherwise choose"
                            + " what calls are answered with; make one by `openssl rand -base64 32`, give it to all"
                            + " services that share entries, and write store: { mac-key: env:REPRISE_MAC_KEY }");
        }
        if (uri == null) {
            return null;
        }
        RedisPlace place = uri.place();
        if (place instanceof RedisSentinels named) {
            place = new RedisSentinels(named.master(), named.servers(), sentinelUser, sentinelPassword);
        }
        if (sentinelUser != null && sentinelPassword == null) {
            fields.problem("sentinel-user", "has no password beside it; write sentinel-password, too");
        }
        return new RedisSettings(
                place, uri.tls(), uri.user(), uri.password(), uri.database(), timeout, prefix, poolSize);
    }

    private @Nullable RedisUri uri(Fields fields, Node node) {
        if (fields.node("uri") == null) {
            if (node instanceof Node.Mapping) {
                problems.error(node.where(), "tiers.redis: names no server; " + EXAMPLE);
            }
            return null;
        }
        String text = fields.text("uri");
        try {
            return text == null ? null : RedisUri.parse(text);
        } catch (IllegalArgumentException e) {
            fields.problem("uri", Fields.message(e));
            return null;
        }
    }

    private static Duration timeout(Fields fields) {
        Duration timeout = fields.duration("timeout");
        if (timeout != null && timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            fields.problem("timeout", "is longer than a call may be held up; write at most 60s, such as 100ms");
        }
        return timeout == null ? RedisSettings.TIMEOUT : timeout;
    }

    private static String prefix(Fields fields) {
        String prefix = fields.text("prefix");
        if (prefix == null) {
            return RedisSettings.PREFIX;
        }
        boolean valid = prefix.length() <= LONGEST_PREFIX;
        for (int i = 0; valid && i < prefix.length(); i++) {
            char c = prefix.charAt(i);
            valid = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || ".:_-{}".indexOf(c) >= 0;
        }
        if (!valid) {
            fields.problem(
                    "prefix",
                    "\"" + prefix + "\" cannot begin the name of a key; write 1 to 64 letters, digits, '.', ':', '_',"
                            + " '-', '{' and '}'");
        }
        return prefix;
    }

    private static int poolSize(Fields fields) {
        long size = fields.count("pool-size", RedisSettings.POOL_SIZE);
        if (size > LARGEST_POOL) {
            fields.problem("pool-size", "is more than one server can take; write at most " + LARGEST_POOL);
            return RedisSettings.POOL_SIZE;
        }
        return (int) size;
    }
}
