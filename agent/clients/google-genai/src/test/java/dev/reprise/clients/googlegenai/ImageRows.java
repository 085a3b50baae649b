package dev.reprise.clients.googlegenai;

import com.google.genai.Client;
import com.google.genai.types.Image;
import com.google.genai.types.RawReferenceImage;
import com.google.genai.types.RecontextImageSource;
import com.google.genai.types.ReferenceImage;
import com.google.genai.types.SegmentImageSource;
import dev.reprise.clients.matrix.Matrix;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The calls of google-genai that bring images. */
final class ImageRows {

    private static final String MODEL = "imagen";

    private ImageRows() {}

    static void add(Matrix matrix, Client vertex) {
        matrix.row(
                "models.generateImages",
                question -> vertex.models.generateImages(MODEL, question, null).toJson());
        matrix.row("models.editImage", question -> vertex.models
                .editImage(MODEL, question, references(), null)
                .toJson());
        matrix.row("models.upscaleImage", question -> vertex.models
                .upscaleImage(MODEL, image(question), "x2", null)
                .toJson());
        matrix.row("models.recontextImage", question -> vertex.models
                .recontextImage(MODEL, recontext(question), null)
                .toJson());
        matrix.row("models.segmentImage", question -> vertex.models
                .segmentImage(MODEL, segment(question), null)
                .toJson());

        matrix.row("async.models.generateImages", question -> vertex.async
                .models
                .generateImages(MODEL, question, null)
                .join()
                .toJson());
        matrix.row("async.models.editImage", question -> vertex.async
                .models
                .editImage(MODEL, question, references(), null)
                .join()
                .toJson());
        matrix.row("async.models.upscaleImage", question -> vertex.async
                .models
                .upscaleImage(MODEL, image(question), "x2", null)
                .join()
                .toJson());
        matrix.row("async.models.recontextImage", question -> vertex.async
                        .models
                        .recontextImage(MODEL, recontext(question), null)
                        .join()
                        .toJson())
                .cancelled(question ->
                        GoogleGenAiRows.running(vertex.async.models.recontextImage(MODEL, recontext(question), null)));
        matrix.row("async.models.segmentImage", question -> vertex.async
                        .models
                        .segmentImage(MODEL, segment(question), null)
                        .join()
                        .toJson())
                .cancelled(question ->
                        GoogleGenAiRows.running(vertex.async.models.segmentImage(MODEL, segment(question), null)));
    }

    private static Image image(String content) {
        return Image.builder()
                .imageBytes(content.getBytes(StandardCharsets.UTF_8))
                .mimeType("image/png")
                .build();
    }

    private static List<ReferenceImage> references() {
        return List.of(RawReferenceImage.builder()
                .referenceId(1)
                .referenceImage(image("A cat"))
                .build());
    }

    private static RecontextImageSource recontext(String question) {
        return RecontextImageSource.builder().prompt(question).build();
    }

    private static SegmentImageSource segment(String question) {
        return SegmentImageSource.builder().image(image(question)).build();
    }
}
