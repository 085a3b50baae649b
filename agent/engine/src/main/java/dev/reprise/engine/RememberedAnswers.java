package dev.reprise.engine;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.digest.Sha256;
import dev.reprise.engine.epoch.Begun;
import dev.reprise.engine.epoch.Stamps;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.MemoryRegion;
import dev.reprise.engine.tier.MemoryTier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What observed calls were answered, for as long as an entry would have lived that nobody evicts, and there is room. Thread-safe. */
final class RememberedAnswers {

    private static final long BYTES = 8L << 20;

    /** Of a larger answer its digest is remembered, which tells that another one differs, but not where. */
    private static final int LARGEST = 256 << 10;

    private final InstantSource clock;
    private final MemoryRegion answers;

    /**
     * An answer.
     *
     * @param digest of its bytes
     * @param content its bytes; null if they are too many
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by its digest.
    record Answer(byte[] digest, byte @Nullable [] content) {

        boolean isSame(Answer other) {
            return Arrays.equals(digest, other.digest);
        }
    }

    RememberedAnswers(InstantSource clock) {
        this.clock = clock;
        this.answers = new MemoryTier(BYTES, clock)
                .region(new ScopeSettings("observed", Duration.ofDays(1), Long.MAX_VALUE, Long.MAX_VALUE));
    }

    /** Returns an answer as it would be remembered. */
    static Answer answer(byte[] content) {
        return new Answer(Sha256.of(content), content.length > LARGEST ? null : content);
    }

    /**
     * Returns what a call was answered the first time; null if this is the first that is known of, which is remembered.
     *
     * @param begun what was in force when the call began
     */
    @Nullable
    Answer before(CacheKey key, Answer answer, Duration ttl, Begun begun) {
        Stamps stamps = begun.of(key);
        if (stamps == null) {
            return null; // Evicted while the call ran: nobody knows whether it was answered by what was before.
        }
        long now = clock.millis();
        Answer before =
                (Answer) answers.get(key, now, /* margin= */ 0, stamps.memory(), /* sinceMillis= */ Long.MIN_VALUE);
        if (before == null) {
            int bytes = answer.digest.length + (answer.content == null ? 0 : answer.content.length);
            answers.put(key, answer, bytes, now, now + ttl.toMillis(), stamps.memory(), begun.subjects());
        }
        return before;
    }
}
