package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long entries live that hits extend, and that others do not. */
class LastUseTest extends ReopenedEngines {

    private static final String LAST_USE = "ttl-from: last-use";

    @ParameterizedTest
    @ValueSource(strings = {"memory", "disk"})
    void aHitExtendsNothingUnlessAskedTo(String only) throws Exception {
        CachedMethod answer = open(only(only), "answer", "ttl: 1h");
        store(answer, "recorded");
        if (only.equals("disk")) {
            answer = reopen(only(only), "answer", "ttl: 1h");
        }

        for (int i = 0; i < 59; i++) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(enter(answer)).isEqualTo(new Hit("recorded"));
        }
        clock.advance(Duration.ofMinutes(1));

        assertThat(enter(answer)).isInstanceOf(Miss.class);
        assertThat(enter(reopen(only(only), "answer", "ttl: 1h"))).isInstanceOf(Miss.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "disk"})
    void anEntryLivesOnAsLongAsItIsUsedAndNoLonger(String only) throws Exception {
        for (String method : List.of("answer", "words")) {
            CachedMethod used = open(only(only), method, "ttl: 1h", LAST_USE);
            store(used, method.equals("answer") ? "recorded" : new ArrayList<>(List.of("recorded")));

            for (int i = 0; i < 10; i++) {
                if (only.equals("disk")) {
                    used = reopen(only(only), method, "ttl: 1h", LAST_USE);
                }
                clock.advance(Duration.ofMinutes(50));
                assertThat(enter(used)).isInstanceOf(Hit.class);
            }
            if (only.equals("disk")) {
                used = reopen(only(only), method, "ttl: 1h", LAST_USE);
            }
            clock.advance(Duration.ofMinutes(60));

            assertThat(enter(used)).isInstanceOf(Miss.class);
        }
    }

    @Test
    void usesInMemoryExtendWhatIsOnDisk() throws Exception {
        CachedMethod answer = open("", "answer", "ttl: 1h", LAST_USE);
        store(answer, "recorded");
        clock.advance(Duration.ofMinutes(30));
        assertThat(((Hit) enter(answer)).source()).isEqualTo(Source.MEMORY);

        answer = reopen("", "answer", "ttl: 1h", LAST_USE);
        clock.advance(Duration.ofMinutes(59));

        assertThat(((Hit) enter(answer)).source()).isEqualTo(Source.DISK);
    }

    @Test
    void aFileIsWrittenAnewAtMostOnceInATenthOfTheTime() throws Exception {
        CachedMethod answer = open("", "answer", "ttl: 100m", LAST_USE);
        store(answer, "recorded");
        engine.close();
        Object written = file();

        answer = open("", "answer", "ttl: 100m", LAST_USE);
        for (int i = 0; i < 9; i++) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(enter(answer)).isInstanceOf(Hit.class);
        }
        engine.close();
        assertThat(file()).isEqualTo(written);

        answer = open("", "answer", "ttl: 100m", LAST_USE);
        assertThat(enter(answer)).isInstanceOf(Hit.class);
        clock.advance(Duration.ofMinutes(1));
        assertThat(((Hit) enter(answer)).source()).isEqualTo(Source.MEMORY);
        engine.close();
        assertThat(file()).isNotEqualTo(written);
    }

    @Test
    void theScopeSaysItForItsMethodsAndAMethodForItself() throws Exception {
        String scopes = "scopes: { default: { ttl: 1h, ttl-from: last-use, ttl-jitter: 5% } }";
        CachedMethod answer = open(scopes, "answer");
        CachedMethod words = method(scopes, "words", "ttl-from: creation");

        assertThat(answer.life()).isEqualTo(new Life(Duration.ofHours(1), /* fromLastUse= */ true, /* jitter= */ 5));
        assertThat(words.life()).isEqualTo(new Life(Duration.ofHours(1), /* fromLastUse= */ false, /* jitter= */ 5));
    }

    @Test
    void aTimeThatWasShortenedHoldsFromTheNextUseOn() throws Exception {
        store(open("", "answer", "ttl: 10h", LAST_USE), "recorded");
        CachedMethod answer = reopen("", "answer", "ttl: 1h", LAST_USE);
        assertThat(enter(answer)).isInstanceOf(Hit.class);

        answer = reopen("", "answer", "ttl: 1h", LAST_USE);
        clock.advance(Duration.ofMinutes(60));

        assertThat(enter(answer)).isInstanceOf(Miss.class);
    }

    /** What tells one file from another that took its place; there is one entry. */
    private Object file() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("home/v1"))) {
            Path entry = files.filter(Files::isRegularFile).findAny().orElseThrow();
            return Files.readAttributes(entry, BasicFileAttributes.class).lastModifiedTime();
        }
    }
}
