package dev.reprise.engine;

import dev.reprise.engine.admit.AnswerCheck;
import dev.reprise.engine.config.RecordingLimits;
import dev.reprise.engine.shape.Parts;
import dev.reprise.engine.usage.UsageReader;
import dev.reprise.engine.value.CallbackPart;
import dev.reprise.engine.value.Given;
import dev.reprise.engine.value.PartsCodec;
import dev.reprise.engine.value.SentPart;
import dev.reprise.engine.value.Uncacheable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Records an answer in parts, as far as it can be kept. Its caller may hand it from thread to thread, but not pull from
 * two at once.
 */
final class RecordedParts implements Parts {

    /** What becomes of the recording. Told once, but for the last. */
    interface End {

        void complete(byte[] content, UsageReader.Answer usage);

        /** It failed before its first part. */
        void failed(Throwable failure);

        /** Somebody can change it. */
        void refused(String reason);

        /** It happens. */
        void brokeOff(String reason);

        /** It was complete, and shall not be kept after all. */
        void withdrawn(String reason);

        /** It was complete, and broke off at its very end. */
        void withdrawnBroken(String reason);
    }

    private static final byte[] NOTHING = new byte[0];

    private final CachedMethod method;
    private final long maxBytes;
    private final RecordingLimits limits;
    private final LongSupplier nanoClock;
    private final long startNanos;
    private final boolean observed;
    private final boolean records;
    private final End end;
    private final AnswerCheck.Parts check;
    private final UsageReader.Answer usage;
    private Given given;
    private PartsCodec.@Nullable Writer writer;
    private long parts;
    private long lastMillis;
    private boolean ended;
    private boolean complete;

    /**
     * @param observed whether the call is only observed, so that nothing is kept, and it does not count when parts come
     * @param records whether somebody wants to know the parts
     * @param given what the call was given
     */
    RecordedParts(
            CachedMethod method,
            boolean observed,
            boolean records,
            RecordingLimits limits,
            LongSupplier nanoClock,
            Given given,
            End end) {
        this.method = method;
        this.maxBytes = method.entries().maxEntryBytes();
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.startNanos = nanoClock.getAsLong();
        this.observed = observed;
        this.records = records;
        this.given = given;
        this.end = end;
        this.check = method.check().parts();
        this.usage = method.usage().answer();
    }

    @Override
    public synchronized void next(@Nullable Object part) {
        if (ended) {
            return;
        }
        if (part == null) {
            breakOff("a part of it is null");
            return;
        }
        try {
            long millis = (nanoClock.getAsLong() - startNanos) / 1_000_000;
            String tooMuch = ++parts > limits.maxParts()
                    ? "has more than " + limits.maxParts() + " parts (recording.max-parts)"
                    : millis > limits.maxTime().toMillis()
                            ? "took longer than " + limits.maxTime().toSeconds() + " s (recording.max-time)"
                            : null;
            if (tooMuch != null) {
                abandon(tooMuch);
                return;
            }
            String unfit = unfit(part);
            if (unfit != null) {
                breakOff(unfit);
                return;
            }
            if (!records) {
                return; // Only whether it comes to its end counts.
            }
            PartsCodec.Writer to = writer();
            to.add(part, observed ? 0 : (int) Math.min(Math.max(millis - lastMillis, 0), Integer.MAX_VALUE));
            lastMillis = millis;
            if (to.size() > maxBytes) {
                abandon(Uncacheable.tooLarge(maxBytes).reason());
            }
        } catch (Uncacheable reason) {
            refused(reason);
        } catch (Throwable failure) {
            abandon("the answer could not be recorded: " + failure.getClass().getName());
        }
    }

    /** Of what was sent what the library makes of it is the answer; of a callback what it was called with and what the method returned is the answer. */
    private @Nullable String unfit(Object part) {
        if (part instanceof CallbackPart.Ended ended) {
            return ended.result() == null ? null : next(ended.result(), /* isWhole= */ false);
        }
        if (part instanceof SentPart sent) {
            return unfit(sent);
        }
        if (!(part instanceof CallbackPart.Called called)) {
            return next(part, /* isWhole= */ false);
        }
        for (Object argument : called.arguments()) {
            String unfit = argument == null ? null : next(argument, /* isWhole= */ false);
            if (unfit != null) {
                return unfit;
            }
        }
        return null;
    }

    private @Nullable String unfit(SentPart sent) {
        if (sent instanceof SentPart.Whole whole) {
            if (whole.contents().size() == 1) {
                return next(whole.contents().get(0), /* isWhole= */ true);
            }
            for (Object content : whole.contents()) {
                String unfit = next(content, /* isWhole= */ false);
                if (unfit != null) {
                    return unfit;
                }
            }
            return null;
        }
        return sent instanceof SentPart.Event event && event.content() != null
                ? next(event.content(), /* isWhole= */ false)
                : null;
    }

    private @Nullable String next(Object content, boolean isWhole) {
        usage.next(content);
        return isWhole ? check.whole(content) : check.next(content);
    }

    private PartsCodec.Writer writer() throws Uncacheable {
        PartsCodec.Writer to = writer;
        if (to == null) {
            to = method.partsCodec().writer(given);
            given = Given.NOTHING; // The writer's, which goes at the end.
            writer = to;
        }
        return to;
    }

    @Override
    public synchronized void failing(Throwable failure) {
        if (!ended && parts == 0) {
            end.failed(failure);
        }
    }

    @Override
    public synchronized void complete() {
        if (ended) {
            return;
        }
        ended = true;
        PartsCodec.Writer all = writer;
        String unfit = check.end();
        if (unfit != null) {
            writer = null;
            end.brokeOff(unfit);
        } else if (!records) {
            complete = true;
            end.complete(NOTHING, usage);
        } else if (all == null) {
            end.brokeOff("the answer is empty");
        } else {
            writer = null;
            complete(all);
        }
    }

    private void complete(PartsCodec.Writer all) {
        byte[] content;
        try {
            content = all.toBytes();
        } catch (Uncacheable reason) {
            refused(reason);
            return;
        }
        complete = true;
        end.complete(content, usage);
    }

    private void refused(Uncacheable reason) {
        ended = true;
        writer = null;
        if (reason.isNoAnswer()) {
            end.brokeOff(reason.reason());
        } else {
            end.refused(reason.reason());
        }
    }

    @Override
    public synchronized void withdraw(String reason) {
        if (complete) {
            complete = false;
            end.withdrawn(reason);
        }
    }

    @Override
    public synchronized void withdrawBroken(String reason) {
        if (complete) {
            complete = false;
            end.withdrawnBroken(reason);
        }
    }

    @Override
    public synchronized void breakOff(String reason) {
        if (!ended) {
            ended = true;
            writer = null;
            end.brokeOff(reason);
        }
    }

    @Override
    public synchronized void abandon(String reason) {
        if (!ended) {
            ended = true;
            writer = null;
            end.refused(reason);
        }
    }
}
