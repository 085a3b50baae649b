package dev.reprise.benchmarks.hit;

import dev.langchain4j.model.chat.response.ChatResponse;
import org.springframework.cache.annotation.Cacheable;

/** The same service with Spring's annotation. Spring makes a subclass of it. */
public class SpringAnswerer {

    /**
     * Returns a summary that was made beforehand.
     *
     * @param prompt what to summarise
     * @param max how long it may be
     * @return the summary
     */
    @Cacheable("summaries")
    public Summary summary(String prompt, int max) {
        return Answers.summary();
    }

    /**
     * Returns a response of a model that was made beforehand.
     *
     * @param prompt what to ask
     * @param max how long the answer may be
     * @return the response
     */
    @Cacheable("responses")
    public ChatResponse chat(String prompt, int max) {
        return Answers.chat();
    }
}
