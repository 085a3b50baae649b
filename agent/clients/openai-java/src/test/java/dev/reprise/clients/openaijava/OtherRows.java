package dev.reprise.clients.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.http.HttpResponseFor;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.translations.TranslationCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.images.ImageCreateVariationParams;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.responses.inputtokens.InputTokenCountParams;
import dev.reprise.clients.matrix.Matrix;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The calls that are about neither a chat nor a vector. */
final class OtherRows {

    private final Matrix matrix;

    private OtherRows(Matrix matrix) {
        this.matrix = matrix;
    }

    static void add(Matrix matrix, OpenAIClient client, OpenAIClientAsync later) {
        OtherRows rows = new OtherRows(matrix);
        rows.add(
                "completions().%screate",
                question -> client.completions().create(text(question)),
                question -> client.completions().withRawResponse().create(text(question)),
                question -> later.completions().create(text(question)),
                question -> later.completions().withRawResponse().create(text(question)));
        rows.addStreams(client, later);
        rows.add(
                "moderations().%screate",
                question -> client.moderations().create(moderation(question)),
                question -> client.moderations().withRawResponse().create(moderation(question)),
                question -> later.moderations().create(moderation(question)),
                question -> later.moderations().withRawResponse().create(moderation(question)));
        rows.addCounts(client, later);
        rows.add(
                "images().%sgenerate",
                question -> client.images().generate(image(question)),
                question -> client.images().withRawResponse().generate(image(question)),
                question -> later.images().generate(image(question)),
                question -> later.images().withRawResponse().generate(image(question)));
        rows.addUploads(
                "images().%sedit",
                question -> client.images().edit(edit(question)),
                question -> client.images().withRawResponse().edit(edit(question)),
                question -> later.images().edit(edit(question)));
        rows.addUploads(
                "images().%screateVariation",
                question -> client.images().createVariation(variation(question)),
                question -> client.images().withRawResponse().createVariation(variation(question)),
                question -> later.images().createVariation(variation(question)));
        rows.addUploads(
                "audio().transcriptions().%screate",
                question -> client.audio().transcriptions().create(transcript(question)),
                question -> client.audio().transcriptions().withRawResponse().create(transcript(question)),
                question -> later.audio().transcriptions().create(transcript(question)));
        rows.addUploads(
                "audio().translations().%screate",
                question -> client.audio().translations().create(translation(question)),
                question -> client.audio().translations().withRawResponse().create(translation(question)),
                question -> later.audio().translations().create(translation(question)));
    }

    private <T> void add(
            String name,
            Function<String, T> plain,
            Function<String, HttpResponseFor<T>> raw,
            Function<String, CompletableFuture<T>> later,
            Function<String, CompletableFuture<HttpResponseFor<T>>> rawLater) {
        addUploads(name, plain, raw, later);
        matrix.row(
                        "async()." + name.formatted("withRawResponse()."),
                        question -> OpenAiRows.whole(rawLater.apply(question).join()))
                .cancelled(question -> OpenAiRows.running(rawLater.apply(question)));
    }

    /** Files are sent, so that an HTTP response that comes later is left alone. */
    private <T> void addUploads(
            String name,
            Function<String, T> plain,
            Function<String, HttpResponseFor<T>> raw,
            Function<String, CompletableFuture<T>> later) {
        matrix.row(name.formatted(""), question -> String.valueOf(plain.apply(question)));
        matrix.row(name.formatted("withRawResponse()."), question -> OpenAiRows.whole(raw.apply(question)));
        matrix.row(
                        "async()." + name.formatted(""),
                        question -> later.apply(question).join().toString())
                .cancelled(question -> OpenAiRows.running(later.apply(question)));
    }

    private void addStreams(OpenAIClient client, OpenAIClientAsync later) {
        var texts = client.completions();
        var textsLater = later.completions();
        matrix.row("completions().createStreaming", question -> OpenAiRows.all(texts.createStreaming(text(question))))
                .cancelled(question -> OpenAiRows.begun(texts.createStreaming(text(question))));
        matrix.row(
                        "completions().withRawResponse().createStreaming",
                        question -> OpenAiRows.parts(texts.withRawResponse().createStreaming(text(question))))
                .cancelled(question -> OpenAiRows.begun(
                        texts.withRawResponse().createStreaming(text(question)).parse()));
        matrix.row(
                        "async().completions().createStreaming",
                        question -> OpenAiRows.all(textsLater.createStreaming(text(question))))
                .cancelled(question -> OpenAiRows.begun(textsLater.createStreaming(text(question))));
        matrix.row(
                        "async().completions().withRawResponse().createStreaming",
                        question -> OpenAiRows.parts(textsLater
                                .withRawResponse()
                                .createStreaming(text(question))
                                .join()))
                .cancelled(question -> OpenAiRows.begun(textsLater
                        .withRawResponse()
                        .createStreaming(text(question))
                        .join()
                        .parse()));
    }

    /** None of these lambdas returns what only newer versions have, which older ones could not even link. */
    private void addCounts(OpenAIClient client, OpenAIClientAsync later) {
        matrix.row(
                "responses().inputTokens().count",
                question ->
                        client.responses().inputTokens().count(count(question)).toString());
        matrix.row(
                "responses().inputTokens().withRawResponse().count",
                question -> OpenAiRows.whole(
                        client.responses().inputTokens().withRawResponse().count(count(question))));
        matrix.row("async().responses().inputTokens().count", question -> later.responses()
                        .inputTokens()
                        .count(count(question))
                        .join()
                        .toString())
                .cancelled(question ->
                        OpenAiRows.running(later.responses().inputTokens().count(count(question))));
        matrix.row(
                        "async().responses().inputTokens().withRawResponse().count",
                        question -> OpenAiRows.whole(later.responses()
                                .inputTokens()
                                .withRawResponse()
                                .count(count(question))
                                .join()))
                .cancelled(question -> OpenAiRows.running(
                        later.responses().inputTokens().withRawResponse().count(count(question))));
    }

    private static CompletionCreateParams text(String question) {
        return CompletionCreateParams.builder()
                .model("gpt-3.5-turbo-instruct")
                .prompt(question)
                .build();
    }

    private static ModerationCreateParams moderation(String question) {
        return ModerationCreateParams.builder().input(question).build();
    }

    private static InputTokenCountParams count(String question) {
        return InputTokenCountParams.builder().model("gpt-4o").input(question).build();
    }

    private static ImageGenerateParams image(String question) {
        return ImageGenerateParams.builder().prompt(question).build();
    }

    private static ImageEditParams edit(String question) {
        return ImageEditParams.builder()
                .prompt(question)
                .image(new ByteArrayInputStream(new byte[] {1, 2, 3}))
                .mask(new byte[] {4})
                .build();
    }

    private static ImageCreateVariationParams variation(String question) {
        return ImageCreateVariationParams.builder().image(file(question)).build();
    }

    private static TranscriptionCreateParams transcript(String question) {
        return TranscriptionCreateParams.builder()
                .model("whisper-1")
                .file(file(question))
                .build();
    }

    private static TranslationCreateParams translation(String question) {
        return TranslationCreateParams.builder()
                .model("whisper-1")
                .file(file(question))
                .build();
    }

    private static byte[] file(String question) {
        return question.getBytes(StandardCharsets.UTF_8);
    }
}
