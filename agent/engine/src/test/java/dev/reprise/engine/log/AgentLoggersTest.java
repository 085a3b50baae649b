package dev.reprise.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;

class AgentLoggersTest {

    private static final String TIME = "2026-11-21T10:05:09.007Z";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LogOutput output = new LogOutput(written, StandardCharsets.UTF_8, () -> Instant.parse(TIME));
    private final AgentLoggers loggers = new AgentLoggers(output);
    private final Logger logger = loggers.getLogger("dev.reprise.engine.tier.DiskTier");

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void lineBeginsWithTheAgentsNameTimeAndLevel() {
        logger.warn("disk tier is off: {}", "no space left");
        logger.info("ready");
        logger.error("broken");

        assertThat(written()).isEqualToNormalizingNewlines("""
                [reprise] 2026-11-21T10:05:09.007Z WARN  disk tier is off: no space left
                [reprise] 2026-11-21T10:05:09.007Z INFO  ready
                [reprise] 2026-11-21T10:05:09.007Z ERROR broken
                """);
    }

    @Test
    void belowTheLevelNothingIsWritten() {
        logger.debug("a detail");
        logger.trace("a smaller one");
        output.configure(Level.ERROR, new TextFormat());
        logger.warn("a warning");

        assertThat(written()).isEmpty();
        assertThat(logger.isWarnEnabled()).isFalse();
        assertThat(logger.isErrorEnabled()).isTrue();
    }

    @Test
    void levelHoldsForLoggersThatExist() {
        output.configure(Level.DEBUG, new TextFormat());

        logger.debug("a detail");

        assertThat(written()).endsWith("DEBUG a detail" + System.lineSeparator());
    }

    @Test
    void jsonIsAnObjectPerLine() {
        output.configure(Level.INFO, new JsonFormat());

        logger.warn("say \"caf\u00e9\"\n\tC:\\");

        assertThat(written())
                .isEqualTo("{\"time\":\"2026-11-21T10:05:09.007Z\",\"level\":\"WARN\",\"source\":\"reprise\","
                        + "\"logger\":\"dev.reprise.engine.tier.DiskTier\","
                        + "\"message\":\"say \\\"caf\\u00e9\\\"\\n\\tC:\\\\\"}\n");
    }

    @Test
    void jsonNamesWhatWasThrownAndItsStackAtDebug() {
        output.configure(Level.INFO, new JsonFormat());
        logger.warn("m", new IOException("full"));
        String atInfo = written();
        written.reset();
        output.configure(Level.DEBUG, new JsonFormat());
        logger.warn("m", new IOException("full"));

        assertThat(atInfo).endsWith("\"message\":\"m\",\"error\":\"java.io.IOException: full\"}\n");
        assertThat(written())
                .contains("\"stack\":\"java.io.IOException: full\\n\\tat dev.reprise")
                .endsWith("\"}\n");
        assertThat(written().lines()).hasSize(1);
    }

    @Test
    void thrownIsNamedInTheSameLine() {
        logger.warn("write failed", new IllegalStateException("outer", new IOException("no space left")));

        assertThat(written())
                .isEqualToNormalizingNewlines("[reprise] " + TIME + " WARN  write failed: "
                        + "java.lang.IllegalStateException: outer, caused by java.io.IOException: no space left\n");
    }

    @Test
    void stackTraceIsWrittenAtDebugAndEveryLineOfItIsTheAgents() {
        output.configure(Level.DEBUG, new TextFormat());

        logger.warn("write failed", new IOException());

        List<String> lines = written().lines().toList();
        assertThat(lines).hasSizeGreaterThan(2).allMatch(line -> line.startsWith("[reprise] "));
        assertThat(lines.get(0)).endsWith("WARN  write failed: java.io.IOException");
        assertThat(lines.get(2)).startsWith("[reprise]       at dev.reprise.engine.log.AgentLoggersTest");
    }

    @Test
    void messageCannotForgeALine() {
        logger.warn("scope {} is full", "x\r\n[reprise] \u001b[31mforged");

        assertThat(written().lines()).hasSize(1);
        assertThat(written()).contains("x\\r\\n[reprise] \\u001b[31mforged");
    }

    @Test
    void throwingArgumentsAndThrowablesHarmNobody() {
        RuntimeException hostile = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("hostile");
            }
        };

        Object recursive = new Object() {
            @Override
            public String toString() {
                return "" + this;
            }
        };

        assertThatNoException().isThrownBy(() -> logger.warn("m", hostile));
        assertThatNoException().isThrownBy(() -> logger.warn("m {}", recursive));
        assertThatNoException().isThrownBy(() -> logger.warn((String) null));
        assertThatNoException().isThrownBy(() -> logger.warn("{}", (Object) null));
        assertThat(written().lines()).hasSize(4);
        assertThat(written()).contains("WARN  m " + recursive.getClass().getName());
    }

    @Test
    void closedStandardErrorHarmsNobody() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("closed");
            }
        };
        AgentLoggers onClosed = new AgentLoggers(new LogOutput(closed, StandardCharsets.UTF_8, Instant::now));

        assertThatNoException()
                .isThrownBy(() -> onClosed.getLogger("dev.reprise.x").error("nobody reads this"));
    }

    @Test
    void librariesSpeakOnlyAtDebug() {
        Logger library = loggers.getLogger("dev.reprise.shaded.jedis.Jedis");
        Logger unrelocated = loggers.getLogger("redis.clients.jedis.Jedis");

        library.error("connection lost");
        unrelocated.error("connection lost");
        assertThat(written()).isEmpty();

        output.configure(Level.DEBUG, new TextFormat());
        library.error("connection lost");
        assertThat(written()).contains("ERROR connection lost");
    }

    @Test
    void oneLoggerPerName() {
        assertThat(loggers.getLogger("a")).isSameAs(loggers.getLogger("a")).isNotSameAs(loggers.getLogger("b"));
    }

    @Test
    void timesAreThoseOfTheIsoFormat() {
        for (String time :
                List.of("1969-12-31T23:59:59.999Z", "2000-02-29T00:00:00.000Z", "2026-01-02T03:04:05.060Z")) {
            StringBuilder text = new StringBuilder();

            Timestamp.append(text, Instant.parse(time).toEpochMilli());

            assertThat(text).hasToString(time);
        }
    }
}
