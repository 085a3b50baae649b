package dev.reprise.engine.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.config.KeySource;
import dev.reprise.engine.config.SourceLocation;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.FileCipher;
import dev.reprise.engine.worth.ModelUse;
import dev.reprise.engine.worth.Worth;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a file of entries says, and that nothing else is read from it. */
class EntryFileTest {

    private static final EntryFile FILE =
            new EntryFile("billing", Instant.parse("2026-11-21T10:00:00Z"), List.of(new Subject(1, 2)));

    @TempDir
    Path folder;

    @Test
    void entriesComeBackAsTheyWere() throws IOException {
        List<EntryLine> entries = List.of(
                entry(1, "plain-1", text("hello \u4E2D \"quoted\"\n")),
                entry(2, "graph-2", new byte[] {66, 0, -1, 10, 13}),
                entry(3, "sdk", "{\"a\":[1,2.50,null],\"b\":\"é\"}".getBytes(UTF_8)));
        byte[] file = file(entries);

        try (EntryReader reader = EntryReader.open(new ByteArrayInputStream(file), List.of())) {
            assertThat(reader.file()).isEqualTo(FILE);
            for (EntryLine entry : entries) {
                assertThat(reader.next()).usingRecursiveComparison().isEqualTo(entry);
            }
            assertThat(reader.next()).isNull();
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void whatIsTextOrJsonCanBeRead() throws IOException {
        String[] lines = new String(
                        file(List.of(
                                entry(1, "plain-1", text("hello")),
                                entry(2, "sdk", "{\"id\":\"a\",\"n\":[1,2.50]}".getBytes(UTF_8)),
                                entry(3, "sdk", "{ \"id\": 1E5 }".getBytes(UTF_8)),
                                entry(4, "graph-2", new byte[] {66, 0}))),
                        UTF_8)
                .split("\n");

        assertThat(lines).hasSize(6);
        assertThat(lines[0])
                .startsWith("{\"reprise-entries\":1,\"namespace\":\"billing\",\"exported\":\"2026-11-21T10:00:00Z\","
                        + "\"evicted\":[\"00000000000000010000000000000002\"],\"check\":\"");
        assertThat(lines[1])
                .contains(
                        "\"scope\":\"summaries\",\"key\":\"" + key(1).hex() + "\",\"codec\":\"plain-1\"",
                        "\"created\":\"2026-11-21T10:00:00.001Z\",\"expires\":\"2026-11-21T11:00:00Z\"",
                        "\"value\":{\"text\":\"hello\"}");
        assertThat(lines[2]).contains("\"value\":{\"json\":{\"id\":\"a\",\"n\":[1,2.50]}}");
        assertThat(lines[3]).contains("\"value\":{\"utf8\":\"{ \\\"id\\\": 1E5 }\"}");
        assertThat(lines[4]).contains("\"value\":{\"base64\":\"QgA=\"}");
        assertThat(lines[5]).startsWith("{\"end\":4,\"check\":\"");
    }

    @Test
    void everyByteThatIsChangedIsNoticedWithItsLine() throws IOException {
        byte[] file = file(List.of(entry(1, "plain-1", text("hello")), entry(2, "plain-1", text("bye"))));
        int line = 1;
        for (int i = 0; i < file.length - 1; i++) {
            byte[] altered = file.clone();
            altered[i] ^= 1;
            String where = "line " + line + ": ";

            assertThatThrownBy(() -> readAll(altered))
                    .as("byte %d", i)
                    .isInstanceOf(BrokenFile.class)
                    .hasMessageStartingWith(where);
            line += file[i] == '\n' ? 1 : 0;
        }
    }

    @Test
    void aFileThatIsCutShortAnywhereIsRefused() throws IOException {
        byte[] file = file(List.of(entry(1, "plain-1", text("hello")), entry(2, "plain-1", text("bye"))));
        for (int length = 0; length < file.length - 1; length++) {
            byte[] cut = Arrays.copyOf(file, length);

            assertThatThrownBy(() -> readAll(cut)).as("%d bytes", length).isInstanceOf(BrokenFile.class);
        }
    }

    @Test
    void linesThatAreLeftOutExchangedOrAddedAreNoticed() throws IOException {
        String[] lines = new String(
                        file(List.of(entry(1, "plain-1", text("a")), entry(2, "plain-1", text("b")))), UTF_8)
                .split("\n");

        assertThatThrownBy(() -> readAll(joined(lines[0], lines[2], lines[3]))).hasMessageStartingWith("line 2: ");
        assertThatThrownBy(() -> readAll(joined(lines[0], lines[2], lines[1], lines[3])))
                .hasMessageStartingWith("line 2: ");
        assertThatThrownBy(() -> readAll(joined(lines[0], lines[1], lines[2])))
                .hasMessage("line 4: the file is cut short: the line that ends it is missing");
        assertThatThrownBy(() -> readAll(joined(lines[0], lines[1], lines[2], lines[3], lines[1])))
                .hasMessage("line 5: something was put behind the last line");
        assertThatThrownBy(() -> readAll(joined(lines[0], "", lines[1]))).hasMessageStartingWith("line 2: ");
    }

    @Test
    void anotherVersionAndAnotherKindOfFileAreToldApart() throws IOException {
        String file = new String(file(List.of()), UTF_8);

        assertThatThrownBy(
                        () -> readAll(file.replace("entries\":1", "entries\":2").getBytes(UTF_8)))
                .hasMessage("line 1: its format has version 2, and this agent reads 1");
        assertThatThrownBy(() -> readAll("methods: []\n".getBytes(UTF_8)))
                .hasMessageStartingWith("line 1: this is not a file of entries");
        assertThatThrownBy(() -> readAll(new byte[0])).hasMessage("it is empty");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anEncryptedFileIsReadWithItsKeyAndNoOther() throws IOException {
        List<EntryLine> entries = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            entries.add(entry(i, "plain-1", text("a secret ".repeat(1_000))));
        }
        List<FileCipher> cipher = FileCipher.of(List.of(keyFile("a")));
        byte[] file = encrypted(entries, cipher.get(0));

        assertThat(new String(file, UTF_8)).doesNotContain("secret", "summaries");
        assertThat(read(file, FileCipher.of(List.of(keyFile("b"), keyFile("a")))))
                .hasSize(40);
        assertThatThrownBy(() -> read(file, List.of())).hasMessage("it is encrypted, and no key was given");
        assertThatThrownBy(() -> read(file, FileCipher.of(List.of(keyFile("b")))))
                .hasMessage("it is encrypted with another key");
    }

    @Test
    void whatAnEntryIsWorthGoesWithIt() throws IOException {
        Worth worth = new Worth(1_000_000, 0, List.of(new ModelUse("gpt-4o", 1, 1, 812, 53, 0, 0)));
        EntryLine plain = entry(1, "plain-1", text("a"));
        Blob blob = plain.blob();
        EntryLine costly = new EntryLine(
                plain.scope(),
                plain.key(),
                new Blob(
                        blob.codec(),
                        blob.shape(),
                        blob.createdAtMillis(),
                        blob.expiresAtMillis(),
                        0,
                        0,
                        worth,
                        blob.content()),
                plain.after());

        List<EntryLine> back = read(file(List.of(plain, costly)), List.of());

        assertThat(back.get(0).blob().worth()).isNull();
        assertThat(back.get(1).blob().worth()).isEqualTo(worth);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anEncryptedFileThatWasAlteredOrCutIsRefused() throws IOException {
        List<EntryLine> entries = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            entries.add(entry(i, "plain-1", text("a secret ".repeat(1_000))));
        }
        List<FileCipher> cipher = FileCipher.of(List.of(keyFile("a")));
        byte[] file = encrypted(entries, cipher.get(0));
        int chunk = 4 + (64 << 10) + 16;

        for (int i : List.of(20, 32, 36, 40_000, 32 + chunk, file.length - 1)) {
            byte[] altered = file.clone();
            altered[i] ^= 1;
            assertThatThrownBy(() -> read(altered, cipher)).as("byte %d", i).isInstanceOf(BrokenFile.class);
        }
        for (int length : List.of(8, 31, 32, 1_000, 32 + chunk, 32 + 2 * chunk, file.length - 1)) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> read(cut, cipher)).as("%d bytes", length).isInstanceOf(BrokenFile.class);
        }
        byte[] longer = Arrays.copyOf(file, file.length + 1);
        assertThatThrownBy(() -> read(longer, cipher)).isInstanceOf(BrokenFile.class);
        byte[] without = new byte[file.length - chunk];
        System.arraycopy(file, 0, without, 0, 32);
        System.arraycopy(file, 32 + chunk, without, 32, without.length - 32);
        assertThatThrownBy(() -> read(without, cipher)).hasMessage("line 1: it was altered");
    }

