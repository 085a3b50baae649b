package dev.reprise.engine.config;

import java.util.List;

/**
 * Which answers of a method are kept.
 *
 * @param unless what an answer that is not kept has, any of them
 * @param anyOf paths of which an answer that is kept has something at one; none if that does not matter
 */
public record AdmitRule(List<Condition> unless, List<String> anyOf) {

    /**
     * Something at a path in an answer.
     *
     * @param path names of fields and keys, with dots between; what is a list on the way stands for each of its elements
     * @param words what is found there, whatever its case and what is not a letter or digit in it; none for anything
     */
    public record Condition(String path, List<String> words) {}
}
