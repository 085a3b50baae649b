package dev.reprise.engine;

import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.RememberedAnswers.Answer;
import dev.reprise.engine.audit.Audit;
import dev.reprise.engine.audit.Clue;
import dev.reprise.engine.audit.Comparison;
import dev.reprise.engine.config.AuditSettings;
import dev.reprise.engine.key.KeySpec;
import dev.reprise.engine.key.Keys;
import dev.reprise.engine.value.Given;
import dev.reprise.engine.value.Uncacheable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    private final AuditSettings settings;
    private final Keys keys;
    private final Notices notices;
    private final RememberedAnswers answers;
    private final Demotion demotion;

    /** Lets a method be only observed. */
    interface Demotion {

        /** Lets a method be only observed from now on, for a reason that is told. */
        void demote(CachedMethod method, String reason);
    }

    Auditor(AuditSettings settings, Keys keys, Notices notices, InstantSource clock, Demotion demotion) {
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
     * @param held what an entry would hold; null if it came in parts
     * @param content the same, encoded
     */
    void answered(Miss miss, @Nullable Object held, byte[] content) {
        CachedMethod method = miss.method();
        lookForClues(method);
        Answer answer = RememberedAnswers.answer(content);
        Answer before = answers.before(miss.key(), answer, method.life().ttl());
        if (before == null) {
            return;
        }
        if (before.isSame(answer)) {
            method.outcomes().audit().alike();
        } else if (before.content() != null && answer.content() != null) {
            compared(miss, held, before.content(), answer.content());
        }
    }

    /**
     * Takes the answer of a real call that an entry could have answered. A method of which too many such answers differ from
     * those of their entries is only observed from then on.
     *
     * @param entry what the entry would have answered
     * @param answer what the real method answered
     * @param given what the call was given
     * @throws Uncacheable if the answer cannot be carried
     */
    void shadowed(Miss miss, Object entry, Object answer, Given given) throws Uncacheable {
        CachedMethod method = miss.method();
        byte[] before = method.codec().encode(entry);
        byte[] now = method.codec().encode(answer, given);
        boolean differs = false;
        if (Arrays.equals(before, now)) {
            method.outcomes().audit().alike();
        } else {
            differs = compared(miss, answer, before, now);
        }
        String tooMany = method.outcomes().shadows().compared(differs, settings.demote());
        if (tooMany != null) {
            demotion.demote(method, tooMany);
        }
    }

    /** Returns whether two encoded answers differ in more than what a provider says of each anew. */
    private boolean compared(Miss miss, @Nullable Object held, byte[] before, byte[] now) {
        CachedMethod method = miss.method();
        Audit audit = method.outcomes().audit();
        try {
            Comparison.Result result = new Comparison(keys.plan(ANSWER, method::adapters))
                    .compare(method.codec().id(), before, now, content -> method.codec()
                            .decode(content));
            boolean ofProvider = method.rule().ofClient()
                    || (held != null && Comparison.isOfClient(held.getClass().getName()));
            if (result.isEqual()) {
                audit.alike();
                return false;
            }
            if (ofProvider && result.isOnlyInDetails()) {
                audit.alikeButForDetails();
                return false;
            }
            if (audit.differed(ofProvider ? result.withoutDetails() : result, settings.showValues())) {
                audit.guessed(guesses(miss));
                notices.answeredOtherwise(method, audit.findings());
            }
            return true;
        } catch (Exception | LinkageError | StackOverflowError failure) {
            notices.unexpected(method, "two answers could not be compared", failure);
            return false;
        }
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
        if (!method.rule().ofClient()) {
            for (Clue clue : method.target().clues().get()) {
                if (!clue.kind().isEffect() && guesses.size() < GUESSES) {
                    guesses.add(clue.toString());
                }
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
