package dev.reprise.benchmarks.startup;

import dev.reprise.benchmarks.hello.Hello;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes the jar of the hello-world application: its two classes and a manifest. */
final class HelloJar {

    private HelloJar() {}

    static Path writeTo(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Hello.class.getName());
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (String type : new String[] {"Hello", "Greeter"}) {
                String entry = Hello.class.getPackageName().replace('.', '/') + "/" + type + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream content = Hello.class.getResourceAsStream(type + ".class")) {
                    if (content == null) {
                        throw new IOException(entry + " is missing in the benchmarks");
                    }
                    content.transferTo(jar);
                }
            }
        }
        return file;
    }
}
