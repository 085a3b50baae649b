package dev.reprise.demo.service;

/**
 * A piece of the handbook that was found for a question.
 *
 * @param title its heading
 * @param text its text
 * @param similarity to the question: the cosine of the two vectors
 */
public record Passage(String title, String text, double similarity) {}
