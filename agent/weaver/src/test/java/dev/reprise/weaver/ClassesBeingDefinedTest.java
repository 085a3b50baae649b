package dev.reprise.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.weaver.transform.LoadedClasses;
import dev.reprise.weaver.transform.WeavingTransformer;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a class that a thread is defining while another weaves what is loaded. */
class ClassesBeingDefinedTest {

    private static final String NAME = HostLoader.FIXTURES + "Joiner";

    private final HostLoader loader = new HostLoader(NAME + "#*");
    private final WeavingTransformer transformer = new WeavingTransformer(loader.matcher, () -> {});
    private final List<Class<?>> loaded = new ArrayList<>();
    private final List<Class<?>> woven = new ArrayList<>();

    /** Becomes loaded after the first look. */
    private Class<?> late;

    private final Instrumentation jvm = (Instrumentation) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Instrumentation.class}, (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "getAllLoadedClasses" -> {
                        Class<?>[] now = loaded.toArray(new Class<?>[0]);
                        if (late != null) {
                            loaded.add(late);
                        }
                        late = null;
                        return now;
                    }
                    case "isModifiableClass" -> {
                        return true;
                    }
                    default -> { // retransformClasses
                        Class<?> type = ((Class<?>[]) arguments[0])[0];
                        byte[] changed =
                                transformer.transform(loader, type.getName().replace('.', '/'), type, null, bytes());
                        if (changed != null) {
                            woven.add(type);
                        }
                        return null;
                    }
                }
            });

    private byte[] bytes() throws Exception {
        try (InputStream in = loader.getResourceAsStream(NAME.replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    @Test
    void oneThatIsDefinedWhileWhatWasRemovedIsPutBackIsWoven() throws Exception {
        transformer.remove(true);
        assertThat(transformer.transform(loader, NAME.replace('.', '/'), null, null, bytes()))
                .isNull();
        late = loader.fixture("Joiner");

        transformer.remove(false);
        int count = transformer.retransform(jvm);

        assertThat(woven).containsExactly(loader.fixture("Joiner"));
        assertThat(count).isEqualTo(1);
    }

    @Test
    void oneThatWasPassedOverAndIsLoadedIsWovenOnce() throws Exception {
        transformer.remove(true);
        assertThat(transformer.transform(loader, NAME.replace('.', '/'), null, null, bytes()))
                .isNull();
        loaded.add(loader.fixture("Joiner"));

        transformer.remove(false);
        transformer.retransform(jvm);
        transformer.retransform(jvm);

        assertThat(woven).hasSize(2); // By each, once.
    }

    @Test
    void oneThatIsDefinedWhileTheWeaverIsInstalledIsWoven() throws Exception {
        late = loader.fixture("Joiner");

        LoadedClasses.retransform(jvm, loader.matcher);

        assertThat(woven).containsExactly(loader.fixture("Joiner"));
    }
}
