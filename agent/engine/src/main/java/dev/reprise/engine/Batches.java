package dev.reprise.engine;

import dev.reprise.engine.BatchCall.Rest;
import dev.reprise.engine.Lookup.Bypass;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.Reduced;
import dev.reprise.engine.batch.Batch;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.tier.Patience;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.worth.Worth;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks up calls about items: as they were recorded, and otherwise item by item. The entry of an item is an answer about it
 * alone, wherever among which others it was when the provider was asked. Thread-safe.
 */
final class Batches {

    private final Meters meters;
    private final Notices notices;
    private final Reductions reductions;

    /**
     * @param reductions what becomes of calls that are made about a part of their items
     */
    Batches(Meters meters, Notices notices, Reductions reductions) {
        this.meters = meters;
        this.notices = notices;
        this.reductions = reductions;
    }

    /** Returns the call if it is about items that can be told apart, otherwise null. */
    @Nullable
    BatchCall call(CachedMethod method, @Nullable Object[] arguments) {
        Batch batch = method.batch();
        if (batch == null) {
            return null;
        }
        List<Object> items = batch.items(arguments);
        return items.isEmpty() ? null : new BatchCall(batch, items, /* keys= */ null, /* rest= */ null);
    }

    /**
     * Looks a call up.
     *
     * @param before the key of the call as it was made, if it is looked up later; otherwise null
     */
    Lookup found(CachedMethod method, BatchCall call, Inputs inputs, @Nullable CacheKey before)
            throws Unkeyable, Uncacheable {
        return call.items().size() == 1
                ? foundOne(method, call, inputs, before)
                : foundAll(method, call, inputs, before);
    }

    private Lookup foundOne(CachedMethod method, BatchCall call, Inputs inputs, @Nullable CacheKey before)
            throws Unkeyable, Uncacheable {
        @Nullable Object[] arguments = call.batch().about(inputs.arguments(), call.items());
        CacheKey usual = key(method, inputs, arguments);
        CacheKey item = usual.ofItem();
        boolean isUsual = arguments == inputs.arguments();
        if (before != null && !before.equals(isUsual ? usual : key(method, inputs, inputs.arguments()))) {
            return notices.changedSince(method);
        }
        boolean observes = method.mode() == Mode.OBSERVE;
        if (!observes) {
            if (!method.rolledOut(item)) {
                return notices.leaveOut(method);
            }
            Object one = one(method, item, inputs);
            if (one != null) {
                return hit(method, Found.value(one), Found.source(one), Found.worth(one));
            }
        }
        CacheKey key = isUsual ? usual : key(method, inputs, inputs.arguments());
        return miss(method, key, call.with(List.of(item)), inputs, observes);
    }

    private Lookup foundAll(CachedMethod method, BatchCall call, Inputs inputs, @Nullable CacheKey before)
            throws Unkeyable, Uncacheable {
        CacheKey key = key(method, inputs, inputs.arguments());
        if (before != null && !before.equals(key)) {
            return notices.changedSince(method);
        }
        if (method.mode() == Mode.OBSERVE) {
            return miss(method, key, call, inputs, /* observes= */ true);
        }
        Patience patience = new Patience();
        Object found = get(key, method, inputs, patience);
        Source source = Found.source(found);
        Object entry = found == null ? null : Found.value(found);
        if (entry instanceof RecordedBatch recorded
                && recorded.items().size() == call.items().size()) {
            return foundRecorded(
                    method, call.with(recorded.items()), key, inputs, recorded, source, Found.worth(found), patience);
        }
        List<CacheKey> keys = keys(method, call, key, inputs);
        if (keys != null) {
            return foundEach(method, call.with(keys), key, inputs, /* recorded= */ null, Source.MEMORY, patience);
        }
        if (!method.rolledOut(key)) {
            return notices.leaveOut(method);
        }
        return entry == null || entry instanceof RecordedBatch
                ? miss(method, key, call, inputs, /* observes= */ false)
                : hit(method, entry, source, Found.worth(found));
    }

    private Lookup foundRecorded(
            CachedMethod method,
            BatchCall call,
            CacheKey key,
            Inputs inputs,
            RecordedBatch recorded,
            Source source,
            @Nullable Worth worth,
            Patience patience)
            throws Unkeyable, Uncacheable {
        boolean allIn = true;
        for (CacheKey item : recorded.items()) {
            allIn &= method.rolledOut(item);
        }
        return recorded.isWhole() && allIn
                ? hit(method, recorded.answer(), source, worth)
                : foundEach(method, call, key, inputs, recorded.isWhole() ? null : recorded.answer(), source, patience);
    }

