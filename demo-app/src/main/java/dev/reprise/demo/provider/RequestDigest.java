package dev.reprise.demo.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A digest of everything an answer depends on: path, credentials and the body with its members in order of their names.
 *
 * @param hex SHA-256 in lower-case hexadecimal
 */
record RequestDigest(String hex) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static RequestDigest of(String path, String authorization, JsonNode body) {
        MessageDigest sha256 = sha256();
        try {
            for (byte[] part : new byte[][] {
                path.getBytes(StandardCharsets.UTF_8),
                authorization.getBytes(StandardCharsets.UTF_8),
                JSON.writeValueAsBytes(canonical(body))
            }) {
                sha256.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
                sha256.update(part);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a parsed body could not be written again", e);
        }
        return new RequestDigest(HexFormat.of().formatHex(sha256.digest()));
    }

    String prefix(int length) {
        return hex.substring(0, length);
    }

    /** A seed for deterministic pseudo-random content. */
    long seed() {
        return Long.parseUnsignedLong(hex.substring(0, 16), 16);
    }

    private static JsonNode canonical(JsonNode node) {
        if (node.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(member -> sorted.put(member.getKey(), canonical(member.getValue())));
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            sorted.forEach(object::set);
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(canonical(element)));
            return array;
        }
        return node;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
