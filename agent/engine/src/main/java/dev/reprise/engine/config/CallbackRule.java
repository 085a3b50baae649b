package dev.reprise.engine.config;

import java.util.List;

/**
 * Which argument of a method takes the answer, and how one sees that it is all there.
 *
 * @param argument the index of the argument, from 0
 * @param ends names of its methods that end an answer well; none if it has ended when the method returns
 * @param fails names of its methods that end one badly
 * @param later whether the method does not wait for the answer, even if it is there at times before it has returned
 * @param where where it was written
 */
public record CallbackRule(int argument, List<String> ends, List<String> fails, boolean later, SourceLocation where) {}
