package dev.reprise.engine;

import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.batch.Batch;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.value.Given;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.value.Undecodable;
import dev.reprise.engine.value.ValueCodec;
import dev.reprise.engine.worth.Worth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an answer about items: each result as an answer about its item alone, and, if the provider was asked about all of
 * the call's items, what else there is under the key of the call. What is not the same when it is put together again is kept
 * as it is.
 */
final class BatchRecording {

    /** What an answer about one item may take beside its share, before results are taken for entangled with each other. */
    private static final int SURROUNDINGS = 4096;

    private final Miss miss;
    private final Object answer;
    private final Given given;
    private final Worth worth;
    private final Batch batch;
    private final ValueCodec codec;
    private final List<CacheKey> keys;
    private final List<Object> results;
    private final Map<CacheKey, byte[]> contents = new LinkedHashMap<>();
    private final Map<CacheKey, Worth> worths = new HashMap<>();
    private boolean differs;

    private BatchRecording(Miss miss, BatchCall call, List<CacheKey> keys, Object answer, Given given, Worth worth)
            throws Uncacheable {
        this.miss = miss;
        this.answer = answer;
        this.given = given;
        this.worth = worth;
        this.batch = call.batch();
        this.codec = miss.method().codec();
        this.keys = keys;
        this.results = batch.results(answer, keys.size());
    }

    /**
     * Keeps the answer of a call about items.
     *
     * @param given what the call was given
     * @param worth what the call cost
     * @param fit run when nothing is in the way of keeping it any more, and before it is kept
     * @throws Uncacheable if nothing of it can be kept
     */
    static void keep(Miss miss, Object answer, Given given, Worth worth, Runnable fit) throws Uncacheable {
        BatchCall call = miss.batch();
        List<CacheKey> keys = call == null ? null : call.asked();
        if (call == null || keys == null) {
            miss.method().entries().put(miss.key(), answer, given, miss.method(), miss.begun(), worth, fit);
        } else if (call.items().size() == 1) {
            call.batch().results(answer, 1);
            miss.method().entries().put(keys.get(0), answer, given, miss.method(), miss.begun(), worth, fit);
        } else {
            new BatchRecording(miss, call, keys, answer, given, worth).keep(call.rest() == null, fit);
        }
    }

    /**
     * Keeps an answer, as above, that was recorded as the one part of what the call answered.
     */
    static void keepRecorded(Miss miss, byte[] content, Given given, Worth worth, Runnable fit) throws Uncacheable {
        keep(miss, answer(miss, content), given, worth, fit);
    }

    /** Returns the answer that was recorded as the one part of what the call answered. */
    static Object answer(Miss miss, byte[] content) throws Uncacheable {
        List<?> parts;
        try {
            parts = (List<?>) miss.method().partsCodec().decode(content);
        } catch (Undecodable failure) {
            throw new Uncacheable(failure.reason());
        }
        if (parts.size() != 1) {
            throw new Uncacheable("its answer does not have one result for each item");
        }
        return parts.get(0);
    }

    /**
     * Returns what was answered about each item, encoded, as if it had been asked about alone.
     *
     * @param keys the keys of the items; that of the call alone if they cannot be told
     */
    static List<byte[]> each(Miss miss, BatchCall call, List<CacheKey> keys, Object answer, Given given)
            throws Uncacheable {
        ValueCodec codec = miss.method().codec();
        if (keys.size() == 1) {
            return List.of(codec.encode(answer, given));
        }
        List<byte[]> each = new ArrayList<>(keys.size());
        for (Object result : call.batch().results(answer, keys.size())) {
            each.add(codec.encode(call.batch().answer(answer, List.of(result), /* asked= */ false), given));
        }
        return each;
    }

    private void keep(boolean all, Runnable fit) throws Uncacheable {
        byte[] whole = codec.encode(answer, given);
        Object without = comesApart(whole);
        boolean isIn = true;
        for (CacheKey key : keys) {
            isIn &= miss.method().rolledOut(key);
        }
        if (all && isIn) {
            RecordedBatch recorded = without == null || differs
                    ? new RecordedBatch(keys, answer, /* isWhole= */ true)
                    : new RecordedBatch(keys, without, /* isWhole= */ false);
            contents.put(miss.key(), codec.encode(recorded));
            worths.put(miss.key(), worth);
        } else if (without == null) {
            miss.method().askAboutAll();
            throw new Uncacheable("its answer cannot be taken apart into what was answered about each item");
        }
        miss.method().entries().putEncoded(contents, miss.method(), miss.begun(), worths, fit);
    }

    /** Returns the answer without results if the contents are now all that is missing there; otherwise null, and nothing is. */
    private @Nullable Object comesApart(byte[] whole) throws Uncacheable {
        try {
            Object without = batch.answer(answer, List.of(), /* asked= */ true);
            Object stored = codec.decode(codec.encode(without));
            boolean inOrder = Arrays.equals(whole, codec.encode(batch.answer(stored, results, /* asked= */ true)));
            if ((inOrder || Arrays.equals(whole, codec.encode(batch.answer(stored, answer))))
                    && takeApart(whole.length)) {
                differs |= !inOrder;
                return without;
            }
        } catch (Uncacheable | Undecodable impossible) {
            // Then it is kept as it is.
        }
        contents.clear();
        return null;
    }

    private boolean takeApart(int wholeSize) throws Uncacheable {
        long left = 2L * wholeSize + (long) SURROUNDINGS * keys.size();
        for (int i = 0; i < keys.size() && left >= 0; i++) {
            CacheKey key = keys.get(i);
            if (miss.method().rolledOut(key)) {
                byte[] one = codec.encode(batch.answer(answer, List.of(results.get(i)), /* asked= */ false));
                byte[] other = contents.putIfAbsent(key, one);
                worths.putIfAbsent(key, worth.share(i, keys.size()));
                differs |= other != null && !Arrays.equals(one, other);
                left -= one.length;
            }
        }
        return left >= 0;
    }
}
