package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Failed;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.key.CacheKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How calls fail as equal ones did before. */
class NegativesTest extends ReopenedEngines {

    private static final String TTL = "negative-ttl: 30s";
    private static final String MEANT =
            "negative-exceptions: [java.util.NoSuchElementException, java.io.UncheckedIOException]";

    static final class Gone extends NoSuchElementException {
        private static final long serialVersionUID = 1;
    }

    static final class Unread extends UncheckedIOException {
        private static final long serialVersionUID = 1;

        Unread(IOException cause) {
            super(cause);
        }
    }

    @Test
    void equalCallsFailAlikeForAWhileEachWithAFailureOfItsOwn() throws Exception {
        CachedMethod method = open("", "answer", TTL, MEANT);
        NoSuchElementException thrown = new NoSuchElementException("no document");
        fail(method, thrown);

        clock.advance(Duration.ofSeconds(29));
        Lookup second = enter(method);
        Lookup third = enter(method);
        clock.advance(Duration.ofSeconds(1));
        Lookup later = enter(method);

        assertThat(((Failed) second).failure())
                .isNotSameAs(thrown)
                .isNotSameAs(((Failed) third).failure())
                .isExactlyInstanceOf(NoSuchElementException.class)
                .hasMessage("no document");
        assertThat(later).isInstanceOf(Miss.class);
    }

    @Test
    void otherFailuresAreNotRemembered() throws Exception {
        CachedMethod method = open("", "answer", TTL, MEANT);

        fail(method, new IllegalStateException());
        assertThat(enter(method)).isInstanceOf(Miss.class);
        fail(method, new StackOverflowError());
        assertThat(enter(method)).isInstanceOf(Miss.class);
        fail(method, new Gone());
        assertThat(enter(method)).isInstanceOf(Failed.class);
    }

    @Test
    void nothingIsRememberedUnlessAskedTo() throws Exception {
        CachedMethod method = open("", "answer", "ttl: 1h");

        fail(method, new NoSuchElementException());

        assertThat(enter(method)).isInstanceOf(Miss.class);
    }

    @Test
    void aProvidersFailureIsRememberedOnlyByItsOwnName() throws Exception {
        CachedMethod method = open("", "answer", TTL, MEANT);
        IOException reset = new IOException("reset");
        reset.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("okhttp3.internal.http.RealCall", "execute", "RealCall.kt", 1)
        });

        fail(method, new Unread(new IOException("of a file")));
        assertThat(enter(method)).isInstanceOf(Failed.class);
        clock.advance(Duration.ofSeconds(30));
        fail(method, new Unread(reset));
        assertThat(enter(method)).isInstanceOf(Miss.class);
        fail(method, new UncheckedIOException(reset));
        assertThat(enter(method)).isInstanceOf(Failed.class);
    }

    @Test
    void whatIsEvictedIsForgotten() throws Exception {
        CachedMethod method = open("", "answer", TTL, MEANT);
        fail(method, new NoSuchElementException());

        engine.evict(Subject.Kind.SCOPE, "default");

        assertThat(enter(method)).isInstanceOf(Miss.class);
    }

    @Test
    void anAnswerThatWasAskedForEndsIt() throws Exception {
        CachedMethod method = open("", "answer", "ttl: 1s", TTL, MEANT);
        fail(method, new NoSuchElementException());

        Runnable end = engine.beginControl("refresh", null);
        engine.exit((Miss) enter(method), "there by now", null);
        end.run();

        assertThat(enter(method)).isEqualTo(new Hit("there by now"));
        clock.advance(Duration.ofSeconds(2));
        assertThat(enter(method)).isInstanceOf(Miss.class);
    }

    /** What it was asked for may have come meanwhile, as the answer tells. */
    @Test
    void howACallFailsThatBeganBeforeAnAnswerIsNotRemembered() throws Exception {
        CachedMethod method = open("", "answer", "ttl: 1s", TTL, MEANT);
        Miss asked = (Miss) enter(method);
        clock.advance(Duration.ofMillis(1));

        Runnable end = engine.beginControl("refresh", null);
        engine.exit((Miss) enter(method), "there by now", null);
        end.run();
        clock.advance(Duration.ofMillis(1));
        engine.exit(asked, null, new NoSuchElementException("not there yet"));
        clock.advance(Duration.ofSeconds(2));

        assertThat(enter(method)).isInstanceOf(Miss.class);
        fail(method, new NoSuchElementException("gone again"));
        assertThat(((Failed) enter(method)).failure()).hasMessage("gone again");
    }

    @Test
    void anAnswerThatNobodyAskedForAnewCountsAsMuch() throws Exception {
        CachedMethod method = open("", "answer", "ttl: 1s", TTL, MEANT);
        Miss first = (Miss) enter(method);
        Miss second = (Miss) enter(method);
        engine.exit(second, "there by now", null);

        engine.exit(first, null, new NoSuchElementException("not there yet"));
        clock.advance(Duration.ofSeconds(2));

        assertThat(enter(method)).isInstanceOf(Miss.class);
    }

    @Test
    void howACallFailsThatBeganBeforeAnEvictionIsNotRemembered() throws Exception {
        CachedMethod method = open("", "answer", TTL, MEANT);

        Miss ofScope = (Miss) enter(method);
        engine.evict(Subject.Kind.SCOPE, "default");
        engine.exit(ofScope, null, new NoSuchElementException());
        assertThat(enter(method)).isInstanceOf(Miss.class);

        Miss ofKey = (Miss) enter(method);
        engine.evict(ofKey.key());
        engine.exit(ofKey, null, new NoSuchElementException());
        assertThat(enter(method)).isInstanceOf(Miss.class);
    }

    /** A call that was looked up before an equal one failed, and is about to be made after that. */
    private record Late(CachedMethod method, CacheKey key, Inputs inputs, Failed failedBefore)
            implements Coalescing.Unanswered {

        @Override
        public @Nullable Lookup meanwhile(@Nullable Flight own, long since) {
            return null;
        }

        @Override
        public @Nullable LateEntry late() {
            return null;
        }

        @Override
        public Lookup missed(@Nullable Flight own) {
            throw new AssertionError("it is made");
        }
    }

    @Test
    void whoComesForthWhenAnEqualCallHasJustFailedDoesNotMakeItAndHoldsUpNobody() throws Exception {
        CachedMethod method = open("", "answer", TTL, MEANT);
        Flights flights = new Flights(Duration.ofHours(1));
        Miss miss = (Miss) enter(method);
        Failed before = new Failed(new NoSuchElementException(), Source.MEMORY);

        Lookup found =
                new Coalescing(flights, /* calls= */ null).found(new Late(method, miss.key(), miss.inputs(), before));

        assertThat(found).isSameAs(before);
        assertThat(flights.underWay()).isZero();
    }
}
