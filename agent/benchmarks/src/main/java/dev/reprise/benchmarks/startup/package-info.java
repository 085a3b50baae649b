/** What an agent adds to the start and to the memory of a whole process. Needs nothing but the JDK. */
@NullMarked
package dev.reprise.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
