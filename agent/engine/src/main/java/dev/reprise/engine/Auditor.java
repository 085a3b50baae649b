package dev.reprise.engine;

import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.RememberedAnswers.Answer;
import dev.reprise.engine.audit.Audit;
import dev.reprise.engine.audit.Clue;
import dev.reprise.engine.audit.Comparison;
import dev.reprise.engine.config.AuditSettings;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.KeySpec;
import dev.reprise.engine.key.Keys;
import dev.reprise.engine.value.Given;
import dev.reprise.engine.value.PartsCodec;
import dev.reprise.engine.value.Uncacheable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Compares what equal calls were answered while they are only observed, and says of a method whose answers differ what may
 * have decided them. Thread-safe.
 */
final class Auditor {

    /** The answer, as if it were the argument of a method. */
    private static final KeySpec ANSWER =
            new KeySpec("", "answer", "", /* receiver= */ false, List.of(), List.of(), List.of());

    private static final int GUESSES = 4;

    private static final String NOT_COMPARED = "two answers could not be compared";

    private final AuditSettings settings;
    private final Keys keys;
    private final Notices notices;
    private final RememberedAnswers answers;
    private final Demotion demotion;
    private final Comparisons comparisons;

    /** Lets a method be only observed. */
    interface Demotion {

        /** Lets a method be only observed from now on, for a reason that is told. */
        void demote(CachedMethod method, String reason);
    }

    Auditor(
            AuditSettings settings,
            Keys keys,
            Notices notices,
            InstantSource clock,
            Executor guard,
            Demotion demotion) {
        this.comparisons = new Comparisons(guard);
        this.settings = settings;
        this.keys = keys;
        this.notices = notices;
        this.demotion = demotion;
        this.answers = new RememberedAnswers(clock);
    }

    /** Returns whether answers of a method are to be told. */
    boolean wants(CachedMethod method) {
        return settings.on() && !method.outcomes().audit().isOver();
    }

    /**
     * Takes the answer of a call whose key the body left as it was.
     *
     * @param held what an entry would hold
     * @param content the same, encoded
     */
    void answered(Miss miss, Object held, byte[] content) {
        lookForClues(miss.method());
        seen(miss, List.of(miss.key()), List.of(content), (before, now) -> whole(miss.method(), held, before, now));
    }

    /**
     * Takes the answer of a call that came in parts, as above.
     *
     * @param content the parts, encoded, without their times
     */
    void answeredInParts(Miss miss, byte[] content) {
        lookForClues(miss.method());
        seen(miss, List.of(miss.key()), List.of(content), (before, now) -> parts(miss.method(), before, now));
    }

    /**
     * Takes the answer of a call about items.
     *
     * @param keys the keys of the items, or that of the call
     * @param contents what was answered about each, encoded
     */
    void answeredEach(Miss miss, Object answer, List<CacheKey> keys, List<byte[]> contents) {
        lookForClues(miss.method());
        seen(miss, keys, contents, (before, now) -> whole(miss.method(), answer, before, now));
    }

    /** Compares two encoded answers. */
    private interface Comparing {
        /** Returns null if there is too much to compare. */
        Comparison.@Nullable Result compare(byte[] before, byte[] now) throws Exception;
    }

    /** Compares those answers of which earlier ones are remembered, and remembers the others; one call counts once. */
    private void seen(Miss miss, List<CacheKey> keys, List<byte[]> contents, Comparing comparing) {
        CachedMethod method = miss.method();
        List<byte[][]> others = new ArrayList<>();
        boolean compared = false;
        long bytes = 0;
        for (int i = 0; i < keys.size(); i++) {
            Answer answer = RememberedAnswers.answer(contents.get(i));
            Answer before = answers.before(keys.get(i), answer, method.life().ttl(), miss.begun());
            if (before != null && before.isSame(answer)) {
                compared = true;
            } else if (before != null && before.content() != null && answer.content() != null) {
                others.add(new byte[][] {before.content(), answer.content()});
                bytes += before.content().length + answer.content().length;
            }
        }
        if (!others.isEmpty()) {
            comparisons.later(() -> judgeAll(miss, others, comparing), bytes);
        } else if (compared) {
            method.outcomes().audit().alike();
        }
    }

    private void judgeAll(Miss miss, List<byte[][]> pairs, Comparing comparing) {
        try {
            List<Comparison.Result> results = new ArrayList<>();
            for (byte[][] pair : pairs) {
                Comparison.Result result = comparing.compare(pair[0], pair[1]);
                if (result == null) {
                    return;
                }
                results.add(result);
            }
            judge(miss, Comparison.Result.ofAll(results));
        } catch (Exception | LinkageError | StackOverflowError failure) {
            notices.unexpected(miss.method(), NOT_COMPARED, failure);
        }
    }

