package dev.reprise.benchmarks.hit;

/** The service as its users write it: a setting that decides the answer, and a method. Plain, or woven by the agent. */
public class Summarizer {

    private final String model;

    Summarizer(String model) {
        this.model = model;
    }

    /**
     * Returns a summary that was made beforehand.
     *
     * @param prompt what to summarise
     * @param max how long it may be
     * @return the summary
     */
    public String summarize(String prompt, int max) {
        return Answers.text();
    }

    @Override
    public String toString() {
        return "Summarizer for " + model;
    }
}
