package dev.reprise.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.jar.Runs;
import java.util.ArrayList;
import java.util.List;

/** What {@link BatchRun} has to come to: without the agent, with nothing cached, and once more after that. */
public final class BatchRuns {

    /** Lines that must be printed in each of the three runs, in their order. */
    private final List<String> plain = new ArrayList<>();

    private final List<String> first = new ArrayList<>();
    private final List<String> again = new ArrayList<>();

    /** Expects a way of embedding by which the provider is asked about those texts only that are not known. */
    public BatchRuns itemByItem(String way) {
        plain.add(line(way, 1236, 1236, 1236));
        first.add(line(way, 618, 619, 0));
        again.add(line(way, 0, 117, 0));
        return this;
    }

    /** Expects a way by which it is asked about all texts of a batch as soon as one is not known. */
    public BatchRuns allOrNothing(String way) {
        plain.add(line(way, 1236, 1236, 1236));
        first.add(line(way, 1120, 1121, 0));
        again.add(line(way, 0, 1121, 0));
        return this;
    }

    /** Compares what was printed, in the order of the ways, and what the service complained of when nothing was cached. */
    public void check(Runs runs) {
        assertThat(runs.plain().results()).as(runs.plain().err()).containsExactlyElementsOf(plain);
        assertThat(runs.first().results()).as(runs.first().err()).containsExactlyElementsOf(first);
        assertThat(runs.again().results()).as(runs.again().err()).containsExactlyElementsOf(again);
        assertThat(runs.first().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
    }

    /** Twice as many texts as are unknown. One that was asked alone before, or in the very same batch, has its tokens told again. */
    private static String line(String way, int asked, int reported, int again) {
        return way + ": 254 of 254 right, 1236 texts, 618 unknown, 1120 with unknown ones, " + asked + " asked, "
                + reported + " reported, " + again + " asked again, 100 right at once";
    }
}
