package dev.reprise.engine.key;

import java.util.List;

/**
 * What the key of a method's calls is made of.
 *
 * @param namespace the configured namespace
 * @param method the method as {@code declaring.Class#name(descriptor)return}
 * @param version what the author of the method or of the configuration changes when the answers change; may be empty
 * @param receiver whether the object that the method is called on is part of the key
 * @param parameterNames the names of the parameters, in order; empty if they are not known
 * @param ignoredPaths parameters, or fields within them or the receiver, on which the answer does not depend: {@code
 *     traceId}, {@code 0.metadata}, {@code request.metadata.id}, {@code this.counter}; indexes in brackets, as in {@code
 *     0.messages[3].id}, stand for every element
 * @param stateful paths that make a call stateful when something is set there: not null, false, empty or absent
 */
public record KeySpec(
        String namespace,
        String method,
        String version,
        boolean receiver,
        List<String> parameterNames,
        List<String> ignoredPaths,
        List<String> stateful) {

    /** Copies the collections. */
    public KeySpec {
        parameterNames = List.copyOf(parameterNames);
        ignoredPaths = List.copyOf(ignoredPaths);
        stateful = List.copyOf(stateful);
    }
}
