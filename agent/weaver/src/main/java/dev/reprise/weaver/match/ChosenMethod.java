package dev.reprise.weaver.match;

import dev.reprise.weaver.classfile.ClassMethod;

/**
 * A method that is to be woven.
 *
 * @param method the method
 * @param plan what the gate will be told about it
 * @param callback the index of the parameter that it calls back, or -1
 */
public record ChosenMethod(ClassMethod method, Plan plan, int callback) {}