    /**
     * @param recorded what was answered beside results when just this was asked; null if it never was
     * @param recordedIn where that was found
     */
    private Lookup foundEach(
            CachedMethod method,
            BatchCall call,
            CacheKey key,
            Inputs inputs,
            @Nullable Object recorded,
            Source recordedIn,
            Patience patience)
            throws Unkeyable, Uncacheable {
        List<CacheKey> keys = call.keys() == null ? List.of() : call.keys();
        List<@Nullable Object> known = new ArrayList<>(keys.size());
        List<Object> results = new ArrayList<>();
        List<Worth> worths = new ArrayList<>();
        Object like = null;
        int out = 0;
        Source source = recordedIn; // The farthest of all, which made the caller wait.
        BitSet isIn = rolledOut(method, keys);
        Iterator<@Nullable Object> found =
                found(method, keys, isIn, inputs, patience).iterator();
        for (int i = 0; i < keys.size(); i++) {
            boolean in = isIn.get(i);
            Object its = in ? found.next() : null;
            Object one = its == null ? null : Found.value(its);
            Object result = one == null ? null : result(call.batch(), one);
            known.add(result);
            out += in ? 0 : 1;
            if (result != null) {
                results.add(result);
                source = source.or(Found.source(its));
                Worth worth = Found.worth(its);
                worths.add(worth == null ? Worth.NOTHING : worth);
                like = like == null ? one : like;
            }
        }
        if (out == keys.size()) {
            return notices.leaveOut(method);
        }
        Object answer = like == null ? null : answer(call.batch(), like, results, recorded);
        if (answer != null && results.size() == keys.size()) {
            return hit(method, answer, source, Worth.ofAll(worths));
        }
        // What only makes what will ask has its arguments already.
        return answer == null || method.shape().isInParts() || !method.mayAskAboutSome()
                ? miss(method, key, call, inputs, /* observes= */ false)
                : reduced(method, key, call, known, inputs, /* awaited= */ null, Worth.ofAll(worths));
    }

