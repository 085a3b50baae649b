package dev.reprise.demo.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** The provider's stated estimate: a token is four characters. */
final class Tokens {

    private static final int CHARACTERS_PER_TOKEN = 4;

    /** Members of a message that are protocol and not text. */
    private static final Set<String> NOT_TEXT = Set.of("role", "type", "id", "status");

    private Tokens() {}

    /** Estimates the tokens of all text below a node. */
    static long in(JsonNode node) {
        return ofCharacters(characters(node));
    }

    static long in(String text) {
        return ofCharacters(text.length());
    }

    /** The longest beginning of a text that is within a number of tokens. */
    static String first(long tokens, String text) {
        long characters = Math.max(0, tokens) * CHARACTERS_PER_TOKEN;
        return characters >= text.length() ? text : text.substring(0, (int) characters);
    }

    private static long ofCharacters(long characters) {
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    private static long characters(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().length();
        }
        long sum = 0;
        if (node.isArray()) {
            for (JsonNode element : node) {
                sum += characters(element);
            }
        } else if (node.isObject()) {
            for (var member : node.properties()) {
                sum += NOT_TEXT.contains(member.getKey()) ? 0 : characters(member.getValue());
            }
        }
        return sum;
    }
}
