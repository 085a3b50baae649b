package dev.reprise.engine.config;

import java.util.List;

/**
 * Where the answers of a method tell what they cost. A path is names of fields and keys with dots between; of an answer in
 * parts, the last part that has something there counts.
 *
 * @param model paths to the model's name, of which the first that leads somewhere counts; they may also begin with an
 *     argument's index or {@code this}
 * @param input paths to the tokens of the input, which are added up: with all that the provider's own cache had or got
 * @param output paths to the tokens of the output, which are added up
 * @param cached paths to those tokens of the input that the provider had in its own cache, which are added up
 * @param written paths to those tokens of the input that it wrote there, which are added up
 */
public record UsageRule(
        List<String> model, List<String> input, List<String> output, List<String> cached, List<String> written) {}
