/** The disk tier: with many entries, and on disks that fail. */
@NullMarked
package dev.reprise.benchmarks.disk;

import org.jspecify.annotations.NullMarked;
