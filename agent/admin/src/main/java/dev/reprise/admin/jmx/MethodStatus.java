package dev.reprise.admin.jmx;

import dev.reprise.engine.MethodState;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.worth.Prices;
import java.util.Map;
import javax.management.ConstructorParameters;
import org.jspecify.annotations.Nullable;

/**
 * One method.
 *
 * @param method its type and name
 * @param signature the same with its parameters, as {@code mode} and {@code rollout} name it and no other
 * @param scope where its entries are kept
 * @param client the client that it is of; null if of none
 * @param place where a user finds the rule that chose it
 * @param mode what is done with its calls: {@code off}, {@code observe} or {@code on}
 * @param modeFrom who or what says so
 * @param rollout the share of keys that is served, 0 to 100
 * @param figures how its calls have ended
 * @param reasons why calls were bypassed or answers not kept, and how many
 */
public record MethodStatus(
        String method,
        String signature,
        String scope,
        @Nullable String client,
        String place,
        String mode,
        String modeFrom,
        int rollout,
        CallFigures figures,
        Map<String, Long> reasons) {

    /** Makes a status; JMX calls this by the names of the parameters. */
    @ConstructorParameters({
        "method",
        "signature",
        "scope",
        "client",
        "place",
        "mode",
        "modeFrom",
        "rollout",
        "figures",
        "reasons"
    })
    public MethodStatus {}

    static MethodStatus of(MethodState state, Prices prices) {
        Mode mode = state.standing().mode();
        return new MethodStatus(
                state.figures().method(),
                state.standing().name(),
                state.figures().scope(),
                state.rule().catalogued(),
                state.rule().place(),
                Texts.of(mode),
                state.standing().modeFrom(),
                state.standing().rollout(),
                CallFigures.of(state.figures(), prices),
                state.reasons());
    }

    // JMX of JDK 17 knows getters only.

    public String getMethod() {
        return method;
    }

    public String getSignature() {
        return signature;
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

    public String getMode() {
        return mode;
    }

    public String getModeFrom() {
        return modeFrom;
    }

    public int getRollout() {
        return rollout;
    }

    public CallFigures getFigures() {
        return figures;
    }

    public Map<String, Long> getReasons() {
        return reasons;
    }
}
