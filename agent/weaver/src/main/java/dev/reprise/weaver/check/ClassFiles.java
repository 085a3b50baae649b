package dev.reprise.weaver.check;

import dev.reprise.weaver.classfile.ClassFile;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Class files by name, those of a class path and of the JDK.
 *
 * @param loader has them as resources
 */
record ClassFiles(ClassLoader loader) {

    /** Returns that of a class by its internal name; null if there is none that can be read. */
    @Nullable
    ClassFile read(String name) {
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            return in == null ? null : ClassFile.of(in.readAllBytes());
        } catch (IOException | RuntimeException unreadable) {
            return null;
        }
    }
}