    private Lookup reduced(
            CachedMethod method,
            CacheKey key,
            BatchCall call,
            List<@Nullable Object> known,
            Inputs inputs,
            @Nullable AwaitedItems awaited,
            @Nullable Worth worth)
            throws Unkeyable, Uncacheable {
        List<Object> others = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i) == null && (awaited == null || !awaited.has(i))) {
                others.add(call.items().get(i));
            }
        }
        Batch batch = call.batch();
        @Nullable Object[] arguments = batch.about(inputs.arguments(), others);
        Rest rest = new Rest(known, arguments, key(method, inputs, arguments), awaited);
        // The others are going to be put into the array that was brought here.
        Inputs kept = new Inputs(
                inputs.caller(), inputs.receiver(), inputs.arguments().clone(), inputs.before());
        Miss miss = miss(method, key, call.about(rest), kept, /* observes= */ false);
        return new Reduced(
                miss, batch.argument(), arguments[batch.argument()], reductions, worth == null ? null : worth.tokens());
    }

    /** Returns the numbers of the items that the provider is to be asked about, of which others may ask as well. */
    static BitSet asked(Miss miss) {
        BatchCall call = miss.batch();
        List<CacheKey> keys = call == null ? null : call.keys();
        BitSet asked = new BitSet();
        for (int i = 0; call != null && keys != null && i < keys.size(); i++) {
            boolean isKnown = call.rest() != null && call.rest().known().get(i) != null;
            asked.set(i, !isKnown && miss.method().rolledOut(keys.get(i)));
        }
        return asked;
    }

    /**
     * Returns a call that no entry answers, or not all of it, as one that is made without the items that others ask for; they are
     * waited for after that. As it is if it cannot be made about a part of its items.
     */
    Lookup without(AwaitedItems awaited, Lookup found) throws Unkeyable, Uncacheable {
        Miss miss = found.miss();
        BatchCall call = miss == null ? null : miss.batch();
        if (miss == null
                || call == null
                || miss.method().shape().isInParts()
                || !miss.method().mayAskAboutSome()) {
            return found;
        }
        List<@Nullable Object> known = call.rest() == null
                ? new ArrayList<>(Collections.nCopies(call.items().size(), null))
                : call.rest().known();
        Worth worth = found instanceof Reduced reduced && reduced.worth() != null ? reduced.worth() : null;
        try {
            return reduced(miss.method(), miss.key(), call, known, miss.inputs(), awaited, worth);
        } catch (Uncacheable cannotBeMade) {
            return found;
        }
    }

    /** Returns the results put together, or null if they cannot be. */
    static @Nullable Object answer(Batch batch, Object like, List<Object> results, @Nullable Object recorded) {
        try {
            return recorded == null
                    ? batch.answer(like, results, /* asked= */ false)
                    : batch.answer(recorded, results, /* asked= */ true);
        } catch (Uncacheable impossible) {
            return null;
        }
    }

    /** Returns the result of an answer about one item, or null if it has not just that. */
    static @Nullable Object result(Batch batch, Object one) {
        try {
            return batch.results(one, 1).get(0);
        } catch (Uncacheable none) {
            return null;
        }
    }

    private static @Nullable Object one(CachedMethod method, CacheKey item, Inputs inputs) {
        return ofOne(get(item, method, inputs, new Patience()));
    }

    /** Returns which items are rolled out: asked once, for the share may change meanwhile. */
    private static BitSet rolledOut(CachedMethod method, List<CacheKey> items) {
        BitSet in = new BitSet(items.size());
        for (int i = 0; i < items.size(); i++) {
            in.set(i, method.rolledOut(items.get(i)));
        }
        return in;
    }

    /** Returns what entries hold of some items. */
    private static List<@Nullable Object> found(
            CachedMethod method, List<CacheKey> items, BitSet isIn, Inputs inputs, Patience patience) {
        List<CacheKey> in = new ArrayList<>(items.size());
        for (int i = isIn.nextSetBit(0); i >= 0; i = isIn.nextSetBit(i + 1)) {
            in.add(items.get(i));
        }
        Control control = inputs.caller().control();
        if (!control.reads()) {
            return new ArrayList<>(Collections.nCopies(in.size(), null));
        }
        List<@Nullable Object> found =
                method.entries().getAll(in, method, method.evictedBy(inputs.tenant()), patience, control);
        found.replaceAll(Batches::ofOne);
        return found;
    }

    private static @Nullable Object get(CacheKey key, CachedMethod method, Inputs inputs, Patience patience) {
        Control control = inputs.caller().control();
        return control.reads()
                ? method.entries().get(key, method, method.evictedBy(inputs.tenant()), patience, control)
                : null;
    }

    static @Nullable Object ofOne(@Nullable Object entry) {
        return entry != null && Found.value(entry) instanceof RecordedBatch ? null : entry;
    }

    private static Hit hit(CachedMethod method, Object answer, Source source, @Nullable Worth worth) {
        return Hit.of(method.shape().isInParts() ? List.of(answer) : answer, source, worth);
    }

    private Miss miss(CachedMethod method, CacheKey key, BatchCall call, Inputs inputs, boolean observes) {
        return new Miss(
                method,
                key,
                meters.begin(method, observes),
                inputs,
                Nesting.begin(method),
                call,
                method.evictedBy(inputs.tenant()).begin(),
                /* flight= */ null);
    }

    /**
     * Lets the real method answer a call about all its items though entries could, to see whether it answers the same.
     *
     * @param handed what the caller would have got
     */
    Miss shadowed(CachedMethod method, BatchCall call, Inputs inputs, Object handed) throws Unkeyable, Uncacheable {
        CacheKey key = key(method, inputs, inputs.arguments());
        List<CacheKey> keys = keys(method, call, key, inputs);
        Object entry = method.shape().isInParts() ? ((List<?>) handed).get(0) : handed;
        return miss(method, key, keys == null ? call : call.with(keys), inputs, /* observes= */ false)
                .shadowing(entry);
    }

    /**
     * Returns the keys of the items of a call, or null if they cannot be told.
     *
     * @param key the key of the call
     */
    @Nullable
    List<CacheKey> keys(CachedMethod method, BatchCall call, CacheKey key, Inputs inputs) throws Unkeyable {
        List<Object> items = call.items();
        try {
            // What is lost when the call is made again would be missing in the keys of all its items.
            if (items.size() > 1
                    && !call.batch().isInOtherForm(inputs.arguments())
                    && !about(items, method, call, inputs).equals(key)) {
                return null;
            }
            List<CacheKey> keys = new ArrayList<>(items.size());
            for (Object item : items) {
                keys.add(about(List.of(item), method, call, inputs).ofItem());
            }
            return keys;
        } catch (Uncacheable cannotBeMade) {
            return null;
        }
    }

    private static CacheKey about(List<Object> items, CachedMethod method, BatchCall call, Inputs inputs)
            throws Unkeyable, Uncacheable {
        return key(method, inputs, call.batch().about(inputs.arguments(), items));
    }

    private static CacheKey key(CachedMethod method, Inputs inputs, @Nullable Object[] arguments) throws Unkeyable {
        return method.plan().key(inputs.tenant(), inputs.receiver(), arguments);
    }

    /**
     * Returns the keys that stand for a call that was only observed: those of its items, if they can be told.
     *
     * @param answer what was answered; null if it is not known any more
     * @throws Uncacheable if no entry could have been made of it
     */
    List<CacheKey> observed(Miss miss, @Nullable Object answer) throws Unkeyable, Uncacheable {
        BatchCall call = miss.batch();
        if (call == null) {
            return List.of(miss.key());
        }
        List<CacheKey> keys = keys(miss.method(), call, miss.key(), miss.inputs());
        if (keys != null && answer != null) {
            call.batch().results(answer, keys.size());
        }
        return keys == null ? List.of(miss.key()) : keys;
    }

    /** Returns what becomes of the call if this thread makes it again, otherwise null. */
    @Nullable
    Lookup repeated(CachedMethod method, @Nullable Object receiver, @Nullable Object[] arguments) {
        SecondCalls.Again again = SecondCalls.begun(method, receiver);
        Miss first = again == null ? null : again.first();
        if (again == null || first == null || first.batch() == null) {
            return null;
        }
        if (!again.isUnchanged()) {
            notices.refuse(method, "its receiver or an argument was changed before it was made again");
            return Bypass.INSTANCE;
        }
        return miss(
                method,
                first.key(),
                first.batch().aboutAll(),
                new Inputs(
                        first.inputs().caller(),
                        receiver,
                        arguments,
                        first.inputs().before()),
                first.meter().observes());
    }
}
