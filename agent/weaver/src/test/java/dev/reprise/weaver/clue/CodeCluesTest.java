package dev.reprise.weaver.clue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.audit.Clue;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read in the code of a method. */
class CodeCluesTest {

    @TempDir
    Path folder;

    @Test
    void ofAClassWithoutAPackageItsOwnCodeIsReadAndNotThatOfTheJdk() throws Exception {
        Path source = Files.writeString(folder.resolve("Alone.java"), """
                class Alone {
                    static int count;
                    static void foreign(java.util.Locale locale) {
                        java.util.Locale.setDefault(locale);
                    }
                    static void own() {
                        Nested.write();
                    }
                    static class Nested {
                        static void write() {
                            count = 1;
                        }
                    }
                }
                """);
        ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            Class<?> alone = loader.loadClass("Alone");

            assertThat(clues(alone.getDeclaredMethod("foreign", java.util.Locale.class)))
                    .isEmpty();
            assertThat(clues(alone.getDeclaredMethod("own")))
                    .extracting(Clue::kind)
                    .containsExactly(Clue.Kind.WRITES_STATIC);
        }
    }

    private static List<Clue> clues(Method method) {
        return new CodeClues(method).get();
    }
}
