package dev.reprise.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodPatternTest {

    private static final List<String> NONE = List.of();

    @Test
    void partsAreReadOut() {
        MethodPattern pattern = MethodPattern.parse(" com.acme.ContextSummarizer # summarize( java.util.List , int ) ");

        assertThat(pattern.typeText()).isEqualTo("com.acme.ContextSummarizer");
        assertThat(pattern.exactType()).isTrue();
        assertThat(pattern.subtypes()).isFalse();
        assertThat(pattern.methodName()).isEqualTo("summarize");
        assertThat(pattern.exactMethodName()).isTrue();
        assertThat(pattern.parameters()).containsExactly("java.util.List", "int");
        assertThat(pattern.returnType()).isNull();
    }

    @Test
    void plusMeansSubtypesAndStarsAreNotExact() {
        MethodPattern pattern = MethodPattern.parse("com.acme.*Builder+#build*(..)");

        assertThat(pattern.subtypes()).isTrue();
        assertThat(pattern.typeText()).isEqualTo("com.acme.*Builder");
        assertThat(pattern.exactType()).isFalse();
        assertThat(pattern.exactMethodName()).isFalse();
        assertThat(pattern.parameters()).isNull();
    }

    @Test
    void namesAreMatchedAsTheyAre() {
        MethodPattern pattern = MethodPattern.parse("com.acme.A#b");

        assertThat(pattern.matchesType("com.acme.A")).isTrue();
        assertThat(pattern.matchesType("com.acme.AB")).isFalse();
        assertThat(pattern.matchesType("com.acme.a")).isFalse();
        assertThat(pattern.matchesType("com_acme_A")).isFalse();
        assertThat(pattern.matchesMethod("b", NONE, "void")).isTrue();
        assertThat(pattern.matchesMethod("bb", NONE, "void")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.*#x,          com.acme.A,             true",
        "com.acme.*#x,          com.acme.deep.down.A,   true",
        "com.acme.*#x,          com.acmeA,              false",
        "*Summarizer#x,         com.acme.Summarizer,    true",
        "*Summarizer#x,         Summarizer,             true",
        "*Summarizer#x,         com.acme.Summarizers,   false",
        "com.*.A*B#x,           com.acme.AndB,          true",
        "com.*.A*B#x,           com.acme.AB,            true",
        "com.*.A*B#x,           com.acme.ABC,           false",
        "com.*.A*B#x,           com.acme.ABCB,          true",
        "com.acme.Outer$In#x,   com.acme.Outer$In,      true",
        "com.acme.Outer.In#x,   com.acme.Outer$In,      true",
        "com.acme.Outer.In#x,   com.acme.Outer.In,      true",
        "com.acme.Outer.in#x,   com.acme.Outer$in,      false",
        "com.acme.Outer$In#x,   com.acme.Outer.In,      false",
    })
    void typesAreMatched(String pattern, String type, boolean matches) {
        assertThat(MethodPattern.parse(pattern).matchesType(type)).isEqualTo(matches);
    }

    @Test
    void nestedTypeWrittenWithADotIsNotExactSinceItHasTwoMeanings() {
        assertThat(MethodPattern.parse("com.acme.Outer.In#x").exactType()).isFalse();
        assertThat(MethodPattern.parse("com.acme.Outer$In#x").exactType()).isTrue();
        assertThat(MethodPattern.parse("Outer#x").exactType()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.B#c                       | int,java.util.List     | true",
                "a.B#c(..)                   | int,java.util.List     | true",
                "a.B#c(..)                   | ''                     | true",
                "a.B#c()                     | ''                     | true",
                "a.B#c()                     | int                    | false",
                "a.B#c(int)                  | ''                     | false",
                "a.B#c(int)                  | long                   | false",
                "a.B#c(int)                  | java.lang.Integer      | false",
                "a.B#c(Integer)              | java.lang.Integer      | true",
                "a.B#c(Integer)              | int                    | false",
                "a.B#c(java.util.List, int)  | java.util.List,int     | true",
                "a.B#c(int, java.util.List)  | java.util.List,int     | false",
                "a.B#c(String)               | java.lang.String       | true",
                "a.B#c(java.lang.String)     | java.lang.String       | true",
                "a.B#c(String)               | com.acme.String        | false",
                "a.B#c(Message)              | Message                | true",
                "a.B#c(Message)              | com.acme.Message       | false",
                "a.B#c(Field)                | java.lang.reflect.Field | false",
                "a.B#c(String[])             | java.lang.String[]     | true",
                "a.B#c(String[])             | java.lang.String       | false",
                "a.B#c(String...)            | java.lang.String[]     | true",
                "a.B#c(int[][])              | int[][]                | true",
                "a.B#c(int[]...)             | int[][]                | true",
                "a.B#c(x.Y.Z)                | x.Y$Z                  | true",
                "a.B#c(*, int)               | com.acme.Any,int       | true",
                "a.B#c(com.acme.*)           | com.acme.Any           | true",
                "a.B#c(com.acme.*)           | org.acme.Any           | false",
                "a.B#c(String)               | java.lang.String,kotlin.coroutines.Continuation | true",
                "a.B#c()                     | kotlin.coroutines.Continuation | true",
                "a.B#c(String, kotlin.coroutines.Continuation) | java.lang.String,kotlin.coroutines.Continuation | true",
                "a.B#c(int)                  | java.lang.String,kotlin.coroutines.Continuation | false",
                "a.B#c(String, int)          | java.lang.String,kotlin.coroutines.Continuation | false",
            })
    void parametersAreMatched(String pattern, String types, boolean matches) {
        List<String> parameters = types.isEmpty() ? NONE : List.of(types.split(","));

        assertThat(MethodPattern.parse(pattern).matchesMethod("c", parameters, "void"))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.B#c(..): x.Y       | x.Y              | true",
                "a.B#c(..): x.Y       | x.Z              | false",
                "a.B#c: x.Y           | x.Y              | true",
                "a.B#c(..) : String   | java.lang.String | true",
                "a.B#c(..): void      | void             | true",
                "a.B#c(..):float[]    | float[]          | true",
                "a.B#c(..)            | anything         | true",
            })
    void returnTypesAreMatched(String pattern, String returnType, boolean matches) {
        assertThat(MethodPattern.parse(pattern).matchesMethod("c", NONE, returnType))
                .isEqualTo(matches);
    }

    @Test
    void kotlinNamesAreNames() {
        assertThat(MethodPattern.parse("com.acme.ChatKt#send-4Xk1(..)").matchesMethod("send-4Xk1", NONE, "void"))
                .isTrue();
    }

    @Test
    void wildcardsOfAMethodAreMatched() {
        MethodPattern pattern = MethodPattern.parse("a.B#get*By*");

        assertThat(pattern.matchesMethod("getAllById", NONE, "int")).isTrue();
        assertThat(pattern.matchesMethod("getBy", NONE, "int")).isTrue();
        assertThat(pattern.matchesMethod("getAll", NONE, "int")).isFalse();
    }

    @Test
    void manyStarsAreMatchedInReasonableTime() {
        MethodPattern pattern = MethodPattern.parse("a" + "*a".repeat(40) + "*b#c");

        assertThat(pattern.matchesType("a".repeat(10_000))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.acme.A::b(..)         | has '::' before the method; write '#': com.acme.A#b(..)",
                "com.acme.A.b(int)         | has no '#' before the method; write com.acme.A#b(int)",
                "com.acme.A                | has no '#' and method; write Type#method(parameters), such as",
                "#b                        | has no type before '#'; write Type#method(parameters), such as",
                "+#b                       | has no type before '#'; write Type#method(parameters), such as",
                "com.acme.A#               | has no method after '#'; write Type#method(parameters), such as",
                "com.acme.A#(..)           | has no method after '#'; write Type#method(parameters), such as",
                "com.acme.A#b#c            | has more than one '#'; write Type#method(parameters), such as",
                "com.acme.A#<init>(int)    | names a constructor, and only a method's answer can be cached; name a method",
                "com.acme.A#new            | names a constructor, and only a method's answer can be cached; name a method",
                "com/acme/A#b              | has slashes in its type; write dots: com.acme.A",
                "com.acme+.A#b             | has a '+' in the wrong place; write it behind the type, before '#'",
                "com.acme.A#b+             | has a stray '+' in \"b+\"; write Type#method(parameters), such as",
                "com..A#b                  | has a '.' too many in \"com..A\"; write",
                "com.acme.#b               | ends a name with '.'; write",
                "com.acme.A#b.c            | has a stray '.' in \"b.c\"; write",
                "com acme.A#b              | has a stray ' ' in \"com acme.A\"; write",
                "*#b                       | names every class there is; write at least a part of the type's name",
                "*.*#b                     | names every class there is; write at least a part of the type's name",
                "com.acme.A<T>#b           | has a generic type; write the erased type, such as java.util.List",
                "a.A#b(java.util.List<X>)  | has a generic parameter; write the erased type, such as java.util.List",
                "a.A#b(..): x.Y<Z>         | has a generic return type; write the erased type, such as java.util.List",
                "a.A#b(List)               | has \"List\" without its package; write java.util.List",
                "a.A#b(String text)        | has \"String text\" as a parameter; write only its type, without a name",
                "a.A#b(int,,int)           | has an empty parameter; write a type between the commas",
                "a.A#b(int,)               | has an empty parameter; write a type between the commas",
                "a.A#b(int, ..)            | has '..' among other parameters; write (..) for any parameters",
                "a.A#b([])                 | has an empty type; write Type#method(parameters)",
                "a.A#b(int                 | has no ')' after its parameters; write Type#method(parameters)",
                "a.A#b(int) c              | has \"c\" after its parameters; write Type#method(parameters)",
                "a.A#b(int):               | has no return type after ':'; write one, such as (..): java.lang.String",
                "a.A#b(int&)               | has a stray '&' in \"int&\"; write Type#method(parameters)",
            })
    void wrongPatternsAreRefusedWithTheRightForm(String pattern, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MethodPattern.parse(pattern))
                .withMessageStartingWith("\"" + pattern + "\" " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "#", "()", "a#(", "a#b(", "a#b)", ":", "a#b:", "a#b(:)", "....#b"})
    void whateverIsWrittenOnlyOneExceptionIsThrown(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> MethodPattern.parse(pattern));
    }
}
