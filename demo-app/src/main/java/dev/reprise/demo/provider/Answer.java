package dev.reprise.demo.provider;

import com.fasterxml.jackson.databind.JsonNode;

/** The body of an answer and what it is billed as. */
record Answer(JsonNode body, long inputTokens, long outputTokens) {

    Traffic traffic() {
        return new Traffic(1, inputTokens, outputTokens);
    }
}
