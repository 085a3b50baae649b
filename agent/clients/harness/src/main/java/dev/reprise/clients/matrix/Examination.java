package dev.reprise.clients.matrix;

import java.io.PrintStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls in every way that matters, and prints a line for each. */
final class Examination implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    /** Some clients tell nobody of a stream that broke off; those that do so do it at once. */
    private static final int BROKEN_PATIENCE_SECONDS = 5;

    private final Provider provider;
    private final PrintStream lines;
    private final ExecutorService caller = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "caller");
        thread.setDaemon(true);
        return thread;
    });

    /** What came of a call: the requests that it took, and either all that it brought or why it failed. */
    private record Answer(
            int requests,
            int number,
            @Nullable String text,
            @Nullable Throwable failure) {

        /** Whether it is the provider's answer to the one request that was made for it. */
        boolean fresh() {
            return requests == 1 && text != null && text.contains(Integer.toString(number));
        }

        boolean absent() {
            return failure instanceof LinkageError;
        }
    }

    Examination(Provider provider, PrintStream lines) {
        this.provider = provider;
        this.lines = lines;
    }

    void first(Row row) {
        Answer miss = ask(row.call(), row.name() + " whole", Manner.WHOLE);
        if (miss.absent()) {
            tell(row, Cell.MISS, Outcome.ABSENT, miss);
            return;
        }
        tell(row, Cell.MISS, miss.fresh() ? Outcome.WELL : Outcome.FAILED, miss);
        Reply reply = provider.last();
        Answer hit = ask(row.call(), row.name() + " whole", Manner.WHOLE);
        tell(row, Cell.HIT, served(hit, miss.text()), hit);
        tellSaid(row, miss);
        error(row, reply != null && reply.isStream());
        cancelled(row);
        if (reply != null && reply.canBeCut()) {
            truncated(row);
        }
    }

    void afterRestart(Row row) {
        Answer again = ask(row.call(), row.name() + " whole", Manner.WHOLE);
        if (!again.absent()) {
            tell(row, Cell.RESTART, again.requests() == 0 ? Outcome.WELL : Outcome.ASKED, again);
            tellSaid(row, again);
        }
    }

    private void error(Row row, boolean streamed) {
        Answer error = ask(row.call(), row.name() + " error", Manner.FAILED);
        Answer retried = ask(row.call(), row.name() + " error", Manner.WHOLE);
        Outcome outcome = error.failure() == null ? Outcome.FAILED : askedAgain(retried);
        if (streamed && outcome == Outcome.WELL) {
            // How clients take that is up to them: some fail, some do not notice.
            ask(row.call(), row.name() + " broken", Manner.BROKEN);
            retried = ask(row.call(), row.name() + " broken", Manner.WHOLE);
            outcome = askedAgain(retried);
        }
        tell(row, Cell.ERROR, outcome, outcome == Outcome.FAILED ? error : retried);
    }

    private void cancelled(Row row) {
        CancelledCall cancelled = row.cancelled();
        if (cancelled != null) {
            Answer stopped = ask(question -> cancel(cancelled, question), row.name() + " cancelled", Manner.HELD);
            if (stopped.failure() == null) {
                Answer asked = ask(row.call(), row.name() + " cancelled", Manner.WHOLE);
                tell(row, Cell.CANCELLED, askedAgain(asked), asked);
            } else {
                tell(row, Cell.CANCELLED, stopped.absent() ? Outcome.ABSENT : Outcome.FAILED, stopped);
            }
        }
    }

    private String cancel(CancelledCall call, String question) throws Exception {
        CancelledCall.Cancellation cancellation = call.begin(question);
        provider.awaitRequest();
        cancellation.cancel();
        return "cancelled";
    }

    private void truncated(Row row) {
        Answer cut = ask(row.call(), row.name() + " truncated", Manner.TRUNCATED);
        Answer asked = ask(row.call(), row.name() + " truncated", Manner.TRUNCATED);
        tell(row, Cell.TRUNCATED, cut.requests() == 1 ? askedAgain(asked) : Outcome.FAILED, asked);
    }

    private static Outcome served(Answer answer, @Nullable String expected) {
        if (answer.requests() > 0) {
            return Outcome.ASKED;
        }
        return answer.text() != null && answer.text().equals(expected) ? Outcome.WELL : Outcome.DIFFERENT;
    }

    private static Outcome askedAgain(Answer answer) {
        if (answer.failure() != null) {
            return Outcome.FAILED;
        }
        return answer.fresh() ? Outcome.WELL : Outcome.SERVED;
    }

    private Answer ask(Call call, String question, Manner manner) {
        provider.manner(manner);
        int before = provider.requests();
        String text = null;
        Throwable failure = null;
        try {
            int patience = manner == Manner.BROKEN ? BROKEN_PATIENCE_SECONDS : PATIENCE_SECONDS;
            text = caller.submit(() -> call.ask(question)).get(patience, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            failure = failed.getCause();
        } catch (InterruptedException | TimeoutException hanging) {
            failure = hanging;
        }
        provider.release();
        return new Answer(provider.requests() - before, provider.requests(), text, failure);
    }

    private void tell(Row row, Cell cell, Outcome outcome, Answer answer) {
        lines.println(Line.of(row.name(), cell, outcome).text());
        if (outcome != Outcome.WELL) {
            lines.println(row.name() + ", " + cell.title() + ": " + outcome.mark() + " after " + answer);
            if (answer.failure() != null) {
                answer.failure().printStackTrace(lines);
            }
        }
    }

    private void tellSaid(Row row, Answer answer) {
        lines.println(Line.said(row.name(), String.valueOf(answer.text())).text());
    }

    @Override
    public void close() {
        caller.shutdownNow();
    }
}
