package dev.reprise.weaver.transform;

/**
 * One method that is to be woven.
 *
 * @param name its name
 * @param descriptor its descriptor
 * @param maxLocals how many slots its local variables take
 * @param index its number among the woven methods of its class
 * @param plan what the gate is told about it
 * @param callback the index of the parameter that it calls back, or -1
 */
public record Weaving(String name, String descriptor, int maxLocals, int index, String plan, int callback) {}
