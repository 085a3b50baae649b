/**
 * What the JVM starts: the entry point, which may be loaded by any Java from 8 on, and the class loader that keeps the
 * rest of the agent apart from the host.
 */
package dev.reprise.bootstrap;
