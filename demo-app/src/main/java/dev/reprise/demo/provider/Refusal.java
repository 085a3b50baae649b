package dev.reprise.demo.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A request that the provider refuses, in OpenAI's form. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String parameter;

    private Refusal(int status, String message, @Nullable String parameter) {
        super(message, null, false, false);
        this.status = status;
        this.parameter = parameter;
    }

    static Refusal of(int status, String message) {
        return new Refusal(status, message, null);
    }

    static Refusal parameter(String parameter, String message) {
        return new Refusal(400, message, parameter);
    }

    int status() {
        return status;
    }

    JsonNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("error")
                .put("message", getMessage())
                .put("type", "invalid_request_error")
                .put("param", parameter)
                .putNull("code");
        return json;
    }
}
