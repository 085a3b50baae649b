package dev.reprise.demo.workload;

import dev.reprise.demo.provider.Stats;
import java.util.ArrayList;
import java.util.List;

/** What happened so far: every call, and the provider's counters of each round by itself. Not thread-safe. */
public class Recording implements Recorder {

    private final List<MeasuredCall> calls = new ArrayList<>();
    private final List<Stats> rounds = new ArrayList<>();
    private Stats before = Stats.NONE;

    @Override
    public void call(MeasuredCall call) {
        calls.add(call);
    }

    @Override
    public void round(int round, Stats soFar) {
        rounds.add(soFar.minus(before));
        before = soFar;
    }

    /** Returns the calls, in their order. */
    public List<MeasuredCall> calls() {
        return List.copyOf(calls);
    }

    /** Returns what was counted in each round that is over. */
    public List<Stats> rounds() {
        return List.copyOf(rounds);
    }
}
