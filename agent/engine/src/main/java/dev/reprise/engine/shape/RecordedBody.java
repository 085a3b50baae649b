package dev.reprise.engine.shape;

import java.io.IOException;
import java.io.InputStream;

/** Records what is read of a body. */
final class RecordedBody extends InputStream {

    private final InputStream real;
    private final Tape tape;
    private final boolean byLibrary;

    /**
     * @param byLibrary whether the library reads it, which closes it before it says what it made of it
     */
    RecordedBody(InputStream real, Tape tape, boolean byLibrary) {
        this.real = real;
        this.tape = tape;
        this.byLibrary = byLibrary;
    }

    @Override
    public int read() throws IOException {
        int one;
        tape.pulling();
        try {
            one = real.read();
        } catch (Throwable failed) { // Its reader may not close it.
            tape.failed(failed);
            throw failed;
        }
        if (one < 0) {
            tape.ended();
        } else {
            tape.take(new byte[] {(byte) one}, 0, 1);
        }
        tape.pulled();
        return one;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int count;
        tape.pulling();
        try {
            count = real.read(to, offset, length);
        } catch (Throwable failed) {
            tape.failed(failed);
            throw failed;
        }
        if (count < 0) {
            tape.ended();
        } else {
            tape.take(to, offset, count);
        }
        tape.pulled();
        return count;
    }

    @Override
    public int available() throws IOException {
        return real.available();
    }

    @Override
    public void close() throws IOException {
        if (!byLibrary) {
            tape.closed();
        }
        real.close();
    }
}
