/**
 * Annotations and adapters by which a service tells the Reprise agent what it may cache. They are inert without the agent.
 */
package dev.reprise.api;
