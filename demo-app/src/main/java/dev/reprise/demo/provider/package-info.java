/**
 * A local stand-in for a model provider: the OpenAI protocol over real HTTP, with a stated latency, counted requests and
 * answers that depend on everything in the request.
 */
@NullMarked
package dev.reprise.demo.provider;

import org.jspecify.annotations.NullMarked;
