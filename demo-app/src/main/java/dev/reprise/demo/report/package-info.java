/**
 * What came out of the runs: the comparison that decides whether the demo succeeded, and its table.
 */
@NullMarked
package dev.reprise.demo.report;

import org.jspecify.annotations.NullMarked;
