package dev.reprise.benchmarks.fuzz;

import com.sun.management.ThreadMXBean;
import dev.reprise.benchmarks.fuzz.forbidden.Trap;
import dev.reprise.benchmarks.lab.Table;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.Undecodable;
import dev.reprise.engine.value.ValueCodec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Hands damaged entries straight to the codecs, as if whoever damaged them could seal them again. Each must be refused or
 * decode to the declared type, made of allowed classes, within a bounded time and heap.
 */
final class CodecFuzz {

    /** What one blob may take of the processor. */
    static final long MOST_NANOS = 100_000_000;

    /** What one blob may allocate; the longest takes about 100 KB. */
    static final long MOST_BYTES = 64 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int MOST_FAULTS = 20;

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Target(Sample sample, ValueCodec codec, byte[] entry, List<String> allowed, Tally tally) {}

    private final List<Target> targets = new ArrayList<>();
    private final List<byte[]> strangers = Strangers.all();
    private final List<Fault> faults = new ArrayList<>();
    private final long seed;
    private long slow;

    CodecFuzz(long seed) throws Exception {
        this.seed = seed;
        for (Sample sample : Samples.all()) {
            ValueCodec codec = new Codecs(FieldAccess.NONE).codec(sample.declared(), Answering.class, sample.allow());
            byte[] entry = codec.encode(sample.value());
            List<String> allowed = new ArrayList<>(sample.allow());
            allowed.add("com.openai.");
            allowed.add("dev.reprise.benchmarks.fuzz.answers.");
            targets.add(new Target(sample, codec, entry, allowed, new Tally(sample.name(), codec.id(), entry.length)));
        }
    }

    /** Decodes so many blobs, in turn of every sample, and stops early after too many faults. */
    void run(long blobs) {
        for (long number = 0; number < blobs && faults.size() < MOST_FAULTS; number++) {
            SplittableRandom random = new SplittableRandom(seed ^ (number * 0x9E3779B97F4A7C15L));
            Target target = targets.get((int) (number % targets.size()));
            byte[] other = random.nextInt(8) == 0
                    ? strangers.get(random.nextInt(strangers.size()))
                    : targets.get(random.nextInt(targets.size())).entry;
            byte[] blob = random.nextInt(16) == 0 ? other : Mutation.of(target.entry, other, random);
            String fault = decode(target, blob);
            if (fault != null) {
                faults.add(new Fault(fault, target.sample.name(), blob, number));
            }
        }
    }

    List<Fault> faults() {
        return faults;
    }

    /** Returns how many blobs took more than {@link #MOST_NANOS}, three times in a row. */
    long slow() {
        return slow;
    }

    long decoded() {
        return targets.stream().mapToLong(target -> target.tally.decodedBlobs()).sum();
    }

    long blobs() {
        return targets.stream().mapToLong(target -> target.tally.blobs()).sum();
    }

    Table table() {
        Table table = Tally.table();
        targets.forEach(target -> target.tally.addTo(table));
        return table;
    }

    private @Nullable String decode(Target target, byte[] blob) {
        long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        long before = THREADS.getCurrentThreadCpuTime();
        Object answer;
        try {
            answer = target.codec.decode(blob);
        } catch (Undecodable refused) {
            answer = null;
        } catch (Throwable escaped) {
            return "threw " + escaped;
        }
        long nanos = THREADS.getCurrentThreadCpuTime() - before;
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
        if (nanos > MOST_NANOS) {
            nanos = fastestOfThree(target.codec, blob); // The first may have loaded classes.
        }
        target.tally.cost(nanos, bytes);
        if (answer == null) {
            target.tally.refused();
        } else {
            target.tally.decoded();
        }
        if (nanos > MOST_NANOS) {
            slow++;
        }
        return bytes > MOST_BYTES ? "took " + bytes + " bytes of heap" : judge(target, answer);
    }

    private static @Nullable String judge(Target target, @Nullable Object answer) {
        if (System.getProperty(Trap.SPRUNG) != null) {
            System.clearProperty(Trap.SPRUNG);
            return "initialised a class that is not allowed";
        }
        if (answer == null) {
            return null;
        }
        if (!target.sample.type().isInstance(answer)) {
            return "decoded to a " + answer.getClass().getName();
        }
        try {
            boolean ofLibrary = answer.getClass().getName().startsWith("com.openai.");
            String strange = ofLibrary ? null : Contents.strange(answer, target.allowed);
            return strange == null ? null : "decoded to an answer that holds a " + strange;
        } catch (IllegalAccessException | RuntimeException unreadable) {
            return "decoded to what cannot be read: " + unreadable;
        }
    }

    private static long fastestOfThree(ValueCodec codec, byte[] blob) {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long before = THREADS.getCurrentThreadCpuTime();
            try {
                codec.decode(blob);
            } catch (Undecodable refused) {
                // As before.
            }
            fastest = Math.min(fastest, THREADS.getCurrentThreadCpuTime() - before);
        }
        return fastest;
    }
}
