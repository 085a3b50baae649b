package dev.reprise.engine.value;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches for the provider's own word that an answer in parts has ended. A connection can end before, and the clients
 * named here do not throw then. Of others it knows nothing and lets them end as they do. Belongs to one recording.
 */
final class StreamEnd {

    private static final String SPRING_AI = "org.springframework.ai.";
    private static final String OPENAI = SPRING_AI + "openai.api.OpenAiApi$ChatCompletionChunk";
    private static final String ANTHROPIC = SPRING_AI + "anthropic.api.AnthropicApi$ChatCompletionResponse";
    private static final String OLLAMA = SPRING_AI + "ollama.api.OllamaApi$ChatResponse";

    private static final String OPENAI_SDK = "com.openai.models.chat.completions.ChatCompletionChunk";
    private static final String OPENAI_SDK_TEXT = "com.openai.models.completions.Completion";
    private static final String OPENAI_SDK_RESPONSE = "com.openai.models.responses.ResponseStreamEvent";
    private static final String ANTHROPIC_SDK = "com.anthropic.models.messages.RawMessageStreamEvent";
    private static final String ANTHROPIC_SDK_BETA = "com.anthropic.models.beta.messages.BetaRawMessageStreamEvent";

    private static final String AZURE = "com.azure.ai.openai.models.ChatCompletions";
    private static final String AZURE_TEXT = "com.azure.ai.openai.models.Completions";
    private static final String AZURE_RESPONSE = "com.azure.core.http.rest.SimpleResponse";
    private static final String GEMINI = "com.google.genai.types.GenerateContentResponse";
    private static final String LANGCHAIN4J_EVENTS = "dev.langchain4j.model.chat.response.";
    private static final String LANGCHAIN4J = LANGCHAIN4J_EVENTS + "ChatResponse";
    private static final String LANGCHAIN4J_END = LANGCHAIN4J_EVENTS + "CompleteResponse";
    private static final String LANGCHAIN4J_TEXT = "dev.langchain4j.model.output.Response";

    private static final String KOOG = "ai.koog.prompt.streaming.StreamFrame$";
    private static final String BEDROCK = "software.amazon.awssdk.services.bedrockruntime.model.";

    private static final Integer THE_ONLY_ONE = 0;

    private final Set<Object> begun = new HashSet<>();
    private final Set<Object> ended = new HashSet<>();
    private boolean watched;

    /** Takes the next part. */
    void take(Object part) throws Uncacheable {
        if (part instanceof CallbackPart.Called called) {
            for (Object argument : called.arguments()) {
                if (argument != null) {
                    takeArgument(argument);
                }
            }
            return;
        }
        if (part instanceof SentPart.Event event && event.content() != null) {
            take(event.content());
            return;
        }
        if (part instanceof SentPart.Whole whole) {
            for (Object content : whole.contents()) {
                take(content);
            }
            return;
        }
        watched = watched || part instanceof SentPart.Head;
        String type = visible(part).getName();
        if (type.startsWith(LANGCHAIN4J_EVENTS)) {
            Object whole = type.equals(LANGCHAIN4J_END) ? read(part, "chatResponse") : null;
            note(THE_ONLY_ONE, whole != null && read(whole, "finishReason") != null);
            return;
        }
        if (type.startsWith(KOOG)) {
            note(THE_ONLY_ONE, type.equals(KOOG + "End") && read(part, "getFinishReason") != null);
            return;
        }
        switch (type) {
            case AZURE_RESPONSE -> {
                Object answer = read(part, "getValue");
                if (answer != null) {
                    take(answer);
                }
            }
            case GEMINI -> noteChoices(part, "candidates", "index", "finishReason");
            case OPENAI, OPENAI_SDK -> noteChoices(part, "choices", "index", "finishReason");
            case AZURE, AZURE_TEXT -> noteChoices(part, "getChoices", "getIndex", "getFinishReason");
            case OPENAI_SDK_TEXT -> noteTexts(part);
            case OPENAI_SDK_RESPONSE -> {
                if (is(part, "isFailed") || is(part, "isError")) {
                    throw Uncacheable.noAnswer("the provider says that it failed");
                }
                note(THE_ONLY_ONE, is(part, "isCompleted") || is(part, "isIncomplete"));
            }
            case ANTHROPIC_SDK, ANTHROPIC_SDK_BETA -> note(THE_ONLY_ONE, is(part, "isMessageStop"));
            case ANTHROPIC -> note(THE_ONLY_ONE, read(part, "stopReason") != null);
            case OLLAMA -> note(THE_ONLY_ONE, Boolean.TRUE.equals(read(part, "done")));
            default -> {}
        }
    }

