package dev.reprise.engine;

import dev.reprise.engine.config.EvictRule;
import dev.reprise.engine.epoch.Subject.Kind;
import dev.reprise.engine.shape.ColdShape;
import dev.reprise.engine.shape.ColdShape.Subscribed;
import dev.reprise.engine.shape.Parts;
import dev.reprise.engine.shape.Recording;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls whose success makes entries stale. Thread-safe; throws nothing. */
final class Evictors {

    private static final Logger log = LoggerFactory.getLogger(Evictors.class);

    private final Evictions evictions;
    private final Executor guard;

    /**
     * @param guard runs, at once, what the engine does while no call has been brought to it
     */
    Evictors(Evictions evictions, Executor guard) {
        this.evictions = evictions;
        this.guard = guard;
    }

    /**
     * Takes the end of the body.
     *
     * @param result what it returned; null if it returned null or nothing, or threw
     * @return what the caller gets: the result, or what stands for it until its end is known
     */
    @Nullable
    Object bodyEnded(CachedMethod method, @Nullable Object result, @Nullable Throwable thrown) {
        EvictRule rule = method.rule().evicts();
        if (rule == null || thrown != null) {
            return result;
        }
        Ending ending = new Ending(rule);
        if (result == null) {
            ending.succeeded();
            return null;
        }
        try {
            return method.shape() instanceof ColdShape cold
                    ? cold.assemble(result, around -> new Subscribed.Asking(ending, /* region= */ null))
                    : method.shape().record(result, ending);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
            log.debug("{}: nothing can stand for its result", method.name(), failure);
            ending.succeeded(); // Perhaps too early, but better than never.
            return result;
        }
    }

    /** Evicts when the call has succeeded. */
    private final class Ending implements Recording, Parts {

        private final EvictRule rule;

        private Ending(EvictRule rule) {
            this.rule = rule;
        }

        void succeeded() {
            guard.execute(() -> {
                for (String scope : rule.scopes()) {
                    evictions.evict(Kind.SCOPE, scope);
                }
                for (String tag : rule.tags()) {
                    evictions.evict(Kind.TAG, tag);
                }
            });
        }

        @Override
        public @Nullable Object ended(@Nullable Object answer, @Nullable Throwable thrown) {
            if (thrown == null) {
                succeeded();
            }
            return answer;
        }

        @Override
        public Parts parts() {
            return this;
        }

        @Override
        public void next(@Nullable Object part) {
            // The end is waited for.
        }

        @Override
        public void complete() {
            succeeded();
        }

        @Override
        public void abandon(String reason) {
            succeeded(); // Nobody will tell how it ends.
        }

        @Override
        public void breakOff(String reason) {
            // It failed, or its caller had enough.
        }

        @Override
        public void refused(String reason) {
            succeeded(); // As above.
        }

        @Override
        public void brokeOff(String reason) {
            // As above.
        }
    }
}
