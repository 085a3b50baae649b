package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Bypass;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.app.Adapting;
import dev.reprise.engine.config.Configuration;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types that the engine refuses by itself, and what the adapters of an application make of them. */
class AdaptedTypesTest {

    @TempDir
    Path folder;

    private final List<Engine> opened = new ArrayList<>();
    private Engine engine;
    private Configuration configuration;

    @AfterEach
    void close() {
        opened.forEach(Engine::close);
    }

    @Test
    void withoutAnAdapterTheCallIsBypassed() throws Exception {
        AppLoader app = new AppLoader();

        assertThat(ask(app, "read", app.report("a", "yyyy"))).isInstanceOf(Bypass.class);
        assertThat(why()).contains("DateTimeFormatter").contains("state cannot be read");
    }

    @Test
    void anAdapterSaysWhatCounts() throws Exception {
        AppLoader app = app("Whole");

        answer(app, "read", "recorded", app.report("a", "yyyy"));

        assertThat(ask(app, "read", app.report("a", "yyyy"))).isEqualTo(new Hit("recorded"));
        assertThat(ask(app, "read", app.report("a", "dd"))).isInstanceOf(Miss.class);
        assertThat(ask(app, "read", app.report("b", "yyyy"))).isInstanceOf(Miss.class);
    }

    @Test
    void whatIsIgnoredBelowAnAdaptedObjectIsNamedAsTheAdapterNamesIt() throws Exception {
        AppLoader app = app("Whole");
        engine("key: { ignore: [0.pattern] }");

        answer(app, "read", "recorded", app.report("a", "yyyy"));

        assertThat(ask(app, "read", app.report("a", "dd"))).isEqualTo(new Hit("recorded"));
        assertThat(ask(app, "read", app.report("b", "dd"))).isInstanceOf(Miss.class);
    }

    @Test
    void anExplanationShowsWhatTheAdapterSays() throws Exception {
        AppLoader app = app("Whole");
        engine("").beginExplaining();

        ask(app, "read", app.report("the title", "yyyy"));

        assertThat(engine.endExplaining())
                .anyMatch(line -> line.startsWith("  0") && line.endsWith(": dev.reprise.engine.app.Report"))
                .anyMatch(line -> line.endsWith("title: \"the title\""))
                .anyMatch(line -> line.endsWith("pattern: \"yyyy\""));
    }

    @ParameterizedTest
    @CsvSource({
        "Throwing, 'Adapting$Throwing.keyOf threw java.lang.IllegalStateException; it must not throw'",
        "Nothing, 'Adapting$Nothing.keyOf returned null; it must return a value'",
        "Strange, 'is a java.lang.Thread, which has no content to key'",
        "Circular, 'it must return what counts of the object, not the object'",
    })
    void aCallWhoseAdapterFailsIsBypassed(String adapter, String reason) throws Exception {
        AppLoader app = app(adapter);

        assertThat(ask(app, "read", app.report("a", "yyyy"))).isInstanceOf(Bypass.class);
        assertThat(why()).contains(reason).doesNotContain("the title");
    }

    @Test
    void anAnswerIsMadeAgainByItsAdapter() throws Exception {
        AppLoader app = app("Whole");
        Object report = app.report("a", "yyyy");

        answer(app, "write", report, "q");

        Object first = ((Hit) ask(app, "write", "q")).value();
        Object second = ((Hit) ask(app, "write", "q")).value();
        assertThat(first)
                .hasToString("a 2026")
                .hasSameClassAs(report)
                .isNotSameAs(report)
                .isNotSameAs(second);
    }

    @Test
    void aResourceIsCarriedIfItsAdapterSaysHow() throws Exception {
        AppLoader app = app("Handles");
        Object handle = app.desk()
                .getMethod("open", String.class)
                .invoke(app.desk().getConstructor().newInstance(), "door");

        answer(app, "open", handle, "door");

        assertThat(((Hit) ask(app, "open", "door")).value()).hasToString("handle of door");
    }

