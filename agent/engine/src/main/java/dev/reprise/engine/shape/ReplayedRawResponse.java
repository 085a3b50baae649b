package dev.reprise.engine.shape;

import dev.reprise.engine.value.SentPart;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An SDK's HTTP answer that was made of an entry. Belongs to one caller. */
final class ReplayedRawResponse extends SdkResponse {

    private final SentPart.Answer head;
    private final InputStream body;
    private volatile boolean closed;

    /**
     * @param parts the answer's head and the pieces of its body
     */
    ReplayedRawResponse(SdkHttp sdk, SdkHttp.Handler handler, List<?> parts) {
        super(sdk, handler);
        this.head = (SentPart.Answer) parts.get(0);
        this.body = new Body(parts);
    }

    @Override
    @Nullable
    Object told(Method method) throws Throwable {
        return method.getName().equals("statusCode") ? (Object) head.status() : sdk.headers(head.headers());
    }

    @Override
    InputStream body(boolean byLibrary) {
        return body;
    }

    @Override
    void close() {
        closed = true;
    }

    /** Waits for no more than the piece that is asked for. */
    private final class Body extends InputStream {

        private final List<?> parts;
        /** Null until somebody reads, because some are waited for from then on. */
        private @Nullable Iterator<?> left;

        private byte[] piece = {};
        private int at;

        Body(List<?> parts) {
            this.parts = parts;
        }

        @Override
        public int read() throws IOException {
            return more() ? piece[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!more()) {
                return -1;
            }
            int count = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, to, offset, count);
            at += count;
            return count;
        }

        @Override
        public int available() throws IOException {
            return closed ? 0 : piece.length - at;
        }

        @Override
        public void close() {
            closed = true;
        }

        private boolean more() throws IOException {
            if (closed) {
                throw new IOException("closed");
            }
            Iterator<?> pieces = left == null ? parts.iterator() : left;
            left = pieces;
            while (at == piece.length && pieces.hasNext()) {
                if (pieces.next() instanceof SentPart.Piece next) {
                    piece = next.content();
                    at = 0;
                }
            }
            return at < piece.length;
        }
    }
}
