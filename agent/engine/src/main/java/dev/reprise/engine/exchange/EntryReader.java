package dev.reprise.engine.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.tier.FileCipher;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a file of entries, of which no line is believed before its code is checked. Not thread-safe. */
public final class EntryReader implements AutoCloseable {

    private static final String END = "{\"end\":";

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int limit;
    private final Lines lines = new Lines();
    private final EntryFile file;
    private long line;
    private long entries;
    private boolean over;

    private EntryReader(InputStream in) throws IOException {
        this.in = in;
        this.file = head();
    }

    /**
     * Opens a file.
     *
     * @param ciphers what it may be encrypted with
     * @throws BrokenFile if it is none of entries, or of another version
     */
    public static EntryReader open(File file, List<FileCipher> ciphers) throws IOException {
        return open(new FileInputStream(file), ciphers);
    }

    /**
     * Reads what a stream brings, as above.
     *
     * @param stream closed with the reader, or if this throws
     */
    public static EntryReader open(InputStream stream, List<FileCipher> ciphers) throws IOException {
        InputStream plain = new BufferedInputStream(stream);
        boolean open = false;
        try {
            plain.mark(16);
            boolean encrypted = FileCipher.isEncrypted(plain.readNBytes(8));
            plain.reset();
            EntryReader reader = new EntryReader(encrypted ? decrypted(plain, ciphers) : plain);
            open = true;
            return reader;
        } finally {
            if (!open) {
                plain.close();
            }
        }
    }

    private static InputStream decrypted(InputStream plain, List<FileCipher> ciphers) throws BrokenFile {
        try {
            return FileCipher.decrypting(plain, ciphers);
        } catch (IOException e) {
            throw new BrokenFile(String.valueOf(e.getMessage()));
        }
    }

    /** Returns what the first line says. */
    public EntryFile file() {
        return file;
    }

    private EntryFile head() throws IOException {
        byte[] first = nextLine();
        if (first == null) {
            throw new BrokenFile("it is empty");
        }
        // Before its code is checked, which another version may compute in another way.
        String begin = new String(first, 0, Math.min(first.length, 40), ISO_8859_1);
        String mark = "{\"" + EntryFile.MARK + "\":";
        if (!begin.startsWith(mark)) {
            throw new BrokenFile(line, "this is not a file of entries, or it is encrypted in another way");
        }
        String version = begin.substring(mark.length()).split("[^0-9]", 2)[0];
        if (!version.equals(Integer.toString(EntryFile.VERSION))) {
            throw new BrokenFile(
                    line, "its format has version " + version + ", and this agent reads " + EntryFile.VERSION);
        }
        try (JsonParser json = Json.read(checked(first))) {
            json.nextToken();
            String namespace = "";
            Instant exported = Instant.EPOCH;
            List<Subject> evicted = List.of();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("namespace")) {
                    namespace = json.getText();
                } else if (name.equals("exported")) {
                    exported = Instant.parse(json.getText());
                } else if (name.equals("evicted")) {
                    evicted = EntryLine.subjects(json);
                }
            }
            return new EntryFile(namespace, exported, evicted);
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            throw new BrokenFile(line, "it is not the first line of such a file");
        }
    }

    /**
     * Returns the next entry, or null if that was the last one.
     *
     * @throws BrokenFile if the file was altered or cut short
     */
    public @Nullable EntryLine next() throws IOException {
        if (over) {
            return null;
        }
        byte[] next = nextLine();
        if (next == null) {
            throw new BrokenFile(line, "the file is cut short: the line that ends it is missing");
        }
        byte[] json = checked(next);
        try (JsonParser parser = Json.read(json)) {
            parser.nextToken();
            if (new String(json, 0, Math.min(json.length, END.length()), ISO_8859_1).equals(END)) {
                parser.nextToken();
                return ended(parser);
            }
            EntryLine entry = EntryLine.read(parser);
            entries++;
            return entry;
        } catch (BrokenFile e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new BrokenFile(line, "it is not an entry: " + e.getMessage());
        }
    }

    private @Nullable EntryLine ended(JsonParser json) throws IOException {
        json.nextToken();
        if (json.getLongValue() != entries) {
            throw new BrokenFile(line, "the file has " + entries + " entries, and ended with " + json.getText());
        }
        if (nextLine() != null) {
            throw new BrokenFile(line, "something was put behind the last line");
        }
        over = true;
        return null;
    }

    private byte[] checked(byte[] bytes) throws IOException {
        byte[] json = lines.unchecked(bytes);
        if (json == null) {
            throw new BrokenFile(line, "it was altered or cut short, or one before it is missing");
        }
        return json;
    }

    /** Returns the next line without its end, or null if there is none. */
    private byte @Nullable [] nextLine() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 10);
        line++;
        try {
            while (true) {
                if (at == limit) {
                    limit = in.read(buffer);
                    at = 0;
                    if (limit <= 0) {
                        limit = 0;
                        return bytes.size() == 0 ? null : bytes.toByteArray();
                    }
                }
                int from = at;
                while (at < limit && buffer[at] != '\n') {
                    at++;
                }
                bytes.write(buffer, from, at - from);
                if (at < limit) {
                    at++;
                    return bytes.toByteArray();
                }
            }
        } catch (IOException | OutOfMemoryError e) {
            throw new BrokenFile(line, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
