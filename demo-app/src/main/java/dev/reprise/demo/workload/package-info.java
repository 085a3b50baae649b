/**
 * The conversations that the service is asked to hold, and the process that holds and measures them.
 */
@NullMarked
package dev.reprise.demo.workload;

import org.jspecify.annotations.NullMarked;
