/** The hello-world application whose start is measured. Nothing in it knows of the benchmarks. */
@NullMarked
package dev.reprise.benchmarks.hello;

import org.jspecify.annotations.NullMarked;
