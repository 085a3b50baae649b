/** What every measurement needs: the command line, the JDKs, the places of files, medians and tables. */
@NullMarked
package dev.reprise.benchmarks.lab;

import org.jspecify.annotations.NullMarked;
