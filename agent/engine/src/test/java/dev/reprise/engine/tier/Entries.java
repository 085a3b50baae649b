package dev.reprise.engine.tier;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.config.Staleness;
import dev.reprise.engine.config.TenantQuota;
import dev.reprise.engine.config.TtlFrom;
import dev.reprise.engine.key.CacheKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Random;

/** Scopes, keys and blobs for tests: the same for the same number, in every process. */
final class Entries {

    static final ScopeSettings SCOPE = scope("summaries", Long.MAX_VALUE, Long.MAX_VALUE);

    private Entries() {}

    static ScopeSettings scope(String name, long maxEntries, long maxBytes) {
        return new ScopeSettings(name, Duration.ofHours(1), maxEntries, maxBytes);
    }

    static ScopeSettings scope(String name, long maxEntries, long maxBytes, TenantQuota ofTenant) {
        return new ScopeSettings(
                name,
                Duration.ofHours(1),
                maxEntries,
                maxBytes,
                /* perTenant= */ false,
                /* tenant= */ null,
                TtlFrom.CREATION,
                /* ttlJitter= */ 0,
                /* rollout= */ 100,
                /* shadow= */ 0,
                Staleness.UNSAID,
                ofTenant);
    }

    static CacheKey key(int number) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(("key " + number).getBytes(UTF_8)));
            return new CacheKey(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static StoreKey storeKey(int number) {
        return StoreKey.of(content(-number, StoreKey.LENGTH));
    }

    static byte[] content(int number, int length) {
        byte[] content = new byte[length];
        new Random(number).nextBytes(content);
        return content;
    }

    static Blob blob(int number, int length, long createdAtMillis, long expiresAtMillis) {
        return new Blob("graph/1", 0x5eed + number, createdAtMillis, expiresAtMillis, content(number, length));
    }
}
