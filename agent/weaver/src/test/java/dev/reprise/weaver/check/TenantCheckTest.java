package dev.reprise.weaver.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.SourceLocation;
import dev.reprise.engine.config.TenantRule;
import dev.reprise.engine.config.TenantRule.Kind;
import dev.reprise.weaver.classfile.ClassMethod;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known against the place of a tenant without a class being loaded. */
class TenantCheckTest {

    private static final String TENANTS = Tenants.class.getName();

    private final TenantCheck check = new TenantCheck(new ClassFiles(TenantCheckTest.class.getClassLoader()));

    /** Where a service may keep whose calls they are. */
    @SuppressWarnings("unused")
    static final class Tenants {

        static final ThreadLocal<String> CURRENT = new ThreadLocal<>();
        static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();
        static final Supplier<String> HELD = () -> "a";
        static final Object ANY = CURRENT;
        static final String TEXT = "a";
        final ThreadLocal<String> own = new ThreadLocal<>();

        private Tenants() {}

        static String current() {
            return "a";
        }

        static String of(String name) {
            return name;
        }

        static void nothing() {}

        String mine() {
            return "a";
        }
    }

    record User(String tenant, @Nullable Base base) {}

    static class Base {
        String name = "a";
    }

    @ParameterizedTest
    @ValueSource(strings = {"CURRENT", "INHERITED", "HELD", "ANY"})
    void whatCanBeAThreadLocalIsOne(String field) {
        assertThat(reason(Kind.THREAD_LOCAL, TENANTS + "#" + field)).isNull();
    }

    @Test
    void aThreadLocalThatIsNotThereIsTold() {
        assertThat(reason(Kind.THREAD_LOCAL, TENANTS + "#CURENT"))
                .isEqualTo(TENANTS + " has no static field CURENT; the nearest is CURRENT");
        assertThat(reason(Kind.THREAD_LOCAL, TENANTS + "#own")).isEqualTo(TENANTS + ".own is not static");
        assertThat(reason(Kind.THREAD_LOCAL, TENANTS + "#TEXT"))
                .isEqualTo(TENANTS + ".TEXT is of java.lang.String, which is no thread-local");
        assertThat(reason(Kind.THREAD_LOCAL, "a.Missing#CURRENT")).isEqualTo("no class a.Missing is on the class path");
    }

    @Test
    void aMethodThatCannotBeAskedIsTold() {
        assertThat(reason(Kind.METHOD, TENANTS + "#current")).isNull();
        assertThat(reason(Kind.METHOD, TENANTS + "#curent"))
                .isEqualTo(TENANTS + " has no static method curent; the nearest is current");
        assertThat(reason(Kind.METHOD, TENANTS + "#of")).isEqualTo(TENANTS + "#of has parameters");
        assertThat(reason(Kind.METHOD, TENANTS + "#nothing")).isEqualTo(TENANTS + "#nothing returns nothing");
        assertThat(reason(Kind.METHOD, TENANTS + "#mine")).isEqualTo(TENANTS + "#mine is not static");
    }

    @Test
    void aPathIsFollowedAsFarAsTypesTell() {
        assertThat(Map.of(
                        "0.tenant", reasonOf("0.tenant"),
                        "0.tennant", reasonOf("0.tennant"),
                        "0.base.nobodyKnows", reasonOf("0.base.nobodyKnows"),
                        "user.tenant", reasonOf("user.tenant"),
                        "1.key", reasonOf("1.key"),
                        "2", reasonOf("2"),
                        "this.tenant", reasonOf("this.tenant")))
                .isEqualTo(Map.of(
                        "0.tenant", "",
                        "0.tennant", User.class.getName() + " has no field tennant; the nearest is tenant",
                        "0.base.nobodyKnows", "",
                        "user.tenant", "",
                        "1.key", "",
                        "2", "it has no argument 2; they are counted from 0",
                        "this.tenant", TENANTS + " has no field tenant"));
        assertThat(reason(Kind.COROUTINE, User.class.getName() + "#tenant")).isNull();
        assertThat(reason(Kind.COROUTINE, User.class.getName() + "#none")).contains("has no field none");
        assertThat(reason(Kind.COROUTINE, "a.Missing#none")).isEqualTo("no class a.Missing is on the class path");
    }

    @Test
    void aLibraryThatIsNotThereHasNoTenant() {
        assertThat(reason(Kind.MDC, "tenant")).isNull();
        assertThat(reason(Kind.SPRING_SECURITY, "name"))
                .startsWith("no class org.springframework.security.core.context.SecurityContextHolder");
        assertThat(reason(Kind.REACTOR, "tenant")).isNull();
    }

    private @Nullable String reason(Kind kind, String name) {
        return check.reason(rule(kind, name));
    }

    private String reasonOf(String path) {
        ClassMethod method = new ClassMethod(
                /* access= */ 0,
                "search",
                "(L" + User.class.getName().replace('.', '/') + ";Ljava/util/Map;)Ljava/lang/String;",
                /* annotation= */ null,
                List.of(),
                /* maxLocals= */ 3,
                /* bridgeTarget= */ null);
        String reason = check.reason(rule(Kind.ARGUMENT, path), TENANTS, method);
        return reason == null ? "" : reason;
    }

    private static TenantRule rule(Kind kind, String name) {
        return new TenantRule(kind, name, /* optional= */ false, SourceLocation.whole("reprise.yaml"));
    }
}
