package dev.reprise.engine.redis;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;

/**
 * A socket that connects and reads until a deadline, however slowly the bytes come: each read waits for what is left of
 * the time. To write has no bound but {@link #close} by another thread. Used by one thread at a time otherwise.
 */
final class TimedSocket extends Socket implements Wire {

    private final LongSupplier nanoClock;
    private long deadline;

    TimedSocket(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    @Override
    public void deadline(long nanos) {
        deadline = nanos;
    }

    void connect(InetSocketAddress address) throws IOException {
        connect(address, leftMillis());
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                setSoTimeout(leftMillis());
                return in.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                setSoTimeout(leftMillis());
                return in.read(bytes, offset, length);
            }
        };
    }

    /** At least one, because zero is for ever. */
    private int leftMillis() throws SocketTimeoutException {
        long left = deadline - nanoClock.getAsLong();
        if (left <= 0) {
            throw new SocketTimeoutException("the time is over");
        }
        return (int) Math.min(Integer.MAX_VALUE, (left + 999_999) / 1_000_000);
    }
}
