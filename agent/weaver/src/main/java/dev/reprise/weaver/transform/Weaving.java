package dev.reprise.weaver.transform;

import java.util.List;

/**
 * One method that is to be woven.
 *
 * @param name its name
 * @param descriptor its descriptor
 * @param maxLocals how many slots its local variables take
 * @param index its number among the woven methods of its class
 * @param plan what the gate is told about it
 * @param replaceable the indexes of the parameters in whose place the gate may put something else; never a primitive one
 * @param replays whether an answer is not held but made by a call, whose failure is the caller's
 * @param repeats whether the gate may want the call made again, as its caller made it
 * @param evicts whether the method makes entries stale, so that the gate hears of its calls also while it is closed
 */
public record Weaving(
        String name,
        String descriptor,
        int maxLocals,
        int index,
        String plan,
        List<Integer> replaceable,
        boolean replays,
        boolean repeats,
        boolean evicts) {}
