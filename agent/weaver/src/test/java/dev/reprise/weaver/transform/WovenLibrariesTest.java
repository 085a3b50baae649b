package dev.reprise.weaver.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.weaver.classfile.ClassFile;
import dev.reprise.weaver.classfile.ClassMethod;
import dev.reprise.weaver.classfile.Descriptors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weaves every method of whole libraries, from several compilers, and lets the JVM verify the result. */
class WovenLibrariesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                org.assertj.core.api.Assertions.class,
                com.tngtech.archunit.core.importer.ClassFileImporter.class,
                com.openai.models.responses.Response.class,
                kotlin.Unit.class,
            })
    void everyWovenMethodIsVerified(Class<?> ofLibrary) throws Exception {
        Path jar = Path.of(
                ofLibrary.getProtectionDomain().getCodeSource().getLocation().toURI());

        Outcome outcome = weave(jar, 400);

        assertThat(outcome.failures).isEmpty();
        assertThat(outcome.methods).isGreaterThan(300);
    }

    static Outcome weave(Path jar, int limit) throws IOException {
        Outcome outcome = new Outcome();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            WeavingLoader loader = new WeavingLoader(zip, outcome);
            List<String> names = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.contains("-info") && !name.startsWith("META-INF"))
                    .toList();
            int step = Math.max(1, names.size() / limit);
            for (int i = 0; i < names.size(); i += step) {
                String name = names.get(i);
                verify(loader, name.substring(0, name.length() - 6).replace('/', '.'), outcome);
            }
        }
        return outcome;
    }

    private static void verify(ClassLoader loader, String name, Outcome outcome) {
        try {
            // Reflection on members links the class, and linking verifies it; initialised it must not be.
            Class.forName(name, /* initialize= */ false, loader).getDeclaredMethods();
        } catch (VerifyError | ClassFormatError refused) {
            outcome.failures.add(name + ": " + refused);
        } catch (ReflectiveOperationException | LinkageError | SecurityException missingDependency) {
            outcome.skipped++;
        }
    }

    static final class Outcome {
        final List<String> failures = new ArrayList<>();
        int methods;
        int skipped;
    }

    private static final class WeavingLoader extends ClassLoader {

        private final ZipFile zip;
        private final Outcome outcome;

        WeavingLoader(ZipFile zip, Outcome outcome) {
            super(WovenLibrariesTest.class.getClassLoader());
            this.zip = zip;
            this.outcome = outcome;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                ZipEntry entry = zip.getEntry(name.replace('.', '/') + ".class");
                if (loaded != null) {
                    return loaded;
                }
                return entry == null ? super.loadClass(name, resolve) : define(name, entry);
            }
        }

        /** Of every method that returns nothing, and of every second other, as if all its arguments could be replaced. */
        private List<Integer> replaceable(ClassMethod method) {
            List<Integer> replaceable = new ArrayList<>();
            List<String> parameters = Descriptors.parameters(method.descriptor());
            if (method.descriptor().endsWith("V") || method.name().length() % 2 == 0) {
                for (int i = 0; i < parameters.size(); i++) {
                    if (parameters.get(i).endsWith("]") || !Descriptors.isPrimitive(parameters.get(i))) {
                        replaceable.add(i);
                    }
                }
            }
            return replaceable;
        }

        private Class<?> define(String name, ZipEntry entry) {
            try {
                byte[] original = zip.getInputStream(entry).readAllBytes();
                List<Weaving> weavings = new ArrayList<>();
                ClassFile file = ClassFile.of(original);
                for (ClassMethod method : file.majorVersion() < 49 ? List.<ClassMethod>of() : file.methods()) {
                    boolean body = !method.isAbstract() && !method.isNative() && !method.isInitializer();
                    if (body) {
                        weavings.add(new Weaving(
                                method.name(),
                                method.descriptor(),
                                method.maxLocals(),
                                weavings.size(),
                                "plan",
                                replaceable(method),
                                /* replays= */ method.name().length() % 4 == 0,
                                /* repeats= */ method.name().length() % 4 == 1,
                                /* evicts= */ method.name().length() % 3 == 0));
                    }
                }
                byte[] woven = ClassWeaver.weave(original, weavings);
                outcome.methods += weavings.size();
                return defineClass(name, woven, 0, woven.length);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            } catch (IllegalArgumentException | UnsupportedOperationException | IndexOutOfBoundsException refused) {
                outcome.failures.add(name + ": " + refused);
                throw new LinkageError(name, refused);
            }
        }
    }

    public static void main(String[] jars) throws Exception {
        for (String jar : jars) {
            Outcome outcome = weave(Path.of(jar), Integer.MAX_VALUE);
            System.out.println(jar + ": " + outcome.methods + " methods, skipped " + outcome.skipped + ", failures "
                    + outcome.failures.size() + " "
                    + outcome.failures.stream().limit(5).toList());
        }
    }
}