    @Test
    void adaptedObjectsWithinAnAnswerStayShared() throws Exception {
        AppLoader app = app("Whole");
        Object report = app.report("a", "yyyy");

        answer(app, "file", List.of(report, app.report("b", "MM"), report), "q");

        List<?> file = (List<?>) ((Hit) ask(app, "file", "q")).value();
        assertThat(file).asString().isEqualTo("[a 2026, b 11, a 2026]");
        assertThat(file.get(0)).isSameAs(file.get(2));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'answer.format is a java.time.format.DateTimeFormatter of the JDK, which is not carried; return a plain list,"
                + " map, record or class of your own, or write an adapter for dev.reprise.engine.app.Report (README#adapters)'",
        "KeyOnly, 'DateTimeFormatter of the JDK, which is not carried'",
        "Half, 'DateTimeFormatter of the JDK, which is not carried'",
        "Throwing, 'Adapting$Throwing.write threw java.lang.IllegalStateException; it must not throw'",
        "Nothing, 'Adapting$Nothing.read returned null; it must return a value'",
        "Strange, 'DateTimeFormatter of the JDK, which is not carried'",
        "Itself, 'Adapting$Itself.write was asked about, and is part of what it returned; it must return a plain value that"
                + " stands for the object, not the object'",
        "Holding, 'Adapting$Holding.write was asked about, and is part of what it returned; it must return a plain value"
                + " that stands for the object, not the object'",
        "Circular, 'it must return a plain value'",
        "Lossy, 'does not survive being stored: answer.written.patterns[0] has another value'",
    })
    void anAnswerThatItsAdapterDoesNotGiveBackIsNotKept(String adapter, String reason) throws Exception {
        AppLoader app = adapter.isEmpty() ? new AppLoader() : app(adapter);

        answer(app, "write", app.report("a", "yyyy"), "q");

        assertThat(why()).contains(reason).doesNotContain("the title");
        assertThat(ask(app, "write", "q")).isInstanceOf(Miss.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Half", "Exploding", "NotThere", "Parts"})
    void aBrokenAdapterLeavesItsTypeAsItIsWithout(String adapter) throws Exception {
        AppLoader app = app(adapter);

        assertThat(ask(app, "read", app.report("a", "yyyy"))).isInstanceOf(Bypass.class);
        assertThat(why()).contains("DateTimeFormatter");
    }

    @Test
    void aServiceFileMayHaveCommentsAndBrokenLinesBesideGoodOnes() throws Exception {
        AppLoader app = new AppLoader(
                "# adapters", "", "  " + Adapting.class.getName() + "$Whole # for reports", "no.such.Adapter", "½ §");

        assertThat(ask(app, "read", app.report("a", "yyyy"))).isInstanceOf(Miss.class);
    }

    @Test
    void anotherVersionOfTheAdapterMakesEntriesMisses() throws Exception {
        AppLoader before = app("Versioned");
        answer(before, "write", before.report("a", "yyyy"), "q");
        AppLoader same = app("Versioned");
        AppLoader changed = app("Versioned");
        changed.loadClass(Adapting.Versioned.class.getName())
                .getField("version")
                .set(null, "2");

        engine("");
        assertThat(ask(same, "write", "q")).isInstanceOf(Hit.class);
        engine("");
        assertThat(ask(changed, "write", "q")).isInstanceOf(Miss.class);
        engine("");
        answer(same, "read", "recorded", same.report("a", "yyyy"));
        assertThat(ask(same, "read", same.report("a", "yyyy"))).isInstanceOf(Hit.class);
        assertThat(ask(changed, "read", changed.report("a", "yyyy"))).isInstanceOf(Miss.class);
    }

    @Test
    void eachApplicationHasItsOwnAdapters() throws Exception {
        AppLoader one = app("Whole");
        AppLoader other = app("KeyOnly");
        AppLoader none = new AppLoader();

        answer(one, "read", "recorded", one.report("a", "yyyy"));
        answer(other, "read", "recorded too", other.report("a", "yyyy"));

        assertThat(ask(one, "read", one.report("a", "dd"))).isInstanceOf(Miss.class);
        assertThat(ask(other, "read", other.report("a", "dd"))).isEqualTo(new Hit("recorded too"));
        assertThat(ask(none, "read", none.report("a", "dd"))).isInstanceOf(Bypass.class);
    }

    @Test
    void anApplicationIsCollectedAfterItsAdaptersWereUsed() throws Exception {
        WeakReference<ClassLoader> app = used();

        for (int i = 0; i < 50 && !app.refersTo(null); i++) {
            System.gc();
        }

        assertThat(app.refersTo(null)).isTrue();
    }

    private WeakReference<ClassLoader> used() throws Exception {
        AppLoader app = app("Whole");
        answer(app, "read", "recorded", app.report("a", "yyyy"));
        answer(app, "write", app.report("a", "yyyy"), "q");
        assertThat(ask(app, "write", "q")).isInstanceOf(Hit.class);
        return new WeakReference<>(app);
    }

    private static AppLoader app(String adapter) {
        return new AppLoader(Adapting.class.getName() + "$" + adapter);
    }

    private String why() {
        return engine.figures().get(0).whyNone();
    }

    private void answer(AppLoader app, String method, Object answer, Object argument) throws Exception {
        Miss miss = (Miss) ask(app, method, argument);
        engine.exit(miss, answer, null);
    }

    private Lookup ask(AppLoader app, String name, Object argument) throws Exception {
        if (engine == null) {
            engine("");
        }
        Class<?> desk = app.desk();
        Method method = Arrays.stream(desk.getMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        CachedMethod cached = engine.method(
                new Target(method, desk.getName(), List.of("arg0")),
                configuration.methods().get(0));
        return engine.enter(cached, desk.getConstructor().newInstance(), new Object[] {argument});
    }

    /** Ends the engine in use, which writes what it has to disk, and begins another. */
    private Engine engine(String ofMethod) throws Exception {
        if (engine != null) {
            engine.close();
        }
        Path file = folder.resolve("reprise.yaml");
        Files.writeString(
                file,
                "home: '" + folder.resolve("home") + "'\nmethods:\n  - method: dev.reprise.engine.app.Desk#*(..)\n    "
                        + ofMethod + "\n");
        configuration = Unhurried.load(file, folder);
        engine = new Engine(configuration, (module, name) -> {}, new FixedClock(), System::nanoTime);
        opened.add(engine);
        return engine;
    }
}
