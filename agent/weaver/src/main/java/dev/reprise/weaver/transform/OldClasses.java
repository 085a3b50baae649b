package dev.reprise.weaver.transform;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What is said of classes with subroutines: an old library has many of them, so the first few stand for all. Thread-safe. */
final class OldClasses {

    private static final int NAMED = 3;

    private final AtomicInteger seen = new AtomicInteger();

    /** Returns the line for one more class, or null if enough was said. */
    @Nullable
    String line(String className) {
        int number = seen.incrementAndGet();
        if (number > NAMED) {
            return null;
        }
        return className.replace('/', '.') + " is not cached: its class file has subroutines (jsr) of a compiler for"
                + " Java 5 or older; compile it for Java 7 or newer"
                + (number == NAMED ? ". No more such classes are named" : "");
    }
}
