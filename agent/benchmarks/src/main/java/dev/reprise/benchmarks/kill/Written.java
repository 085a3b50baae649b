package dev.reprise.benchmarks.kill;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What is written under a number: every process knows it. */
final class Written {

    static final ScopeSettings SCOPE =
            new ScopeSettings("kill", Duration.ofDays(1), Long.MAX_VALUE, /* maxBytes= */ Long.MAX_VALUE);

    private static final int SHORTEST = 100;
    private static final int LONGEST = 60_000;
    private static final long DAY = 86_400_000;

    private Written() {}

    static CacheKey key(int number) {
        SplittableRandom random = new SplittableRandom(number);
        return new CacheKey(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    static Blob blob(int number) {
        long now = System.currentTimeMillis();
        return new Blob("kill", number, now, now + DAY, content(number));
    }

    static boolean isRight(int number, Blob blob) {
        return blob.shape() == number && Arrays.equals(blob.content(), content(number));
    }

    private static byte[] content(int number) {
        SplittableRandom random = new SplittableRandom(~number);
        byte[] content = new byte[random.nextInt(SHORTEST, LONGEST)];
        random.nextBytes(content);
        return content;
    }
}
