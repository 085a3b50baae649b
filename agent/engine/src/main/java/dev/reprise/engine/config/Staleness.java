package dev.reprise.engine.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What may be done with entries whose time to live is over, or nearly. What is null was not said.
 *
 * @param ifError for how long they answer calls whose real method fails because its provider does; zero for not at all
 * @param whileRevalidate for how long they answer calls while one of these asks again; zero for not at all
 * @param refreshAhead in which last share of the time to live, in percent, one of the calls asks again though an entry would
 *     answer it; 0 for none
 * @param exceptions which failures count as a provider's beside those that are known
 */
public record Staleness(
        @Nullable Duration ifError,
        @Nullable Duration whileRevalidate,
        @Nullable Integer refreshAhead,
        @Nullable ExceptionNames exceptions) {

    /** Nothing was said. */
    public static final Staleness UNSAID = new Staleness(null, null, null, null);

    /** Returns this where it says something, and the other one where it does not. */
    public Staleness over(Staleness otherwise) {
        return new Staleness(
                ifError == null ? otherwise.ifError : ifError,
                whileRevalidate == null ? otherwise.whileRevalidate : whileRevalidate,
                refreshAhead == null ? otherwise.refreshAhead : refreshAhead,
                exceptions == null ? otherwise.exceptions : exceptions);
    }

    /** Returns this without a call that asks again while others are answered. */
    public Staleness withoutAskingAgain() {
        return new Staleness(ifError, Duration.ZERO, /* refreshAhead= */ 0, exceptions);
    }

    /**
     * Returns whether a failure counts as a provider's because the user says so.
     *
     * @param byItsOwn whether by the name of its own class alone
     */
    public boolean means(Throwable thrown, boolean byItsOwn) {
        return exceptions != null && exceptions.mean(thrown, byItsOwn);
    }

    /** Returns the milliseconds for which entries answer calls whose real method fails. */
    public long ifErrorMillis() {
        return ifError == null ? 0 : ifError.toMillis();
    }

    /** Returns the milliseconds for which entries answer calls while one of these asks again. */
    public long whileRevalidateMillis() {
        return whileRevalidate == null ? 0 : whileRevalidate.toMillis();
    }

    /** Returns the milliseconds for which entries are kept after their time. */
    public long window() {
        return Math.max(ifErrorMillis(), whileRevalidateMillis());
    }

    /** Returns in which last share of the time to live one of the calls asks again, in percent. */
    public int ahead() {
        return refreshAhead == null ? 0 : refreshAhead;
    }

    /** Returns whether one call asks again for what others are still answered by. */
    public boolean asksAgain() {
        return whileRevalidateMillis() > 0 || ahead() > 0;
    }

    /** Returns whether nothing is done but to let go of them. */
    public boolean isOff() {
        return ifErrorMillis() == 0 && !asksAgain();
    }
}
