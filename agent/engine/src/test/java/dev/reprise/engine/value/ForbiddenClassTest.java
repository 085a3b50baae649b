package dev.reprise.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.Lookup;
import dev.reprise.engine.value.answers.Answers.Box;
import dev.reprise.engine.value.answers.Answers.Holder;
import dev.reprise.engine.value.answers.Methods;
import dev.reprise.engine.value.forbidden.Trap;
import dev.reprise.engine.value.forbidden.TrapConstant;
import dev.reprise.engine.value.forbidden.TrapRecord;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entries with a valid seal that name a class which the reading method may not answer with. */
class ForbiddenClassTest {

    private static final String ANSWERS = "dev.reprise.engine.value.answers.";
    private static final String FORBIDDEN = "dev.reprise.engine.value.forbidden.";

    @TempDir
    Path folder;

    static Stream<Object> contents() {
        return Stream.of(
                new Trap(),
                new Trap[] {new Trap()},
                new Trap[1][2],
                TrapConstant.ONE,
                EnumSet.of(TrapConstant.TWO),
                new EnumMap<>(Map.of(TrapConstant.ONE, "x")),
                new TrapRecord("text"),
                List.of("a", List.of(new TrapRecord("text"))),
                new TreeMap<>(Map.of("a", Optional.of(new Trap()))),
                Collections.unmodifiableList(List.of(new Box<>(TrapConstant.TWO))));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void isRefusedBeforeItIsInitialised(Object content) throws Exception {
        assertThat(askedInAnotherLoader(content)).isInstanceOf(Lookup.Miss.class);
        assertThat(System.getProperty(Trap.SPRUNG)).isNull();
    }

    /** That it is the list that keeps it out, and nothing else. */
    @ParameterizedTest
    @MethodSource("contents")
    void isServedToAMethodThatAllowsIt(Object content) throws Exception {
        assertThat(askedInAnotherLoader(content, FORBIDDEN)).isInstanceOf(Lookup.Hit.class);
    }

    @Test
    void aProxyIsRefused() throws Exception {
        Class<?> proxy = Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Methods.class}, (self, method, arguments) -> null)
                .getClass();
        Output out = new Output(EntryLimit.NONE);
        out.writeByte(66);
        out.writeByte(GraphTag.OBJECT);
        out.writeCount(0);
        out.writeText(proxy.getName());
        out.writeLong(ClassShape.of(proxy));

        assertThatThrownBy(() -> Declared.codec("holder", FORBIDDEN).decode(out.toBytes()))
                .isInstanceOf(Undecodable.class)
                .hasMessageContaining("is not allowed");
    }

    private Lookup askedInAnotherLoader(Object content, String... allow) throws Exception {
        Restart restart = new Restart(folder);
        restart.keep(Methods.class.getMethod("holder"), new Holder(content), FORBIDDEN);
        try (HostLoader host = new HostLoader(getClass().getClassLoader(), ANSWERS, FORBIDDEN)) {
            System.clearProperty(Trap.SPRUNG);
            return restart.ask(host.loadClass(Methods.class.getName()).getMethod("holder"), allow);
        }
    }
}
