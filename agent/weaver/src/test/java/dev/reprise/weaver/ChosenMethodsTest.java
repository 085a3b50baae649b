package dev.reprise.weaver;

import static dev.reprise.weaver.WovenBodiesTest.invoke;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.CallbackRule;
import dev.reprise.engine.config.IgnoredPath;
import dev.reprise.engine.config.SourceLocation;
import dev.reprise.gate.RepriseGate;
import dev.reprise.weaver.match.Matches;
import java.lang.reflect.Proxy;
import java.util.List;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChosenMethodsTest {

    private static final String TYPES = "dev.reprise.weaver.fixture.Types$";

    private final RecordingHandler handler = new RecordingHandler();

    @AfterEach
    void closeGate() {
        RepriseGate.install(null);
    }

    @Test
    void anAnnotatedInterfaceSpeaksForAnImplementerThatLoadsBeforeIt() throws Exception {
        HostLoader host = open(new HostLoader());

        Object summarizer = create(host, "Types$TextSummarizer");
        invoke(summarizer.getClass(), summarizer, "summarize", "text", "trace");
        invoke(summarizer.getClass(), summarizer, "unmarked", "text", "trace");

        assertThat(host.woven).containsExactly("Types$TextSummarizer");
        assertThat(handler.methods).singleElement().satisfies(method -> {
            assertThat(method.method().toGenericString()).contains("TextSummarizer.summarize(java.lang.String");
            assertThat(method.method().isBridge()).isFalse();
            assertThat(method.declaration().getDeclaringClass().getSimpleName()).isEqualTo("Summarizer");
            assertThat(method.keyClass().getSimpleName()).isEqualTo("TextSummarizer");
            assertThat(method.parameterNames()).containsExactly("text", "trace");
            assertThat(method.rule().ignore()).extracting(IgnoredPath::text).containsExactly("1");
            assertThat(method.rule().scope()).isEqualTo("summaries");
            assertThat(method.rule().tags()).containsExactlyInAnyOrder("a", "b");
            assertThat(method.rule().version()).isEqualTo("2");
            assertThat(method.rule().rollout()).isEqualTo(25);
        });
    }

    @Test
    void anAnnotatedInterfaceSpeaksThroughAnother() throws Exception {
        HostLoader host = open(new HostLoader());

        Object summarizer = create(host, "Types$IndirectSummarizer");
        invoke(summarizer.getClass(), summarizer, "summarize", "text", "trace");

        assertThat(handler.methods).hasSize(1);
    }

    @Test
    void anAnnotatedAbstractMethodSpeaksForItsSubclassesAndAConcreteOneForItself() throws Exception {
        HostLoader host = open(new HostLoader());

        Object letter = create(host, "Types$Letter");
        assertThat(invoke(letter.getClass(), letter, "filled", "Eve")).isEqualTo("Dear Eve");
        assertThat(invoke(letter.getClass(), letter, "own", "Eve")).isEqualTo("overridden Eve");

        assertThat(handler.methods)
                .extracting(method -> method.method().getName())
                .containsExactly("fill");
        assertThat(host.woven).containsExactlyInAnyOrder("Types$Letter", "Types$Template");
    }

    @Test
    void aProxyOfAnAnnotatedInterfaceIsWovenUnderTheInterfacesName() throws Exception {
        HostLoader host = open(new HostLoader());
        Class<?> type = host.fixture("Types$Summarizer");
        byte[] proxy = ProxyBytes.of(type);

        Class<?> woven = host.define("dev.reprise.weaver.fixture.$Proxy12", proxy);
        Object summarizer = woven.getConstructor(java.lang.reflect.InvocationHandler.class)
                .newInstance((java.lang.reflect.InvocationHandler) (self, method, arguments) -> "proxied");
        Object answer = invoke(type, summarizer, "summarize", "text", "trace");

        assertThat(answer).isEqualTo("proxied");
        assertThat(host.woven).containsExactly("$Proxy12");
        assertThat(handler.methods).singleElement().satisfies(method -> {
            assertThat(method.declaration().getDeclaringClass()).isEqualTo(type);
            assertThat(method.parameterNames()).containsExactly("text", "trace");
        });
        assertThat(Proxy.isProxyClass(woven)).isFalse();
    }

    @Test
    void withoutTheAnnotationOnTheClassPathNoHierarchyIsRead() throws Exception {
        HostLoader host = open(new HostLoader(/* api= */ false, List.of()));

        create(host, "Types$TextSummarizer");

        assertThat(host.woven).isEmpty();
    }

    @Test
    void aPlusFindsImplementersAndTheDefaultItself() throws Exception {
        HostLoader host = open(new HostLoader(TYPES + "Greeter+#greet(java.lang.String)"));

        for (String name : List.of("Types$PlainGreeter", "Types$LoudGreeter")) {
            Object greeter = create(host, name);
            invoke(greeter.getClass(), greeter, "greet", "Ann");
        }

        assertThat(host.woven).containsExactlyInAnyOrder("Types$Greeter", "Types$LoudGreeter");
        assertThat(handler.misses).containsExactly("greet[Ann]");
        assertThat(handler.hits).containsExactly("greet[Ann]");
    }

    @Test
    void withoutAPlusOnlyTheTypesOwnBodiesAreWoven() throws Exception {
        HostLoader host = open(new HostLoader(TYPES + "Greeter#*"));

        create(host, "Types$LoudGreeter");
        invoke(host.fixture("Types$Greeter"), null, "bow", "Ann");

        assertThat(host.woven).containsExactly("Types$Greeter");
        assertThat(handler.misses).containsExactly("bow[Ann]");
    }

    @Test
    void aPlusOnAGenericInterfaceFindsTheRealMethodBehindTheBridge() throws Exception {
        HostLoader host = open(new HostLoader("java.util.function.Function+#apply(java.lang.Object)"));

        Object named = create(host, "Types$Named");
        invoke(java.util.function.Function.class, named, "apply", "Ann");

        assertThat(handler.methods).singleElement().satisfies(method -> {
            assertThat(method.method().isBridge()).isFalse();
            assertThat(method.method().getReturnType()).isEqualTo(String.class);
        });
    }

    @Test
    void aNestedTypeMayBeWrittenWithADot() throws Exception {
        HostLoader host = open(new HostLoader("dev.reprise.weaver.fixture.Types.LoudGreeter#greet"));

        create(host, "Types$LoudGreeter");

        assertThat(host.woven).containsExactly("Types$LoudGreeter");
    }

    @Test
    void aPatternForTypesMatchesAnyPartOfAName() throws Exception {
        HostLoader host = open(new HostLoader("dev.reprise.*.Types$*Greeter#gre*(..)"));

        create(host, "Types$LoudGreeter");

        assertThat(host.woven).containsExactlyInAnyOrder("Types$LoudGreeter", "Types$Greeter");
    }

    @Test
    void theUsersRuleGoesBeforeAnnotationAndCatalogue() throws Exception {
        HostLoader host = open(new HostLoader(
                true,
                List.of(
                        HostLoader.rule(TYPES + "TextSummarizer#*", (String) null),
                        HostLoader.rule(TYPES + "Summarizer+#*", "catalogue"))));

        Object summarizer = create(host, "Types$TextSummarizer");
        invoke(summarizer.getClass(), summarizer, "summarize", "text", "trace");

        assertThat(handler.methods).singleElement().satisfies(method -> {
            assertThat(method.rule().scope()).isEqualTo("default");
            assertThat(method.rule().client()).isNull();
            assertThat(method.rule().ignore()).isEmpty();
        });
    }

    @Test
    void theAnnotationGoesBeforeTheCatalogue() throws Exception {
        HostLoader host =
                open(new HostLoader(true, List.of(HostLoader.rule(TYPES + "Summarizer+#summarize", "catalogue"))));

        Object summarizer = create(host, "Types$TextSummarizer");
        invoke(summarizer.getClass(), summarizer, "summarize", "text", "trace");

        assertThat(handler.methods)
                .singleElement()
                .satisfies(method -> assertThat(method.rule().scope()).isEqualTo("summaries"));
    }

    @Test
    void whatCannotBeWovenIsRefusedWithAReason() throws Exception {
        HostLoader host = new HostLoader(
                TYPES + "Refused#missing",
                TYPES + "Refused#foreign",
                TYPES + "Refused#silent",
                TYPES + "Refused#later",
                TYPES + "Refused#suspended",
                "java.lang.String#concat");
        host.fixture("Types$Refused");

        assertThat(host.woven).isEmpty();
        assertThat(host.matcher.matches().unmatched(List.of())).isEmpty();
        assertThat(host.warnings)
                .hasSize(6)
                .allMatch(line -> line.contains("reprise.yaml:3:5: "))
                .anyMatch(
                        line -> line.contains("#missing(java.lang.String) is not cached: it is abstract; write Type+"))
                .anyMatch(line -> line.contains("it is native"))
                .anyMatch(line -> line.contains("it returns nothing"))
                .anyMatch(line -> line.contains("java.util.stream.IntStream"))
                .anyMatch(line -> line.contains("it is handed a continuation, but is no suspend function"))
                .anyMatch(line -> line.contains("classes of the JDK are never woven"));
    }

    @Test
    void aPatternIsToldOnceWhichOfItsMethodsItDoesNotGet() throws Exception {
        HostLoader one = new HostLoader(TYPES + "Refused#s*");
        one.fixture("Types$Refused");
        HostLoader all = new HostLoader(TYPES + "Refused#*");
        all.fixture("Types$Refused");

        assertThat(one.warnings)
                .containsExactly("reprise.yaml:3:5: " + TYPES + "Refused#s*: of " + TYPES
                        + "Refused it does not cache silent(java.lang.String), because it returns nothing that could be"
                        + " kept, and suspended(java.lang.String, kotlin.coroutines.Continuation), because it is"
                        + " handed a continuation, but is no suspend function");
        assertThat(all.warnings)
                .singleElement()
                .asString()
                .contains("missing(java.lang.String), because it is abstract")
                .endsWith(", and 2 more");
    }

    @Test
    void aSuspendFunctionIsNamedAsInItsSourceAndItsContinuationMayBeReplaced() throws Exception {
        HostLoader host = new HostLoader(TYPES + "Suspending+#ask(java.lang.String)");
        Object another = Proxy.newProxyInstance(
                Continuation.class.getClassLoader(),
                new Class<?>[] {Continuation.class},
                (self, method, arguments) -> method.getName().equals("toString") ? "another" : null);
        RepriseGate.install(new EngineGate(host.rules, () -> new CallHandler() {
            @Override
            public Object entered(WovenMethod method, Object receiver, Object[] arguments) {
                arguments[0] = "changed ";
                arguments[1] = another;
                return "token";
            }

            @Override
            public Object exited(Object token, Object result, Throwable thrown) {
                return result;
            }
        }));

        assertThat(ask(create(host, "Types$Suspending"))).isEqualTo("hi another");
        assertThat(ask(create(host, "Types$Derived"))).isEqualTo("derived another");
        assertThat(host.woven).containsExactlyInAnyOrder("Types$Suspending", "Types$Derived");
    }

    private static Object ask(Object asker) throws Exception {
        return asker.getClass()
                .getMethod("ask", String.class, Continuation.class)
                .invoke(asker, "hi ", null);
    }

    @Test
    void aSuspendFunctionHasNoOtherCallback() throws Exception {
        HostLoader host = new HostLoader(
                true,
                List.of(HostLoader.rule(
                        TYPES + "Suspending#ask(java.lang.String)",
                        new CallbackRule(0, List.of(), List.of(), /* later= */ false, SourceLocation.whole("test")))));
        host.fixture("Types$Suspending");

        assertThat(host.woven).isEmpty();
        assertThat(host.warnings).singleElement().asString().contains("it is a suspend function with a callback");
    }

    @Test
    void aRuleThatLostSomeOfItsMethodsToABroaderOneIsToldSo() throws Exception {
        HostLoader host = new HostLoader(TYPES + "Refused#summ*", TYPES + "Refused#*ise");
        host.fixture("Types$Refused");
        HostLoader partly = new HostLoader(TYPES + "Overloads#a*", TYPES + "Overloads#*k");
        partly.fixture("Types$Overloads");
        HostLoader carved = new HostLoader(TYPES + "Overloads#ask(java.lang.String)", TYPES + "Overloads#ask");
        carved.fixture("Types$Overloads");

        assertThat(host.matcher.matches().unmatched(List.of(TYPES + "Refused"))).hasSize(1);
        assertThat(partly.matcher.matches().unmatched(List.of(TYPES + "Overloads")))
                .containsExactly("reprise.yaml:3:5: " + TYPES + "Overloads#*k: an earlier rule, reprise.yaml:3:5: "
                        + TYPES + "Overloads#a*, took some of its methods; put it first if it is to hold for them");
        assertThat(carved.matcher.matches().unmatched(List.of(TYPES + "Overloads")))
                .isEmpty();
    }

    @Test
    void anAnnotationThatHasNoEffectIsNamedOnce() throws Exception {
        HostLoader host = new HostLoader();
        host.fixture("Types$Annotated");

        assertThat(host.warnings)
                .containsExactly("@Cached on " + TYPES + "Annotated#silent(java.lang.String) has no effect: it returns"
                        + " nothing that could be kept; name a method that returns its answer");
    }

    @Test
    void aMethodThatAClassLacksIsToldAtOnceWithTheNearest() throws Exception {
        HostLoader host = new HostLoader(
                TYPES + "Refused#summarize",
                TYPES + "Refused#summarise(java.lang.String)",
                TYPES + "PlainGreeter#greet");
        host.fixture("Types$Refused");
        host.fixture("Types$PlainGreeter");

        assertThat(String.join("\n", host.warnings))
                .contains("Refused#summarize: " + TYPES + "Refused has no such method; the nearest is summarise")
                .contains("has no such method; it has summarise(java.util.List, int)")
                .contains("inherits the method; name the class that declares it: " + TYPES + "Greeter#greet");
    }

    @Test
    void aRuleThatFoundNothingIsNamedAtTheEndWithTheNearestClass() throws Exception {
        HostLoader host = new HostLoader(
                "com.acme.TextSumarizer#summarize", TYPES + "Greeter+#greet", TYPES + "Summarizer+#unmarked");
        host.fixture("Types$LoudGreeter");
        host.fixture("Types$Summarizer");

        List<String> lines = host.matcher
                .matches()
                .unmatched(List.of("com.acme.TextSummarizer", "com.acme.Other", TYPES + "Summarizer"));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("reprise.yaml:3:5: com.acme.TextSumarizer#summarize found no method")
                .endsWith("the nearest is com.acme.TextSummarizer");
        assertThat(lines.get(1)).contains("no loaded class implements it");
    }

    @Test
    void aProgramWithoutAnyOfTheClassesIsToldInOneLine() throws Exception {
        Matches matches = new HostLoader("com.acme.Builder+#build*", "com.acme.A#a", "com.acme.B#b").matcher.matches();

        assertThat(matches.unmatched(List.of("org.other.Tool", "org.other.Tools")))
                .containsExactly("none of the 3 entries of `methods` found a class, the first being reprise.yaml:3:5:"
                        + " com.acme.Builder+#build*; where this program is not the service, but inherits JAVA_TOOL_OPTIONS"
                        + " from it, that is as it should be");
        assertThat(matches.unmatched(List.of("org.other.B")))
                .as("a name that may be meant")
                .satisfiesExactly(
                        nearest -> assertThat(nearest).endsWith("the nearest is org.other.B"),
                        others -> assertThat(others)
                                .startsWith("none of the other 2 entries of `methods` found a class, "));
        assertThat(matches.unmatched(List.of("com.acme.B")))
                .as("a class that is there")
                .hasSize(3);
        assertThat(new HostLoader("com.acme.A#a").matcher.matches().unmatched(List.of("org.other.Tool")))
                .containsExactly("reprise.yaml:3:5: com.acme.A#a found no method: no class com.acme.A was loaded");
    }

    @Test
    void aRuleWhoseMethodsAnEarlierOneTookIsToldSo() throws Exception {
        HostLoader host =
                new HostLoader(TYPES + "LoudGreeter#greet", TYPES + "*LoudGreet*#greet*", TYPES + "Greeter+#gr*");
        host.fixture("Types$LoudGreeter");

        assertThat(host.matcher.matches().unmatched(List.of(TYPES + "LoudGreeter")))
                .containsExactly("reprise.yaml:3:5: " + TYPES
                        + "*LoudGreet*#greet* found no method: its methods were taken by an"
                        + " earlier rule, reprise.yaml:3:5: " + TYPES + "LoudGreeter#greet");
    }

    @Test
    void aPatternWhoseClassesLoadedIsNotToldThatNoneDid() throws Exception {
        HostLoader host = new HostLoader(TYPES + "*Greeter#groan");
        host.fixture("Types$LoudGreeter");

        assertThat(host.matcher.matches().unmatched(List.of(TYPES + "LoudGreeter")))
                .singleElement()
                .asString()
                .endsWith("found no method: no loaded class " + TYPES + "*Greeter declares it");
    }

    @Test
    void theBodyOfALambdaIsChosenByARuleAboutLambdasAlone() throws Exception {
        HostLoader lambdas = open(new HostLoader(TYPES + "Asker#lambda$ask$*(java.lang.String, java.lang.String)"));
        Object asker = create(lambdas, "Types$Asker");
        assertThat(invoke(asker.getClass(), asker, "ask", "Where")).isEqualTo("Where?");
        assertThat(handler.methods)
                .singleElement()
                .satisfies(method -> assertThat(method.method().getName()).startsWith("lambda$ask$"));
        handler.methods.clear();

        HostLoader all = open(new HostLoader(TYPES + "Asker#*(..)"));
        Object other = create(all, "Types$Asker");
        invoke(other.getClass(), other, "ask", "Where");
        invoke(other.getClass(), other, "again", "Where");
        assertThat(handler.methods)
                .extracting(method -> method.method().getName())
                .containsExactly("ask", "again");
    }

    @Test
    void bytesThatAreNoClassFileAreLeftToTheJvm() {
        HostLoader host = new HostLoader("a.B#c");

        assertThat(new dev.reprise.weaver.transform.WeavingTransformer(host.matcher, () -> {})
                        .transform(host, "a/B", null, null, new byte[] {1, 2, 3}))
                .isNull();
    }

    private HostLoader open(HostLoader host) {
        RepriseGate.install(new EngineGate(host.rules, () -> handler));
        return host;
    }

    private static Object create(HostLoader host, String fixture) throws Exception {
        return host.fixture(fixture).getConstructor().newInstance();
    }
}
