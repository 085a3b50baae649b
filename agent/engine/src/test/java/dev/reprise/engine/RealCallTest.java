package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Method;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealCallTest {

    private interface Greeter {

        default String greet(String name) {
            return "greeter of " + name;
        }
    }

    private static class Base implements Greeter {

        String all(int number, String... names) {
            return number + " of " + Arrays.toString(names);
        }

        private String hidden(long number, double other) {
            return "base " + number + " " + other;
        }

        static List<String> fixed(String name) {
            return List.of(name);
        }

        void fails() throws Exception {
            throw new Exception("checked");
        }
    }

    private static final class Derived extends Base {

        @Override
        String all(int number, String... names) {
            return "overridden";
        }

        @Override
        public String greet(String name) {
            return "overridden";
        }
    }

    private static RealCall of(Class<?> type, String name) {
        Method method = Arrays.stream(type.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return RealCall.of(method, FieldAccess.NONE);
    }

    @Test
    void itIsTheMethodItselfAndNotOneThatOverridesIt() throws Exception {
        Object[] arguments = {3, new String[] {"a", "b"}};

        assertThat(of(Base.class, "all").make(new Derived(), arguments)).isEqualTo("3 of [a, b]");
        assertThat(of(Greeter.class, "greet").make(new Derived(), new Object[] {"x"}))
                .isEqualTo("greeter of x");
    }

    @Test
    void privateAndStaticMethodsAreCalledToo() throws Exception {
        assertThat(of(Base.class, "hidden").make(new Derived(), new Object[] {1L, 2.5}))
                .isEqualTo("base 1 2.5");
        assertThat(of(Base.class, "fixed").make(null, new Object[] {"x"})).isEqualTo(List.of("x"));
    }

    @Test
    void whatItThrowsStaysWhatItIs() {
        assertThatThrownBy(() -> of(Base.class, "fails").make(new Base(), new Object[0]))
                .isExactlyInstanceOf(Exception.class)
                .hasMessage("checked");
    }

    @Test
    void aClassThatIsClosedHasNone() {
        assertThat(of(MessageDigest.class, "digest")).isNull();
    }
}