    /**
     * Takes the answer of a real call that an entry could have answered. A method of which too many such answers differ from
     * those of their entries is only observed from then on.
     *
     * @param entry what the entry would have answered
     * @param answer what the real method answered, as an entry holds it
     * @param given what the call was given
     * @throws Uncacheable if the answer cannot be carried
     */
    void shadowed(Miss miss, Object entry, Object answer, Given given) throws Uncacheable {
        CachedMethod method = miss.method();
        byte[] before = method.codec().encode(entry);
        byte[] now = method.codec().encode(answer, given);
        if (Arrays.equals(before, now)) {
            shadowed(miss, () -> Comparison.Result.EQUAL);
        } else {
            shadowed(miss, () -> whole(method, answer, before, now), before.length + (long) now.length);
        }
    }

    /**
     * Takes such an answer that came in parts.
     *
     * @param content the parts, encoded
     */
    void shadowedInParts(Miss miss, List<?> entry, byte[] content) {
        CachedMethod method = miss.method();
        shadowed(
                miss,
                () -> comparison(method)
                        .compareParts(
                                entry,
                                (List<?>) method.partsCodec().decode(content),
                                method.rule().ofClient()),
                2L * content.length);
    }

    private void shadowed(Miss miss, Callable<Comparison.@Nullable Result> comparing, long bytes) {
        comparisons.later(() -> shadowed(miss, comparing), bytes);
    }

    private void shadowed(Miss miss, Callable<Comparison.@Nullable Result> comparing) {
        CachedMethod method = miss.method();
        try {
            Comparison.Result result = comparing.call();
            if (result == null) {
                return;
            }
            boolean differs = judge(miss, result);
            String tooMany = method.outcomes().shadows().compared(differs, settings.demote());
            if (tooMany != null) {
                demotion.demote(method, tooMany);
            }
        } catch (Exception | LinkageError | StackOverflowError failure) {
            notices.unexpected(method, NOT_COMPARED, failure);
        }
    }

    /** Waits until all is compared that was told so far, or the time is over. */
    void flush(long millis) {
        comparisons.flush(millis);
    }

    private Comparison.@Nullable Result parts(CachedMethod method, byte[] before, byte[] now) throws Exception {
        PartsCodec codec = method.partsCodec();
        return comparison(method)
                .compareParts(
                        (List<?>) codec.decode(before),
                        (List<?>) codec.decode(now),
                        method.rule().ofClient());
    }

    private Comparison.Result whole(CachedMethod method, Object held, byte[] before, byte[] now) throws Exception {
        boolean ofProvider = method.rule().ofClient()
                || Comparison.isOfClient(held.getClass().getName());
        return comparison(method)
                .compare(
                        method.codec().id(),
                        before,
                        now,
                        content -> method.codec().decode(content),
                        ofProvider);
    }

    private Comparison comparison(CachedMethod method) {
        return new Comparison(keys.plan(ANSWER, method::adapters));
    }

    /** Returns whether answers differ in more than what a provider says of each anew. */
    private boolean judge(Miss miss, Comparison.Result result) {
        CachedMethod method = miss.method();
        Audit audit = method.outcomes().audit();
        if (result.isEqual()) {
            audit.alike();
        } else if (!result.isReal()) {
            audit.alikeButForDetails();
        } else if (audit.differed(result, settings.showValues())) {
            audit.guessed(guesses(miss));
            notices.answeredOtherwise(method, audit.findings());
        }
        return result.isReal();
    }

    private static void lookForClues(CachedMethod method) {
        if (!method.rule().ofClient() && method.outcomes().audit().wantsClues()) {
            method.outcomes().audit().clued(method.target().clues().get());
        }
    }

    /** Returns what may have decided the answer beside the key. */
    private static List<String> guesses(Miss miss) {
        CachedMethod method = miss.method();
        Inputs inputs = miss.inputs();
        List<String> guesses = new ArrayList<>();
        String temperature = method.temperature(inputs.receiver(), inputs.arguments());
        if (temperature != null) {
            guesses.add(temperature);
        }
        if (method.rule().ofClient()) {
            return guesses; // Of what its entry passes over it is known that it decides nothing.
        }
        for (Clue clue : method.target().clues().get()) {
            if (!clue.kind().isEffect() && guesses.size() < GUESSES) {
                guesses.add(clue.toString());
            }
        }
        for (String path : method.plan()
                .explain(inputs.tenant(), inputs.receiver(), inputs.arguments())
                .uncounted()) {
            if (guesses.size() < GUESSES) {
                guesses.add(path + ", which is not in the key");
            }
        }
        return guesses;
    }
}
