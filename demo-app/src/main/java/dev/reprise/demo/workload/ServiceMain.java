package dev.reprise.demo.workload;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.demo.provider.Stats;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The service as a process of its own: runs the workload and prints a line of JSON for each thing that happens. */
public final class ServiceMain {

    private ServiceMain() {}

    /**
     * Runs the workload.
     *
     * @param args the provider's base URL
     */
    public static void main(String[] args) {
        String baseUrl = args[0];
        PrintStream out = new PrintStream(System.out, /* autoFlush= */ true, StandardCharsets.UTF_8);
        Workload.run(
                baseUrl,
                new Recorder() {
                    @Override
                    public void call(MeasuredCall call) {
                        out.println(Lines.write(call));
                    }

                    @Override
                    public void round(int round, Stats soFar) {
                        out.println(Lines.write(round, soFar));
                    }
                },
                () -> stats(baseUrl));
    }

    private static Stats stats(String baseUrl) {
        try (InputStream answer = URI.create(baseUrl).resolve("/stats").toURL().openStream()) {
            return Stats.fromJson(new ObjectMapper().readTree(answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
