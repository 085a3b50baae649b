package dev.reprise.admin.live;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of text over a socket, in both directions. Not thread-safe. */
final class Lines implements Closeable {

    private final SocketChannel channel;
    private final BufferedReader in;
    private final Writer out;

    Lines(SocketChannel channel) {
        this.channel = channel;
        this.in = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
        this.out = Channels.newWriter(channel, StandardCharsets.UTF_8);
    }

    /** Returns the next line; null if the other side has closed. */
    @Nullable
    String read() throws IOException {
        return in.readLine();
    }

    void write(String line) throws IOException {
        out.write(line);
        out.write('\n');
        out.flush();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
