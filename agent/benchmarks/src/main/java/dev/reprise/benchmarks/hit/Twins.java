package dev.reprise.benchmarks.hit;

/** Two methods with one body, of which the agent's configuration names one. */
public class Twins {

    /**
     * Returns a summary that was made beforehand.
     *
     * @param prompt what to summarise
     * @param max how long it may be
     * @return the summary
     */
    public String plain(String prompt, int max) {
        return Answers.text();
    }

    /**
     * Returns the same and is named in the configuration.
     *
     * @param prompt what to summarise
     * @param max how long it may be
     * @return the summary
     */
    public String woven(String prompt, int max) {
        return Answers.text();
    }
}
