package dev.reprise.engine.value;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Carries a {@code BinaryData} of Azure's core library that is in memory, as bytes. */
final class AzureBytesCodec extends RebuiltCodec {

    private static final String ID = "azure-bytes-1";

    private final Method isReplayable;
    private final Method toFlux;
    private final Method fromBytes;

    private AzureBytesCodec(Class<?> type) throws ReflectiveOperationException {
        super(ID, type);
        isReplayable = type.getMethod("isReplayable");
        toFlux = type.getMethod("toFluxByteBuffer");
        fromBytes = type.getMethod("fromBytes", byte[].class);
    }

    static boolean carries(Class<?> type) {
        return type.getName().equals("com.azure.core.util.BinaryData");
    }

    static AzureBytesCodec of(Class<?> type) throws Uncacheable {
        try {
            return new AzureBytesCodec(type);
        } catch (ReflectiveOperationException | LinkageError otherVersion) {
            throw new Uncacheable(
                    type.getName() + " cannot be read in this version of Azure's core library: " + otherVersion);
        }
    }

    @Override
    public long shape() {
        return Digest.of(ID);
    }

    @Override
    byte[] written(Object value) throws ReflectiveOperationException, Uncacheable {
        if (!Boolean.TRUE.equals(isReplayable.invoke(value))) {
            throw new Uncacheable("the answer can be read only once");
        }
        // Not by what waits for the bytes: the thread may be one that must not wait.
        Object flux = toFlux.invoke(value);
        Object all = flux.getClass().getMethod("collectList").invoke(flux);
        Object future = all.getClass().getMethod("toFuture").invoke(all);
        Object parts = ((CompletableFuture<?>) future).getNow(null);
        if (!(parts instanceof Collection<?> buffers)) {
            throw new Uncacheable("the answer is not in memory");
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Object buffer : buffers) {
            ByteBuffer left = ((ByteBuffer) buffer).duplicate();
            byte[] bytes = new byte[left.remaining()];
            left.get(bytes);
            content.writeBytes(bytes);
        }
        if (content.size() == 0) {
            throw Uncacheable.noAnswer("the provider's answer is empty");
        }
        return content.toByteArray();
    }

    @Override
    @Nullable
    Object made(byte[] content) throws ReflectiveOperationException {
        return fromBytes.invoke(null, (Object) content);
    }
}
