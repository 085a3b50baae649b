package dev.reprise.engine.tier;

import static dev.reprise.engine.tier.Entries.blob;
import static dev.reprise.engine.tier.Entries.key;
import static dev.reprise.engine.tier.Entries.storeKey;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.worth.ModelUse;
import dev.reprise.engine.worth.Worth;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnvelopeTest {

    private static final List<StoreKey> MAC = List.of(storeKey(1));
    private static final List<StoreKey> ENCRYPTION = List.of(storeKey(2));

    private static final Worth WORTH =
            new Worth(1_234_567_890, 5, List.of(new ModelUse("gpt-4o", 1, 1, 110_000, 512, 90_000, 0)));

    private final Blob blob = blob(1, 100, 1_000, 2_000);

    /** How entries are protected. */
    enum Kind {
        PLAIN(new StoreKeys(MAC, List.of())),
        ENCRYPTED(new StoreKeys(MAC, ENCRYPTION));

        final Envelope envelope;

        Kind(StoreKeys keys) {
            envelope = new Envelope(keys);
        }

        byte[] sealed(Blob blob) {
            return envelope.seal("summaries", key(1), blob);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasSealedIsOpened(Kind kind) throws Exception {
        byte[] sealed = kind.sealed(blob);

        Blob opened = kind.envelope.open("summaries", key(1), sealed);

        assertThat(opened).usingRecursiveComparison().isEqualTo(blob);
        assertThat(sealed.length).isBetween(blob.content().length, (int) Envelope.length(blob));
    }

    @Test
    void aLongTextTakesLessRoomUnlessItIsEncrypted() throws Exception {
        Blob text = new Blob(
                "json/1",
                1,
                1_000,
                2_000,
                "{\"role\": \"assistant\"} ".repeat(1_000).getBytes(ISO_8859_1));

        byte[] plain = Kind.PLAIN.sealed(text);
        byte[] encrypted = Kind.ENCRYPTED.sealed(text);

        assertThat(plain.length).isLessThan(text.content().length / 10);
        assertThat(encrypted.length).isGreaterThan(text.content().length);
        assertThat(Kind.PLAIN.envelope.open("summaries", key(1), plain))
                .usingRecursiveComparison()
                .isEqualTo(text);
        assertThat(Kind.ENCRYPTED.envelope.open("summaries", key(1), encrypted))
                .usingRecursiveComparison()
                .isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource
    void emptyContentIsOpened(Kind kind) throws Exception {
        Blob empty = new Blob("", 0, Long.MIN_VALUE, Long.MAX_VALUE, new byte[0]);

        assertThat(kind.envelope.open("s", key(1), kind.envelope.seal("s", key(1), empty)))
                .usingRecursiveComparison()
                .isEqualTo(empty);
    }

    @ParameterizedTest
    @EnumSource
    void everyFlippedBitIsNoticed(Kind kind) {
        byte[] sealed = kind.sealed(blob);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);

            assertRefused(kind.envelope, "summaries", 1, flipped);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTruncationAndExtensionIsNoticed(Kind kind) {
        byte[] sealed = kind.sealed(blob);
        for (int length = 0; length <= sealed.length + 70; length++) {
            if (length != sealed.length) {
                assertRefused(kind.envelope, "summaries", 1, Arrays.copyOf(sealed, length));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherKeyOrScopeIsNoticed(Kind kind) {
        byte[] sealed = kind.sealed(blob);

        assertRefused(kind.envelope, "summaries", 2, sealed);
        assertRefused(kind.envelope, "summarie", 1, sealed);
        assertRefused(kind.envelope, "summariez", 1, sealed);
    }

    @ParameterizedTest
    @EnumSource
    void anotherMacKeyIsForeignAndDoesNotBecomeOursByItsName(Kind kind) {
        byte[] sealed = kind.sealed(blob);
        Envelope other = new Envelope(new StoreKeys(List.of(storeKey(3)), ENCRYPTION));
        byte[] renamed = sealed.clone();
        System.arraycopy(other.seal("summaries", key(1), blob), 52, renamed, 52, 8);

        assertThatThrownBy(() -> other.open("summaries", key(1), sealed)).isInstanceOf(Foreign.class);
        assertThatThrownBy(() -> other.open("summaries", key(1), renamed)).isInstanceOf(Damaged.class);
    }

    @Test
    void rotatedKeysReadWhatTheOldOnesWroteAndWriteWithTheNewOnes() throws Exception {
        Envelope old = Kind.ENCRYPTED.envelope;
        Envelope rotated =
                new Envelope(new StoreKeys(List.of(storeKey(3), storeKey(1)), List.of(storeKey(4), storeKey(2))));
        Envelope onlyNew = new Envelope(new StoreKeys(List.of(storeKey(3)), List.of(storeKey(4))));

        assertThat(rotated.open("summaries", key(1), Kind.ENCRYPTED.sealed(blob)))
                .usingRecursiveComparison()
                .isEqualTo(blob);
        byte[] written = rotated.seal("summaries", key(1), blob);
        assertThat(onlyNew.open("summaries", key(1), written))
                .usingRecursiveComparison()
                .isEqualTo(blob);
        assertThatThrownBy(() -> old.open("summaries", key(1), written)).isInstanceOf(Foreign.class);
    }

    @Test
    void anotherEncryptionKeyOrEncryptionOnOneSideOnlyIsForeign() {
        Envelope other = new Envelope(new StoreKeys(MAC, List.of(storeKey(4))));

        assertForeign(other, Kind.ENCRYPTED.sealed(blob));
        assertForeign(Kind.PLAIN.envelope, Kind.ENCRYPTED.sealed(blob));
        assertForeign(Kind.ENCRYPTED.envelope, Kind.PLAIN.sealed(blob));
    }

    /** The outer code stands in for none of the inner one's work: who has the MAC key only cannot put a content there. */
    @Test
    void whoHasTheMacKeyOnlyCannotForgeAnEncryptedEntry() {
        byte[] forged = Kind.ENCRYPTED.sealed(blob);
        forged[forged.length - 20] ^= 1;
        resealed(forged);

        assertThatThrownBy(() -> Kind.ENCRYPTED.envelope.open("summaries", key(1), forged))
                .isInstanceOf(Damaged.class)
                .hasMessage("not what was encrypted");
    }

    @Test
    void whoHasTheMacKeyOnlyCannotProlongAnEncryptedEntry() {
        byte[] forged = Kind.ENCRYPTED.sealed(blob);
        ByteBuffer.wrap(forged).putLong(8, Long.MAX_VALUE);
        resealed(forged);

        assertThatThrownBy(() -> Kind.ENCRYPTED.envelope.open("summaries", key(1), forged))
                .isInstanceOf(Damaged.class)
                .hasMessage("not what was encrypted");
    }

    @ParameterizedTest
    @EnumSource
    void stampsAreOpenedAsTheyWereSealedAndCannotBeChanged(Kind kind) throws Exception {
        Blob stamped = new Blob("graph/1", 7, 1_000, 2_000, 0x1234_5678_9abc_def0L, -1, null, new byte[] {1});

        assertThat(kind.envelope.open("summaries", key(1), kind.sealed(stamped)))
                .usingRecursiveComparison()
                .isEqualTo(stamped);
        for (int offset : List.of(32, 40)) {
            byte[] changed = kind.sealed(stamped);
            changed[offset] ^= 1;

            assertThatThrownBy(() -> kind.envelope.open("summaries", key(1), changed))
                    .isInstanceOf(Damaged.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAnEntryIsWorthIsKeptWithIt(Kind kind) throws Exception {
        for (int length : List.of(0, 1, 100, 10_000)) {
            Blob costly = new Blob("c", 7, 1_000, 2_000, 0, 0, WORTH, new byte[length]);

            byte[] sealed = kind.sealed(costly);

            assertThat(kind.envelope.open("summaries", key(1), sealed))
                    .usingRecursiveComparison()
                    .isEqualTo(costly);
            assertThat(sealed.length).isLessThanOrEqualTo((int) Envelope.length(costly));
        }
    }

    @Test
    void whatAnEncryptedEntryIsWorthIsNotSeen() {
        Blob costly = new Blob("c", 7, 1_000, 2_000, 0, 0, WORTH, new byte[10]);

        assertThat(new String(Kind.PLAIN.sealed(costly), ISO_8859_1)).contains("gpt-4o");
        assertThat(new String(Kind.ENCRYPTED.sealed(costly), ISO_8859_1)).doesNotContain("gpt-4o");
    }

    /** By an agent that did not know yet what an entry is worth. */
    @Test
    void anEntryOfVersionThreeIsReadAndOneOfOursIsForeignToSuchAnAgent() throws Exception {
        byte[] ours = Kind.PLAIN.sealed(blob);
        byte[] older = Arrays.copyOf(ours, ours.length - 2);
        older[4] = 3;
        ByteBuffer.wrap(older).putInt(48, blob.content().length);
        resealed(older);

        assertThat(Kind.PLAIN.envelope.open("summaries", key(1), older))
                .usingRecursiveComparison()
                .isEqualTo(blob);
        assertThat(Envelope.isOfAnotherVersion(older)).isFalse();
        assertThat(ours[4]).as("it looks for 3, and leaves all others alone").isEqualTo((byte) 4);
    }

    @ParameterizedTest
    @EnumSource
    void whoseAnEntryIsIsKeptWithItForWhoHasTheKeyAndCannotBeChanged(Kind kind) throws Exception {
        TenantMark acme = TenantMark.of(Subject.of("n", Subject.Kind.TENANT, "acme"));
        TenantMark globex = TenantMark.of(Subject.of("n", Subject.Kind.TENANT, "globex"));
        byte[] sealed = kind.sealed(blob.of(acme));
        byte[] changed = sealed.clone();
        changed[Envelope.HEADER] ^= 1;

        Blob opened = kind.envelope.open("summaries", key(1), sealed);

        assertThat(opened).usingRecursiveComparison().ignoringFields("tenant").isEqualTo(blob);
        assertThat(kind.sealed(opened)).as("written anew").startsWith(Arrays.copyOf(sealed, Envelope.LONGEST_HEADER));
        assertThat(Envelope.tenant(sealed))
                .isEqualTo(Envelope.tenant(kind.envelope.seal("prompts", key(2), blob.of(acme))))
                .isNotEqualTo(Envelope.tenant(kind.sealed(blob.of(globex))))
                .isNotZero();
        assertThat(new Envelope(new StoreKeys(List.of(storeKey(9)), List.of()))
                        .seal("summaries", key(1), blob.of(acme)))
                .as("nobody else can tell")
                .satisfies(other -> assertThat(Envelope.tenant(other)).isNotEqualTo(Envelope.tenant(sealed)));
        assertThat(sealed.length).isLessThanOrEqualTo((int) Envelope.length(blob.of(acme)));
        assertThatThrownBy(() -> kind.envelope.open("summaries", key(1), changed))
                .isInstanceOf(Damaged.class);
        assertThatThrownBy(() -> kind.envelope.open("summaries", key(1), Arrays.copyOf(sealed, 104)))
                .isInstanceOf(Damaged.class);
    }

    @Test
    void whereTenantsAreNotCountedAnEntryIsWrittenAsBefore() {
        byte[] sealed = Kind.PLAIN.sealed(blob);

        assertThat(sealed[4]).isEqualTo((byte) 4);
        assertThat(Envelope.tenant(sealed)).isZero();
    }

    /** An agent of the time when nothing could be evicted, beside this one. */
    @ParameterizedTest
    @EnumSource
    void anEntryOfTheVersionBeforeIsForeignAndStaysUntilItExpires(Kind kind) {
        byte[] before = kind.sealed(blob);
        before[4] = 2;

        assertForeign(kind.envelope, before);
        assertThat(Envelope.expired(before, blob.expiresAtMillis() - 1)).isFalse();
        assertThat(Envelope.expired(before, blob.expiresAtMillis())).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void anotherFormatVersionIsForeignAndExpiresLikeOurs(Kind kind) {
        byte[] later = kind.sealed(blob);
        later[4] = 6;

        assertForeign(kind.envelope, later);
        assertThat(Envelope.expired(later, blob.expiresAtMillis() - 1)).isFalse();
        assertThat(Envelope.expired(later, blob.expiresAtMillis())).isTrue();
    }

    @Test
    void theVersionBeforeCountsAsExpired() {
        byte[] old = Kind.PLAIN.sealed(blob);
        ByteBuffer.wrap(old).putShort(4, (short) 1).putLong(8, Long.MAX_VALUE);

        assertForeign(Kind.PLAIN.envelope, old);
        assertThat(Envelope.expired(old, 0)).isTrue();
    }

    @Test
    void encryptedEntriesShowNeitherContentNorRepetition() {
        String secret = "the patient's name";
        Blob told = new Blob("graph/1", 1, 1_000, 2_000, secret.repeat(20).getBytes(ISO_8859_1));
        Set<String> salts = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String file = new String(Kind.ENCRYPTED.sealed(told), ISO_8859_1);

            assertThat(file).doesNotContain(secret.substring(0, 8));
            salts.add(file.substring(100 + "graph/1".length(), 100 + "graph/1".length() + 28));
        }

        assertThat(salts).as("salt and nonce of two writes of one value differ").hasSize(1_000);
        assertThat(new String(Kind.PLAIN.sealed(told), ISO_8859_1)).contains(secret);
    }

    /** Puts a right code in place of the one that a change made wrong. */
    private static void resealed(byte[] file) {
        byte[] name = "summaries".getBytes(ISO_8859_1);
        byte[] context = ByteBuffer.allocate(4 + name.length + 32)
                .putInt(name.length)
                .put(name)
                .putLong(key(1).a())
                .putLong(key(1).b())
                .putLong(key(1).c())
                .putLong(key(1).d())
                .array();
        HmacSha256.Running running = new EntrySeal(MAC.get(0)).start();
        running.update(context, 0, context.length);
        running.update(file, 0, 68);
        running.update(file, 100, file.length - 100);
        System.arraycopy(running.end(), 0, file, 68, 32);
    }

    private static void assertForeign(Envelope envelope, byte[] file) {
        assertThatThrownBy(() -> envelope.open("summaries", key(1), file)).isInstanceOf(Foreign.class);
    }

    private static void assertRefused(Envelope envelope, String scope, int key, byte[] file) {
        assertThatThrownBy(() -> envelope.open(scope, key(key), file)).isInstanceOfAny(Damaged.class, Foreign.class);
    }
}
