package dev.reprise.engine;

import dev.reprise.engine.batch.Batch;
import dev.reprise.engine.key.CacheKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call about items, as it was when it began. Belongs to that call.
 *
 * @param batch how the method takes items
 * @param items the items, at least one
 * @param keys the keys of the items, in their order; null if they cannot be told, or are not needed
 * @param rest what the provider is asked about in place of all, or null if he is asked about all
 */
record BatchCall(
        Batch batch,
        List<Object> items,
        @Nullable List<CacheKey> keys,
        @Nullable Rest rest) {

    /**
     * A call about those items that no entry answers.
     *
     * @param known what entries answered about the others, in the order of all items; null where there is nothing
     * @param arguments the arguments of the call about the rest
     * @param key the key of that call
     * @param awaited the items among them that another process asks for, so that this call is not about them either; null if
     *     there are none
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Rest(
            List<@Nullable Object> known,
            @Nullable Object[] arguments,
            CacheKey key,
            @Nullable AwaitedItems awaited) {

        /** Returns those of a list about all items that stand where the provider is asked. */
        <T> List<T> of(List<T> all) {
            List<T> asked = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                if (known.get(i) == null && (awaited == null || !awaited.has(i))) {
                    asked.add(all.get(i));
                }
            }
            return asked;
        }
    }

    /** Returns this call with the keys of its items. */
    BatchCall with(List<CacheKey> itemKeys) {
        return new BatchCall(batch, items, itemKeys, rest);
    }

    /** Returns this call as one about a part of its items. */
    BatchCall about(Rest part) {
        return new BatchCall(batch, items, keys, part);
    }

    /** Returns this call as one about all its items. */
    BatchCall aboutAll() {
        return new BatchCall(batch, items, keys, /* rest= */ null);
    }

    /** Returns the keys of the items that the provider is asked about; null if they cannot be told. */
    @Nullable
    List<CacheKey> asked() {
        return keys == null || rest == null ? keys : rest.of(keys);
    }

    /** Returns how many items entries answer. */
    int answered() {
        return rest == null ? 0 : items.size() - rest.of(items).size();
    }
}
