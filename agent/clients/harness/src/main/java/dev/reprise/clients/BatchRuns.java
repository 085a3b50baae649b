package dev.reprise.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.jar.Runs;
import java.util.ArrayList;
import java.util.List;

/** What {@link BatchRun} has to come to: without the agent, with nothing cached, and once more after that. */
public final class BatchRuns {

    private static final Batches ALL = new Batches(254, 1236, 116);
    private static final Batches SHUFFLED = new Batches(46, 160, 25);

    /** Lines that must be printed in each of the three runs, in their order. */
    private final List<String> plain = new ArrayList<>();

    private final List<String> first = new ArrayList<>();
    private final List<String> again = new ArrayList<>();

    /**
     * What is embedded. Twice as many texts as are unknown.
     *
     * @param count how many batches
     * @param texts how many texts they have
     * @param known how many of them in batches of which all are known, or in those of which none is
     */
    private record Batches(int count, int texts, int known) {

        int unknown() {
            return texts / 2;
        }

        int beside() {
            return texts - known;
        }

        String line(String way, int asked, int reported, int again, int inSpite) {
            return way + ": " + count + " of " + count + " right, " + texts + " texts, " + unknown() + " unknown, "
                    + beside() + " with unknown ones, " + asked + " asked, " + reported + " reported, " + again
                    + " asked again, 100 right at once, 3 right in spite of wrong answers, " + inSpite + " asked";
        }
    }

    /** Expects a way of embedding by which the provider is asked about those texts only that are not known. */
    public BatchRuns itemByItem(String way) {
        return itemByItem(way, ALL);
    }

    /** As above, for {@link BatchRun#printShuffled}. */
    public BatchRuns shuffledItemByItem(String way) {
        return itemByItem(way + " shuffled", SHUFFLED);
    }

    /** As above, of a client that does not hand over how many tokens were used. */
    public BatchRuns itemByItemUncounted(String way) {
        BatchRuns counted = new BatchRuns().itemByItem(way);
        plain.add(uncounted(counted.plain));
        first.add(uncounted(counted.first));
        again.add(uncounted(counted.again));
        return this;
    }

    private static String uncounted(List<String> lines) {
        return lines.get(0).replaceFirst("\\d+ reported", "0 reported");
    }

    /** One that was asked alone before, or in the very same batch, has its tokens told again. */
    private BatchRuns itemByItem(String way, Batches batches) {
        plain(way, batches);
        first.add(batches.line(way, batches.unknown(), batches.unknown() + 1, 0, 4 + 3 * 6));
        again.add(batches.line(way, 0, batches.known() + 1, 0, 0));
        return this;
    }

    /** Expects a way by which it is asked about all texts of a batch as soon as one is not known. */
    public BatchRuns allOrNothing(String way) {
        return allOrNothing(way, ALL);
    }

    /** As above, for {@link BatchRun#printShuffled}. */
    public BatchRuns shuffledAllOrNothing(String way) {
        return allOrNothing(way + " shuffled", SHUFFLED);
    }

    private BatchRuns allOrNothing(String way, Batches batches) {
        plain(way, batches);
        first.add(batches.line(way, batches.beside(), batches.beside() + 1, 0, 7 + 3 * 4));
        again.add(batches.line(way, 0, batches.beside() + 1, 0, 0));
        return this;
    }

    private void plain(String way, Batches batches) {
        plain.add(batches.line(way, batches.texts(), batches.texts(), batches.texts(), 7 + 3 * 7));
    }

    /**
     * A call that is made a second time is not recorded if the first one's future was complete before the method returned,
     * and so is made anew later: how many texts that comes to is up to chance.
     */
    private static List<String> settled(List<String> lines) {
        return lines.stream()
                .map(line -> line.startsWith("later") ? line.replaceFirst("\\d+ asked$", "some asked") : line)
                .toList();
    }

    /** Compares what was printed, in the order of the ways, and what the service complained of when nothing was cached. */
    public void check(Runs runs) {
        assertThat(runs.plain().results()).as(runs.plain().err()).containsExactlyElementsOf(plain);
        assertThat(settled(runs.first().results())).as(runs.first().err()).containsExactlyElementsOf(settled(first));
        assertThat(settled(runs.again().results())).as(runs.again().err()).containsExactlyElementsOf(settled(again));
        assertThat(runs.first().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
    }
}
