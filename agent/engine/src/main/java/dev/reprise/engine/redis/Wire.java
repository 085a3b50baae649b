package dev.reprise.engine.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What bytes come and go by, until a deadline. Used by one thread at a time, except {@link #close}. */
interface Wire {

    /** Sets the time, of the clock given, at which reads end. */
    void deadline(long nanos);

    InputStream getInputStream() throws IOException;

    OutputStream getOutputStream() throws IOException;

    /** Closes it, also under another thread's reads and writes. */
    void close() throws IOException;
}
