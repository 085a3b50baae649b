package dev.reprise.admin.jmx;

import dev.reprise.admin.ObservedMethod;
import dev.reprise.admin.jmx.worth.Savings;
import dev.reprise.engine.Figures;
import dev.reprise.engine.worth.Prices;
import java.util.List;
import java.util.Locale;
import javax.management.ConstructorParameters;
import org.jspecify.annotations.Nullable;

/**
 * What was observed of one method.
 *
 * @param method its type and name
 * @param scope where its entries are kept
 * @param client the client that it is of; null if of none
 * @param place where a user finds the rule that chose it
 * @param verdict whether it may be served: {@code fit}, {@code unknown}, {@code varies}, {@code doubtful} or {@code unfit}
 * @param calls its calls
 * @param observed those of them that were observed
 * @param keys how many keys these had
 * @param repeated those of them that an entry would have answered
 * @param wouldBeHitRate which share these are, 0 to 1; null if none was observed
 * @param wouldSave what entries would have saved
 * @param compared how many answers were compared with earlier ones
 * @param details those that differed only in a provider's ids, times, usage and chunks
 * @param different those that differed in more
 * @param findings what speaks against it, the weightiest first
 * @param advice what to do about it; null if nothing has to be done
 */
public record ObservedStatus(
        String method,
        String scope,
        @Nullable String client,
        String place,
        String verdict,
        long calls,
        long observed,
        long keys,
        long repeated,
        @Nullable Double wouldBeHitRate,
        Savings wouldSave,
        long compared,
        long details,
        long different,
        List<String> findings,
        @Nullable String advice) {

    /** Makes a status; JMX calls this by the names of the parameters. */
    @ConstructorParameters({
        "method",
        "scope",
        "client",
        "place",
        "verdict",
        "calls",
        "observed",
        "keys",
        "repeated",
        "wouldBeHitRate",
        "wouldSave",
        "compared",
        "details",
        "different",
        "findings",
        "advice"
    })
    public ObservedStatus {}

    static ObservedStatus of(ObservedMethod method, Prices prices) {
        Figures figures = method.figures();
        return new ObservedStatus(
                figures.method(),
                figures.scope(),
                method.rule().catalogued(),
                method.rule().place(),
                method.fitness().verdict().name().toLowerCase(Locale.ROOT),
                figures.calls(),
                figures.observed(),
                method.keys(),
                figures.repeated(),
                figures.observed() == 0 ? null : Double.valueOf((double) figures.repeated() / figures.observed()),
                Savings.of(figures.wouldSave(), prices),
                method.findings().compared(),
                method.findings().details(),
                method.findings().differing(),
                method.fitness().reasons(),
                method.advice());
    }

    // JMX of JDK 17 knows getters only.

    public String getMethod() {
        return method;
    }

    public String getScope() {
        return scope;
    }

    public @Nullable String getClient() {
        return client;
    }

    public String getPlace() {
        return place;
    }

    public String getVerdict() {
        return verdict;
    }

    public long getCalls() {
        return calls;
    }

    public long getObserved() {
        return observed;
    }

    public long getKeys() {
        return keys;
    }

    public long getRepeated() {
        return repeated;
    }

    public @Nullable Double getWouldBeHitRate() {
        return wouldBeHitRate;
    }

    public Savings getWouldSave() {
        return wouldSave;
    }

    public long getCompared() {
        return compared;
    }

    public long getDetails() {
        return details;
    }

    public long getDifferent() {
        return different;
    }

    public List<String> getFindings() {
        return findings;
    }

    public @Nullable String getAdvice() {
        return advice;
    }
}
