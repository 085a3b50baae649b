package dev.reprise.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.Depot;
import dev.reprise.engine.tier.Stored;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class GetCommandTest {

    private static final CacheKey KEY = Objects.requireNonNull(CacheKey.parse("1".repeat(64)));

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void theFirstEntryThatIsWholeIsShown() throws IOException {
        boolean shown = command()
                .run(List.of(
                        store("one", found("old", Stored.State.EVICTED), found("broken", Stored.State.DAMAGED)),
                        store("two"),
                        store("three", found("whole", Stored.State.WHOLE))));

        assertThat(shown).isTrue();
        assertThat(printed()).startsWith("{\"store\":\"three\",\"scope\":\"whole\",");
    }

    @Test
    void whyTheFirstIsNotShownIsSaidIfNoneIsWhole() throws IOException {
        boolean shown = command()
                .run(List.of(
                        store("one", found("old", Stored.State.EVICTED)),
                        store("two", found("broken", Stored.State.DAMAGED))));

        assertThat(shown).isFalse();
        assertThat(printed()).isEqualTo("the entry in one is evicted\n");
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private GetCommand command() {
        PrintStream to = new PrintStream(printed, true, StandardCharsets.UTF_8);
        GetCommand command = new GetCommand(new ToolContext(
                new Console(to, to, /* terminal= */ false, /* colours= */ false),
                "0",
                new File("reprise-agent.jar"),
                List.of(),
                (configuration, odd) -> (method, annotation) -> {
                    throw new IllegalArgumentException("no class is looked at");
                }));
        new CommandLine(command).parseArgs(KEY.hex());
        return command;
    }

    private static Stored found(String scope, Stored.State state) {
        Blob blob = state == Stored.State.WHOLE
                ? new Blob("text", /* shape= */ 0, /* createdAtMillis= */ 0, Long.MAX_VALUE, new byte[1])
                : null;
        return new Stored(scope, KEY, state, /* bytes= */ 1, blob, List.of());
    }

    private static Depot store(String place, Stored... found) {
        return (Depot) Proxy.newProxyInstance(
                Depot.class.getClassLoader(),
                new Class<?>[] {Depot.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "place" -> place;
                    case "find" -> arguments[1].equals(KEY) ? List.of(found) : List.of();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
