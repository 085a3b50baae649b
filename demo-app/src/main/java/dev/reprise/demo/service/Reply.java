package dev.reprise.demo.service;

/**
 * What a model answered.
 *
 * @param text the answer
 * @param id the provider's identifier of the answer
 * @param finishReason why the model stopped, in lower case
 * @param inputTokens as billed
 * @param outputTokens as billed
 */
public record Reply(String text, String id, String finishReason, long inputTokens, long outputTokens) {}
