package dev.reprise.weaver.match;

import dev.reprise.weaver.classfile.ClassMethod;
import java.util.List;

/**
 * A method that is to be woven.
 *
 * @param method the method
 * @param plan what the gate will be told about it
 * @param replaceable the indexes of the parameters in whose place the gate may put something else
 * @param replays whether an answer from an entry is not held but made by a call, whose failure is the caller's
 * @param repeats whether the gate may want the call made again, as its caller made it
 * @param evicts whether the method makes entries stale
 */
public record ChosenMethod(
        ClassMethod method, Plan plan, List<Integer> replaceable, boolean replays, boolean repeats, boolean evicts) {}
