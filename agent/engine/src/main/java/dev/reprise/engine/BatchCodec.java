package dev.reprise.engine;

import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.value.Given;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.value.Undecodable;
import dev.reprise.engine.value.ValueCodec;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries what entries hold of calls about many items: the answer about one of them, or a {@link RecordedBatch}.
 * Thread-safe.
 */
final class BatchCodec implements ValueCodec {

    private static final byte ONE = 0;
    private static final byte ALL_BUT_RESULTS = 1;
    private static final byte ALL = 2;

    private static final int KEY_LENGTH = 4 * Long.BYTES;

    private final ValueCodec answers;

    /**
     * @param answers carries answers, about one item or many
     */
    BatchCodec(ValueCodec answers) {
        this.answers = answers;
    }

    /** Returns what carries answers. */
    ValueCodec answers() {
        return answers;
    }

    @Override
    public String id() {
        return "batch-1/" + answers.id();
    }

    @Override
    public long shape() {
        return answers.shape();
    }

    @Override
    public boolean holdsAsIs(Object value) {
        return false;
    }

    @Override
    public byte[] encode(Object value) throws Uncacheable {
        return encode(value, Given.NOTHING);
    }

    @Override
    public byte[] encode(Object value, Given given) throws Uncacheable {
        if (!(value instanceof RecordedBatch batch)) {
            byte[] answer = answers.encode(value, given);
            return ByteBuffer.allocate(1 + answer.length).put(ONE).put(answer).array();
        }
        byte[] answer = answers.encode(batch.answer(), given);
        List<CacheKey> items = batch.items();
        ByteBuffer content = ByteBuffer.allocate(1 + Integer.BYTES + items.size() * KEY_LENGTH + answer.length);
        content.put(batch.isWhole() ? ALL : ALL_BUT_RESULTS).putInt(items.size());
        for (CacheKey item : items) {
            content.putLong(item.a()).putLong(item.b()).putLong(item.c()).putLong(item.d());
        }
        return content.put(answer).array();
    }

    @Override
    public Object decode(byte[] content) throws Undecodable {
        try {
            ByteBuffer in = ByteBuffer.wrap(content);
            byte kind = in.get();
            List<CacheKey> items = new ArrayList<>();
            if (kind == ALL || kind == ALL_BUT_RESULTS) {
                for (int left = in.getInt(); left > 0; left--) {
                    items.add(new CacheKey(in.getLong(), in.getLong(), in.getLong(), in.getLong()));
                }
            } else if (kind != ONE) {
                throw new Undecodable("not of a batch");
            }
            byte[] answer = new byte[in.remaining()];
            in.get(answer);
            Object decoded = answers.decode(answer);
            return kind == ONE ? decoded : new RecordedBatch(items, decoded, kind == ALL);
        } catch (BufferUnderflowException cutShort) {
            throw new Undecodable("cut short");
        }
    }
}
