package dev.reprise.benchmarks.hit;

import org.springframework.cache.annotation.Cacheable;

/** The same service with Spring's annotation. Spring makes a subclass of it. */
public class SpringSummarizer {

    /**
     * Returns a summary that was made beforehand.
     *
     * @param prompt what to summarise
     * @param max how long it may be
     * @return the summary
     */
    @Cacheable("summaries")
    public String summarize(String prompt, int max) {
        return Answers.text();
    }
}
