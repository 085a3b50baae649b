package dev.reprise.engine.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.InvalidPathException;
import java.util.function.LongSupplier;

/**
 * A connection to a Unix socket whose reads and writes end at a deadline. By a selector of its own: the JDK's sockets know no
 * others than TCP's, and a channel that blocks knows no time. Used by one thread at a time, except {@link #close}.
 *
 * <p>An interrupted thread does not wait.
 */
final class UnixSocket implements Wire {

    /** The JDK keeps memory for as much as is read or written at once, for each thread that did it once. */
    private static final int PIECE = 16 << 10;

    private final LongSupplier nanoClock;
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private long deadline;

    private UnixSocket(LongSupplier nanoClock, SocketChannel channel, Selector selector, SelectionKey key) {
        this.nanoClock = nanoClock;
        this.channel = channel;
        this.selector = selector;
        this.key = key;
    }

    /** Connects, which does not wait: there is no way to go. */
    static UnixSocket connected(String path, LongSupplier nanoClock) throws IOException {
        SocketChannel channel = null;
        Selector selector = null;
        boolean ready = false;
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.configureBlocking(false);
            if (!channel.connect(UnixDomainSocketAddress.of(path))) {
                throw new ConnectException("too many wait for it");
            }
            selector = Selector.open();
            UnixSocket socket =
                    new UnixSocket(nanoClock, channel, selector, channel.register(selector, SelectionKey.OP_READ));
            ready = true;
            return socket;
        } catch (UnsupportedOperationException | InvalidPathException | UnresolvedAddressException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            if (!ready && channel != null) {
                channel.close();
            }
            if (!ready && selector != null) {
                selector.close();
            }
        }
    }

    @Override
    public void deadline(long nanos) {
        deadline = nanos;
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, Math.min(length, PIECE));
                int read = channel.read(buffer);
                while (read == 0 && length > 0) {
                    await(SelectionKey.OP_READ);
                    read = channel.read(buffer);
                }
                return read;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                int end = offset + length;
                for (int position = offset; position < end; ) {
                    int written = channel.write(ByteBuffer.wrap(bytes, position, Math.min(end - position, PIECE)));
                    position += written;
                    if (written == 0) {
                        await(SelectionKey.OP_WRITE);
                    }
                }
            }
        };
    }

    private void await(int operation) throws IOException {
        long left = deadline - nanoClock.getAsLong();
        if (left <= 0) {
            throw new SocketTimeoutException("the time is over");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("interrupted");
        }
        try {
            if (key.interestOps() != operation) {
                key.interestOps(operation);
            }
            selector.select((left + 999_999) / 1_000_000);
            selector.selectedKeys().clear();
        } catch (ClosedSelectorException | CancelledKeyException e) {
            throw new AsynchronousCloseException();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }
}
