package dev.reprise.engine.exchange;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a file of entries, a line for each. Not thread-safe. */
public final class EntryWriter implements AutoCloseable {

    private final OutputStream out;
    private final Lines lines = new Lines();
    private long entries;

    /**
     * Begins a file.
     *
     * @param out closed with this
     */
    public EntryWriter(OutputStream out, EntryFile file) throws IOException {
        this.out = out;
        line(Json.write(json -> {
            json.writeStartObject();
            json.writeNumberField(EntryFile.MARK, EntryFile.VERSION);
            json.writeStringField("namespace", file.namespace());
            json.writeStringField("exported", file.exported().toString());
            EntryLine.write("evicted", file.evictedBy(), json);
            json.writeEndObject();
        }));
    }

    /** Writes an entry. */
    public void write(EntryLine entry) throws IOException {
        line(Json.write(entry::write));
        entries++;
    }

    /** Writes the last line, without which the file is not whole. */
    public void end() throws IOException {
        line(Json.write(json -> {
            json.writeStartObject();
            json.writeNumberField("end", entries);
            json.writeEndObject();
        }));
        out.flush();
    }

    private void line(byte[] json) throws IOException {
        out.write(lines.checked(json));
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