    private void takeArgument(Object argument) throws Uncacheable {
        String type = argument.getClass().getName();
        if (type.equals(LANGCHAIN4J) || type.equals(LANGCHAIN4J_TEXT)) {
            note(THE_ONLY_ONE, read(argument, "finishReason") != null);
        } else if (type.startsWith(BEDROCK)) {
            note(THE_ONLY_ONE, isEndOfBedrock(argument));
        }
    }

    /** A chat ends with a message that says so; what a model itself says, with the provider's figures. */
    private static boolean isEndOfBedrock(Object event) throws Uncacheable {
        String type = event.getClass().getSuperclass().getName();
        if (!type.equals(BEDROCK + "PayloadPart")) {
            return type.equals(BEDROCK + "MessageStopEvent");
        }
        Object bytes = read(event, "bytes");
        return bytes != null
                && read(bytes, "asUtf8String") instanceof String text
                && text.contains("\"amazon-bedrock-invocationMetrics\"");
    }

    private void noteChoices(Object part, String all, String number, String end) throws Uncacheable {
        watched = true;
        if (read(part, all) instanceof List<?> choices) { // The usage comes without any.
            for (Object choice : choices) {
                note(read(choice, number), isWord(read(choice, end)));
            }
        }
    }

    /** The typed getter of the reason throws where there is none yet. */
    private void noteTexts(Object part) throws Uncacheable {
        watched = true;
        if (read(part, "choices") instanceof List<?> texts) {
            for (Object text : texts) {
                Object reason = read(text, "_finishReason");
                boolean ends = reason != null && !is(reason, "isMissing") && !is(reason, "isNull");
                note(read(text, "index"), ends);
            }
        }
    }

    private static boolean isWord(@Nullable Object reason) {
        return reason != null && !reason.toString().equals("FINISH_REASON_UNSPECIFIED");
    }

    private void note(@Nullable Object answer, boolean ends) {
        watched = true;
        Object one = answer == null ? THE_ONLY_ONE : answer;
        begun.add(one);
        if (ends) {
            ended.add(one);
        }
    }

    /** Refuses an answer of which more was to come. */
    void check() throws Uncacheable {
        if (watched && (ended.isEmpty() || !ended.containsAll(begun))) {
            throw Uncacheable.noAnswer("the provider's answer broke off");
        }
    }

    private static boolean is(Object part, String name) throws Uncacheable {
        return Boolean.TRUE.equals(read(part, name));
    }

    private static @Nullable Object read(Object part, String name) throws Uncacheable {
        try {
            Object content = visible(part).getMethod(name).invoke(part);
            return content instanceof Optional<?> optional ? optional.orElse(null) : content;
        } catch (InvocationTargetException failed) {
            Failures.rethrowIfFatal(failed.getTargetException());
            throw new Uncacheable(failed.getTargetException().getClass().getName());
        } catch (ReflectiveOperationException otherVersion) {
            throw new Uncacheable(
                    "this version of the library does not tell whether a stream is complete: " + otherVersion);
        }
    }

    /** Returns the class that users of a library know. */
    private static Class<?> visible(Object part) {
        Class<?> type = part.getClass();
        while (!Modifier.isPublic(type.getModifiers()) && type.getSuperclass() != Object.class) {
            type = type.getSuperclass();
        }
        return type;
    }
}
