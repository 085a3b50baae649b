package dev.reprise.benchmarks.hit;

import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Spring as it comes, which is Spring at its fastest: default keys, and a Caffeine cache without statistics, bound or
 * expiry, none of which the comparison shall have to pay for. {@code -Dspring.caffeine=maximumSize=500,…} sets what a
 * service would set.
 */
@Configuration(proxyBeanMethods = false)
@EnableCaching(proxyTargetClass = true)
class SpringServices {

    /** The system property with another specification of the Caffeine cache. */
    static final String SPECIFICATION = "spring.caffeine";

    @Bean
    CacheManager cacheManager() {
        CaffeineCacheManager manager = new CaffeineCacheManager("summaries", "responses");
        String specification = System.getProperty(SPECIFICATION);
        if (specification != null) {
            manager.setCacheSpecification(specification);
        }
        return manager;
    }

    @Bean
    SpringSummarizer summarizer() {
        return new SpringSummarizer();
    }

    @Bean
    SpringAnswerer answerer() {
        return new SpringAnswerer();
    }
}
