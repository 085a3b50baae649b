package dev.reprise.demo.workload;

import dev.reprise.demo.provider.Stats;

/** Is told what happens while a workload runs, on the thread that runs it. */
public interface Recorder {

    /**
     * A step has returned.
     *
     * @param call what it was
     */
    void call(MeasuredCall call);

    /**
     * A round is over.
     *
     * @param round from 1
     * @param soFar the provider's counters
     */
    void round(int round, Stats soFar);
}
