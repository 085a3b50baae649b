package dev.reprise.admin.live;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The side of the command line: waits in a directory that only its user may enter, and asks. Not thread-safe. */
public final class Asking implements Closeable {

    private final Path directory;
    private final Path socket;
    private final ServerSocketChannel server;
    private @Nullable Lines lines;

    private Asking(Path directory, ServerSocketChannel server) {
        this.directory = directory;
        this.socket = directory.resolve("s");
        this.server = server;
    }

    /**
     * Begins to wait.
     *
     * @throws IOException if there is no room for temporary files
     */
    public static Asking begin() throws IOException {
        Path directory = Files.createTempDirectory("reprise");
        Asking asking = new Asking(directory, ServerSocketChannel.open(StandardProtocolFamily.UNIX));
        boolean waits = false;
        try {
            asking.server.bind(UnixDomainSocketAddress.of(asking.socket));
            waits = true;
        } finally {
            if (!waits) {
                asking.close();
            }
        }
        return asking;
    }

    /** Returns the path of the socket, which the agent is to be told. */
    public String socket() {
        return socket.toString();
    }

    /** Returns whether an agent has come, which it does before it has been told to for long. */
    public boolean hasCome() throws IOException {
        server.configureBlocking(false);
        SocketChannel accepted = server.accept();
        if (accepted == null) {
            return false;
        }
        lines = new Lines(accepted);
        // Whoever is interrupted cannot do it later.
        stopWaiting();
        return true;
    }

    private void stopWaiting() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
        Files.deleteIfExists(directory);
    }

    /**
     * Asks.
     *
     * @return the answer: a text, a long, a list, a map or null
     * @throws UnknownQuestion if the agent does not know what is asked, because it is of another version
     * @throws IOException if it refuses it; its message says why
     */
    public @Nullable Object ask(String method, String... arguments) throws IOException {
        Lines open = lines;
        if (open == null) {
            throw new IOException("nobody has come");
        }
        open.write(new Question(method, List.of(arguments)).text());
        String line = open.read();
        if (line == null) {
            throw new IOException("that JVM has ended");
        }
        if (!(JsonText.read(line) instanceof Map<?, ?> answer)) {
            throw new IOException("that JVM gives no answer");
        }
        for (String bad : List.of(Question.WRONG, Question.FAILED)) {
            if (answer.containsKey(bad)) {
                String why = String.valueOf(answer.get(bad));
                throw why.equals(Question.unknown(method)) ? new UnknownQuestion(why) : new IOException(why);
            }
        }
        return answer.get(Question.RESULT);
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
        stopWaiting();
    }
}
