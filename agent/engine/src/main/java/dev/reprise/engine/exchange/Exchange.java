package dev.reprise.engine.exchange;

import dev.reprise.engine.tier.Depot;
import dev.reprise.engine.tier.FileCipher;
import dev.reprise.engine.tier.Progress;
import dev.reprise.engine.tier.Stored;
import dev.reprise.engine.tier.Stored.State;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Moves entries between stores and files. */
public final class Exchange {

    private Exchange() {}

    /**
     * What became of the entries of stores.
     *
     * @param written how many are in the file
     * @param leftOut how many are not, and why
     */
    public record Exported(long written, Map<State, Long> leftOut) {}

    /** Writes what can be used of some stores, that of the first where two have a key. */
    public static Exported export(List<Depot> stores, @Nullable String scope, EntryWriter to, Progress progress)
            throws IOException {
        Map<State, Long> states = new EnumMap<>(State.class);
        Set<Object> seen = new HashSet<>();
        long[] looked = {0};
        for (int i = 0; i < stores.size(); i++) {
            Depot store = stores.get(i);
            int before = i;
            store.forEach(scope, stored -> {
                double share = store.share() < 0 ? Progress.UNKNOWN : (before + store.share()) / stores.size();
                progress.at(++looked[0], share);
                EntryLine entry = EntryLine.of(stored);
                if (entry == null) {
                    states.merge(stored.state(), 1L, Long::sum);
                } else if (stores.size() == 1 || seen.add(List.of(stored.scope(), stored.key()))) {
                    to.write(entry);
                    states.merge(State.WHOLE, 1L, Long::sum);
                }
            });
        }
        to.end();
        Long written = states.remove(State.WHOLE);
        return new Exported(written == null ? 0 : written, states);
    }

    /** Takes the entries of a file. */
    public interface Target {

        /** Takes what the first line says. */
        void begin(EntryFile file) throws IOException;

        /** Takes an entry; returns whether it was kept. */
        boolean take(EntryLine entry) throws IOException;
    }

    /**
     * What became of the entries of a file.
     *
     * @param taken how many are in the store now
     * @param leftOut how many the store did not take
     * @param expired how many had expired
     */
    public record Imported(long taken, long leftOut, long expired) {}

    /**
     * Reads a whole file, and if it is sound reads it again and brings its entries to a store.
     *
     * @param nowMillis by which entries have expired
     * @throws BrokenFile if the file is not as it was written; then no entry is brought anywhere
     */
    public static Imported read(File file, List<FileCipher> ciphers, long nowMillis, Target target, Progress progress)
            throws IOException {
        double length = Math.max(1, file.length());
        CountedInput checked = new CountedInput(new FileInputStream(file));
        try (EntryReader sound = EntryReader.open(checked, ciphers)) {
            while (sound.next() != null) { // No more than that: it may be larger than the heap.
                progress.at(0, checked.count() / length / 2);
            }
        }
        long taken = 0;
        long leftOut = 0;
        long expired = 0;
        CountedInput counted = new CountedInput(new FileInputStream(file));
        try (EntryReader reader = EntryReader.open(counted, ciphers)) {
            target.begin(reader.file());
            for (EntryLine entry = reader.next(); entry != null; entry = reader.next()) {
                if (entry.blob().expiresAtMillis() <= nowMillis) {
                    expired++;
                } else if (target.take(entry)) {
                    taken++;
                } else {
                    leftOut++;
                }
                progress.at(taken + leftOut + expired, (1 + counted.count() / length) / 2);
            }
        }
        return new Imported(taken, leftOut, expired);
    }

    /**
     * Brings the entries of a file to stores.
     *
     * @param isAgain whether that is done again and again: then what was evicted since stays so
     */
    public record Stores(List<Depot> stores, long maxBytes, boolean isAgain) implements Target {

        @Override
        public void begin(EntryFile file) throws IOException {
            for (Depot store : stores) {
                store.expect(file.namespace(), file.evictedBy());
            }
        }

        @Override
        public boolean take(EntryLine entry) throws IOException {
            boolean taken = false;
            for (Depot store : stores) {
                boolean evicted = isAgain && store.hasEvicted(entry.scope(), entry.key());
                taken |= !evicted && put(store, entry, maxBytes);
            }
            return taken;
        }
    }

    /** Puts an entry into a store, unless it is too large or there is one that was made no earlier; returns whether it was put. */
    private static boolean put(Depot store, EntryLine entry, long maxBytes) throws IOException {
        if (entry.blob().content().length > maxBytes) {
            return false;
        }
        for (Stored there : store.find(entry.scope(), entry.key())) {
            if (there.blob() != null
                    && there.blob().createdAtMillis() >= entry.blob().createdAtMillis()) {
                return false;
            }
        }
        store.put(entry.scope(), entry.key(), entry.blob(), entry.after());
        return true;
    }
}
