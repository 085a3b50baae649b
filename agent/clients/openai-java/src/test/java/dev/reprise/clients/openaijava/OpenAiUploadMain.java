package dev.reprise.clients.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.MultipartField;
import com.openai.models.audio.AudioResponseFormat;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.images.ImageEditParams;
import dev.reprise.clients.StandInProvider;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A service that sends files, each twice, and prints how many requests came, what they answered and what is left to read. */
public final class OpenAiUploadMain {

    private final StandInProvider provider;
    private final OpenAIClient client;

    private OpenAiUploadMain(StandInProvider provider) {
        this.provider = provider;
        client = OpenAIOkHttpClient.builder()
                .baseUrl(provider.url() + "/v1")
                .apiKey("key")
                .maxRetries(0)
                .build();
    }

    /** Takes the port of the provider, and a directory. */
    public static void main(String[] arguments) throws Exception {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            // The answer tells which file came, and whether it came whole.
            provider.answers(
                            "/v1/audio/transcriptions",
                            request -> new StandInProvider.Reply(
                                    request.contains("\r\n\r\ntext\r\n") ? "text/plain" : "application/json",
                                    "{\"text\":\"" + heard(request) + "\"}"))
                    .answers(
                            "/v1/images/edits",
                            request -> new StandInProvider.Reply(
                                    "application/json",
                                    "{\"created\":1,\"data\":[{\"b64_json\":\"" + heard(request) + "\"}]}"));
            OpenAiUploadMain service = new OpenAiUploadMain(provider);
            service.whatIsKept();
            service.whatIsNot(Files.writeString(Path.of(arguments[1], "a.wav"), "<file>"));
        }
        // The library's threads need not be waited for.
        System.exit(0);
    }

    private static String heard(String request) {
        return request.replaceAll("(?s)[^<]*(<\\w+>)?[^<]*", "$1")
                .replace('<', '_')
                .replace('>', '_');
    }

    private interface Asking {
        Object ask() throws Exception;
    }

    private void say(String what, Asking first, Asking second) throws Exception {
        int before = provider.requests();
        Object one = first.ask();
        int between = provider.requests();
        Object other = second.ask();
        System.out.println(
                what + ": " + (between - before) + " " + (provider.requests() - between) + " " + one + " " + other);
    }

    private void whatIsKept() throws Exception {
        say("equal bytes", () -> transcript(bytes("<one>")), () -> transcript(bytes("<one>")));
        say("other bytes", () -> transcript(bytes("<two>")), () -> transcript(bytes("<three>")));
        say("later", () -> later(bytes("<four>")), () -> later(bytes("<four>")));
        say("an HTTP response", () -> raw(bytes("<five>")), () -> raw(bytes("<five>")));
        say("images", () -> images(bytes("<six>"), bytes("<seven>")), () -> images(bytes("<six>"), bytes("<seven>")));
        say("a mask", () -> masked(bytes("<mask>")), () -> masked(bytes("<mask>")));
        ByteArrayInputStream again = bytes("<eight>");
        say("the same once more from its beginning", () -> transcript(again), () -> {
            again.reset();
            return transcript(again);
        });
    }

    private void whatIsNot(Path file) throws Exception {
        ByteArrayInputStream spent = bytes("<nine>");
        say("not kept: a stream that was read", () -> transcript(spent), () -> transcript(spent));
        ByteArrayInputStream answered = bytes("<one>");
        say("not kept: a stream that an entry has read", () -> transcript(answered), () -> transcript(answered));
        ByteArrayInputStream one = bytes("<ten>");
        ByteArrayInputStream other = bytes("<ten>");
        say("not kept: a stream twice", () -> images(one, one), () -> images(other, other));
        say("not kept: a file", () -> transcript(file), () -> transcript(file));
        say(
                "not kept: a stream of another kind",
                () -> transcript(Files.newInputStream(file)),
                () -> transcript(Files.newInputStream(file)));
    }

    private String transcript(InputStream file) throws Exception {
        String text = client.audio().transcriptions().create(request(file)).toString();
        return text + (file instanceof ByteArrayInputStream bytes ? " left " + bytes.available() : "");
    }

    private String transcript(Path file) {
        return client.audio()
                .transcriptions()
                .create(TranscriptionCreateParams.builder()
                        .model("whisper-1")
                        .file(file)
                        .build())
                .toString();
    }

    private String later(ByteArrayInputStream file) throws Exception {
        return client.async().audio().transcriptions().create(request(file)).get() + " left " + file.available();
    }

    private String raw(ByteArrayInputStream file) {
        try (var response = client.audio()
                .transcriptions()
                .withRawResponse()
                .create(request(file).toBuilder()
                        .responseFormat(AudioResponseFormat.TEXT)
                        .build())) {
            return response.statusCode() + " " + response.parse() + " left " + file.available();
        }
    }

    private String images(ByteArrayInputStream one, ByteArrayInputStream other) {
        return client.images()
                        .edit(ImageEditParams.builder()
                                .prompt("hi")
                                .image(ImageEditParams.Image.ofInputStreams(List.of(one, other)))
                                .build())
                + " left " + one.available() + " " + other.available();
    }

    private String masked(ByteArrayInputStream mask) {
        return client.images()
                        .edit(ImageEditParams.builder()
                                .prompt("hi")
                                .image(bytes("<image>"))
                                .mask(mask)
                                .build())
                + " left " + mask.available();
    }

    private static TranscriptionCreateParams request(InputStream file) {
        return TranscriptionCreateParams.builder()
                .model("whisper-1")
                .file(MultipartField.<InputStream>builder()
                        .value(file)
                        .filename("a.wav")
                        .build())
                .build();
    }

    private static ByteArrayInputStream bytes(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }
}
