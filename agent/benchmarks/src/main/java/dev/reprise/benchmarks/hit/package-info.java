/** What one call costs: JMH benchmarks, the services they call and the runs that make tables of them. */
@NullMarked
package dev.reprise.benchmarks.hit;

import org.jspecify.annotations.NullMarked;
