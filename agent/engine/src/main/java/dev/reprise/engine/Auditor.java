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
import java.time.InstantSource;
import java.util.ArrayList;
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

    Auditor(AuditSettings settings, Keys keys, Notices notices, InstantSource clock) {
        this.settings = settings;
        this.keys = keys;
        this.notices = notices;
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
        Audit audit = method.outcomes().audit();
        if (before.isSame(answer)) {
            audit.alike();
            return;
        }
        try {
            if (before.content() != null && answer.content() != null) {
                compared(miss, held, before.content(), answer.content());
            }
        } catch (Exception | LinkageError | StackOverflowError failure) {
            notices.unexpected(method, "two answers could not be compared", failure);
        }
    }

    private void compared(Miss miss, @Nullable Object held, byte[] before, byte[] now) throws Exception {
        CachedMethod method = miss.method();
        Audit audit = method.outcomes().audit();
        Comparison.Result result = new Comparison(keys.plan(ANSWER, method::adapters))
                .compare(method.codec().id(), before, now, content -> method.codec()
                        .decode(content));
        boolean ofProvider = method.rule().ofClient()
                || (held != null && Comparison.isOfClient(held.getClass().getName()));
        if (result.isEqual()) {
            audit.alike();
        } else if (ofProvider && result.isOnlyInDetails()) {
            audit.alikeButForDetails();
        } else if (audit.differed(ofProvider ? result.withoutDetails() : result, settings.showValues())) {
            audit.guessed(guesses(miss));
            notices.answeredOtherwise(method, audit.findings());
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