    private static CacheKey key(int number) {
        return new CacheKey(number, ~number, 7, -1);
    }

    private static EntryLine entry(int number, String codec, byte[] content) {
        long created = FILE.exported().toEpochMilli() + number;
        return new EntryLine(
                "summaries",
                key(number),
                new Blob(codec, -number, created, FILE.exported().toEpochMilli() + 3_600_000, content),
                List.of(new Subject(number, -1)));
    }

    /** As the codec of plain values writes it. */
    private static byte[] text(String text) {
        return new dev.reprise.engine.value.Content.Text(text).bytes();
    }

    private static byte[] file(List<EntryLine> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(entries, bytes);
        return bytes.toByteArray();
    }

    private static byte[] encrypted(List<EntryLine> entries, FileCipher cipher) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(entries, cipher.encrypting(bytes));
        return bytes.toByteArray();
    }

    private static void write(List<EntryLine> entries, OutputStream to) throws IOException {
        try (EntryWriter out = new EntryWriter(to, FILE)) {
            for (EntryLine entry : entries) {
                out.write(entry);
            }
            out.end();
        }
    }

    private static byte[] joined(String... lines) {
        return (String.join("\n", lines) + "\n").getBytes(UTF_8);
    }

    private static List<EntryLine> readAll(byte[] file) throws IOException {
        return read(file, List.of());
    }

    private static List<EntryLine> read(byte[] file, List<FileCipher> ciphers) throws IOException {
        List<EntryLine> entries = new ArrayList<>();
        try (EntryReader reader = EntryReader.open(new ByteArrayInputStream(file), ciphers)) {
            for (EntryLine entry = reader.next(); entry != null; entry = reader.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private KeySource keyFile(String character) throws IOException {
        Path file = folder.resolve("key" + character);
        Files.writeString(file, character.repeat(64));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new KeySource.InFile(new SourceLocation("reprise.yaml", 1, 1), "--encrypt-key", file.toFile());
    }
}
