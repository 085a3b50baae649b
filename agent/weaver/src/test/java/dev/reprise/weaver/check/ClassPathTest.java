package dev.reprise.weaver.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {

    @TempDir
    Path folder;

    @Test
    void jarsInJarsAreOpenedThreeDeepAndNoDeeper() throws IOException {
        byte[] jar = jar("L5", null);
        for (String name : List.of("L4", "L3", "L2", "L1", "L0")) {
            jar = jar(name, jar);
        }
        List<String> found = new ArrayList<>();

        try (ClassPath path = new ClassPath(
                List.of(Files.write(folder.resolve("app.jar"), jar).toString()))) {
            path.forEach((name, file) -> found.add(name));
        }

        assertThat(found).containsExactlyInAnyOrder("L0", "L1", "L2", "L3");
    }

    private static byte[] jar(String name, byte[] within) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name + ".class"));
            zip.write(1);
            if (within != null) {
                zip.putNextEntry(new ZipEntry("lib/within.jar"));
                zip.write(within);
            }
        }
        return bytes.toByteArray();
    }
}
