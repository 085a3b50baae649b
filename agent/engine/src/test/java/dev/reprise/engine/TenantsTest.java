package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Assembly;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.epoch.Subject.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Tenants that the configuration finds. */
class TenantsTest {

    private static final String HOLDER = Holder.class.getName();

    @TempDir
    Path folder;

    private final FixedClock clock = new FixedClock();
    private Engine engine;
    private int bodies;

    /** What a service keeps its tenant in. */
    @SuppressWarnings("unused")
    static final class Holder {

        private static final ThreadLocal<Object> CURRENT = new ThreadLocal<>();
        static final String TEXT = "acme";
        final ThreadLocal<Object> own = new ThreadLocal<>();

        private static Object current() {
            if ("broken".equals(CURRENT.get())) {
                throw new IllegalStateException("nobody is logged in");
            }
            return CURRENT.get();
        }
    }

    enum Plan {
        SMALL
    }

    record User(String name, Object tenant) {}

    record Request(String question, User user, List<User> others) {}

    static final class Service {

        private final Object owner;

        Service(Object owner) {
            this.owner = owner;
        }

        String ask(String question) {
            return question;
        }

        Mono<String> publisher(String question) {
            return Mono.just(question);
        }

        String request(Request request) {
            return request.question();
        }
    }

    @AfterEach
    void close() {
        Holder.CURRENT.remove();
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"thread-local: $H#CURRENT", "method: $H#current()", "method: $H#current"})
    void whoeverTheHostSaysGetsHisOwnAnswers(String source) throws Exception {
        CachedMethod ask = method("", "ask", "tenant: { " + source + " }");

        Holder.CURRENT.set("acme");
        assertThat(ask(ask)).isEqualTo("answer 1");
        assertThat(ask(ask)).isEqualTo("answer 1");
        Holder.CURRENT.set("other");
        assertThat(ask(ask)).isEqualTo("answer 2");
        Holder.CURRENT.set("acme");

        assertThat(ask(ask)).isEqualTo("answer 1");
    }

    @Test
    void whatStandsForATenantIsTakenForItsName() throws Exception {
        CachedMethod ask = method("", "ask", "tenant: { thread-local: $H#CURRENT }");
        UUID id = new UUID(1, 2);

        for (Object tenant : List.of("7", 7, 7L, Optional.of("7"))) {
            Holder.CURRENT.set(tenant);
            assertThat(ask(ask)).isEqualTo("answer 1");
        }
        Holder.CURRENT.set(id);
        assertThat(ask(ask)).isEqualTo("answer 2");
        Holder.CURRENT.set(id.toString());
        assertThat(ask(ask)).isEqualTo("answer 2");
        Holder.CURRENT.set(Plan.SMALL);
        assertThat(ask(ask)).isEqualTo("answer 3");
    }

    @Test
    void nothingIsLookedUpAsLongAsSomethingIsInForceThatWasNotTold() throws Exception {
        CachedMethod ask = method("", "ask", "");
        AtomicInteger open = new AtomicInteger(1);
        engine.cameAfter(() -> open.get() > 0);

        assertThat(ask(ask)).isEqualTo("answer 1");
        Runnable end = engine.beginTenant("acme");
        assertThat(ask(ask)).isEqualTo("answer 2");
        assertThat(engine.lastBypass()).contains("before Reprise was attached");
        end.run();
        open.set(0);
        assertThat(ask(ask)).isEqualTo("answer 3");
        assertThat(ask(ask)).isEqualTo("answer 3");
        open.set(1); // Only what is begun now, and is told.
        assertThat(ask(ask)).isEqualTo("answer 3");
    }

    @Test
    void aCallOfWhichNobodyKnowsWhoseItIsIsBypassed() throws Exception {
        CachedMethod ask = method("", "ask", "tenant: { method: $H#current }");

        for (Object tenant : List.of(" ", "broken", new Object(), Optional.empty(), 1.5)) {
            Holder.CURRENT.set(tenant);
            assertThat(ask(ask)).isEqualTo("answer " + bodies);
        }
        Holder.CURRENT.remove();
        ask(ask);

        assertThat(bodies).isEqualTo(6);
        assertThat(figures().bypasses()).isEqualTo(6);
        assertThat(why(ask, "broken")).endsWith("# method: $H#current } it threw java.lang.IllegalStateException");
        assertThat(why(ask, "")).endsWith("it is blank");
        assertThat(why(ask, null)).endsWith("there is none");
        assertThat(why(ask, 1.5)).endsWith("it is a java.lang.Double, and no text, whole number, UUID or enum");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thread-local: com.acme.Missing#CURRENT",
                "thread-local: $H#MISSING",
                "thread-local: $H#TEXT",
                "thread-local: $H#own",
                "method: $H#missing",
                "mdc: tenant",
                "spring-security: name",
                "reactor: tenant",
                "coroutine: com.acme.Element#tenant"
            })
    void aPlaceThatIsNotThereMakesEveryCallABypass(String source) throws Exception {
        CachedMethod ask = method("", "ask", "tenant: { " + source + " }");

        ask(ask);
        ask(ask);

        assertThat(figures().bypasses()).isEqualTo(2);
    }

    @Test
    void nobodysCallsShareEntriesWhereTheTenantIsOptional() throws Exception {
        CachedMethod ask = method("", "ask", "tenant: { thread-local: $H#CURRENT, optional: true }");

        assertThat(ask(ask)).isEqualTo("answer 1");
        assertThat(ask(ask)).isEqualTo("answer 1");
        Holder.CURRENT.set("acme");
        assertThat(ask(ask)).isEqualTo("answer 2");
        Holder.CURRENT.set("");
        assertThat(ask(ask)).isEqualTo("answer 3");
        assertThat(ask(ask)).isEqualTo("answer 4");
    }

    @Test
    void whereATenantIsRequiredNobodysCallsAreBypassedThoughItBeOptional() throws Exception {
        CachedMethod ask =
                method("", "ask", "per-tenant: required\n    tenant: { thread-local: $H#CURRENT, optional: true }");

        ask(ask);
        ask(ask);

        assertThat(figures().bypasses()).isEqualTo(2);
    }

    @Test
    void whatTheCodeSaysCountsFirst() throws Exception {
        CachedMethod ask = method("", "ask", "tenant: { thread-local: $H#CURRENT }");
        Holder.CURRENT.set("acme");
        ask(ask);

        Runnable other = engine.beginTenant("other");
        assertThat(ask(ask)).isEqualTo("answer 2");
        Runnable nobody = engine.beginTenant(null);
        assertThat(ask(ask)).isEqualTo("answer 3");
        nobody.run();
        assertThat(ask(ask)).isEqualTo("answer 2");
        other.run();
        Holder.CURRENT.remove();
        Runnable acme = engine.beginTenant("acme");

        assertThat(ask(ask)).isEqualTo("answer 1");
        acme.run();
    }

    @Test
    void theNearestPlaceCounts() throws Exception {
        String all = "tenant: { thread-local: $H#CURRENT }\nscopes:\n  mine: { tenant: off }\n  ours: { ttl: 1h }\n";
        CachedMethod ours = method(all, "ask", "scope: ours");
        assertThat(ours.tenant()).isNotNull();
        CachedMethod mine = method(all, "ask", "scope: mine");
        assertThat(mine.tenant()).isNull();
        CachedMethod again = method(all, "request", "scope: mine\n    tenant: { argument: request.user.tenant }");

        assertThat(request(again, new Request("q", new User("u", "acme"), List.of())))
                .isEqualTo("answer 1");
    }

    @Test
    void aTenantInAnArgumentIsFoundByItsPath() throws Exception {
        CachedMethod request =
                method("", "request", "key: { ignore: [0.user, 0.others] }\n    tenant: { argument: 0.user.tenant }");

        assertThat(request(request, of("acme"))).isEqualTo("answer 1");
        assertThat(request(request, of("other"))).isEqualTo("answer 2");
        assertThat(request(request, of("acme"))).isEqualTo("answer 1");
        assertThat(request(request, of(null))).isEqualTo("answer 3");
        assertThat(request(request, new Request("q", null, List.of()))).isEqualTo("answer 4");
        assertThat(figures().bypasses()).isEqualTo(2);
    }

    @Test
    void severalTenantsInOneCallAreNone() throws Exception {
        CachedMethod request =
                method("", "request", "key: { ignore: [0.others] }\n    tenant: { argument: 0.others.tenant }");
        User acme = new User("a", "acme");

        assertThat(request(request, new Request("q", null, List.of(acme, acme))))
                .isEqualTo("answer 1");
        assertThat(request(request, new Request("q", null, List.of(acme)))).isEqualTo("answer 1");
        assertThat(request(request, new Request("q", null, List.of(acme, new User("b", "other")))))
                .isEqualTo("answer 2");
        assertThat(figures().bypasses()).isEqualTo(1);
    }

    @Test
    void aTenantInTheReceiverIsFound() throws Exception {
        CachedMethod ask = method("", "ask", "key: { ignore: [this.owner] }\n    tenant: { argument: this.owner }");

        assertThat(ask(ask, new Service("acme"))).isEqualTo("answer 1");
        assertThat(ask(ask, new Service("other"))).isEqualTo("answer 2");
        assertThat(ask(ask, new Service("acme"))).isEqualTo("answer 1");
        assertThat(ask(ask, new Service(null))).isEqualTo("answer 3");
    }

    @Test
    void whatIsFoundIsWhatEvictionsName() throws Exception {
        CachedMethod ask = method("", "ask", "tenant: { thread-local: $H#CURRENT }");
        Holder.CURRENT.set("acme");
        ask(ask);
        Holder.CURRENT.set("other");
        ask(ask);

        engine.evict(Kind.TENANT, "acme");

        assertThat(ask(ask)).isEqualTo("answer 2");
        Holder.CURRENT.set("acme");
        assertThat(ask(ask)).isEqualTo("answer 3");
    }

    @Test
    void aSubscribersContextSaysWhoseItIs() throws Exception {
        CachedMethod publisher = method("", "publisher", "tenant: { reactor: tenant }");
        Mono<?> call = publisher(publisher);

        assertThat(asked(call, "acme")).isEqualTo("answer 1");
        assertThat(asked(call, "other")).isEqualTo("answer 2");
        assertThat(asked(publisher(publisher), "acme")).isEqualTo("answer 1");
        assertThat(call.block()).isEqualTo("answer 3");
        assertThat(asked(call, " ")).isEqualTo("answer 4");
        assertThat(figures().bypasses()).isEqualTo(2);
    }

    @Test
    void aPublisherIsItsCallersOrElseItsSubscribers() throws Exception {
        CachedMethod publisher = method("", "publisher", "tenant: { thread-local: $H#CURRENT }");
        Mono<?> nobodys = publisher(publisher);
        Holder.CURRENT.set("acme");
        Mono<?> acmes = publisher(publisher);

        assertThat(acmes.block()).isEqualTo("answer 1");
        assertThat(nobodys.block()).isEqualTo("answer 1");
        Holder.CURRENT.set("other");
        assertThat(acmes.block()).isEqualTo("answer 1");
        assertThat(nobodys.block()).isEqualTo("answer 2");
        Runnable third = engine.beginTenant("third");
        assertThat(acmes.block()).isEqualTo("answer 3");
        Mono<?> thirds = publisher(publisher);
        third.run();
        Holder.CURRENT.remove();
        assertThat(thirds.block()).isEqualTo("answer 3");
        assertThat(nobodys.block()).isEqualTo("answer 4");
        assertThat(figures().bypasses()).isEqualTo(1);
    }

    @Test
    void anArgumentThatIsChangedBeforeTheSubscriptionMakesItABypass() throws Exception {
        CachedMethod publisher = method("", "publisher", "tenant: { reactor: tenant }");
        Object[] arguments = {"q"};
        Assembly assembly = (Assembly) engine.enter(publisher, new Service(null), arguments);
        Mono<?> call = (Mono<?>) engine.assembled(assembly, Mono.fromCallable(() -> "answer " + ++bodies));
        arguments[0] = "another";

        assertThat(asked(call, "acme")).isEqualTo("answer 1");
        assertThat(figures().bypasses()).isEqualTo(1);
    }

    private static Request of(Object tenant) {
        return new Request("q", new User("u", tenant), List.of());
    }

    private static Object asked(Mono<?> call, String tenant) {
        return call.contextWrite(context -> context.put("tenant", tenant)).block();
    }

    private String why(CachedMethod method, Object tenant) throws Exception {
        Holder.CURRENT.set(tenant);
        engine.beginExplaining();
        ask(method);
        return engine.endExplaining().stream()
                .filter(line -> line.startsWith("  outcome: "))
                .findFirst()
                .orElseThrow()
                .replace("{ method: " + HOLDER, "# method: $H");
    }

    private Object ask(CachedMethod method) {
        return ask(method, new Service(null));
    }

    private Object ask(CachedMethod method, Object service) {
        return answered(engine.enter(method, service, new Object[] {"q"}));
    }

    private Object request(CachedMethod method, Request request) {
        return answered(engine.enter(method, new Service(null), new Object[] {request}));
    }

    private Object answered(Lookup found) {
        if (found instanceof Hit hit) {
            return hit.value();
        }
        String answer = "answer " + ++bodies;
        return found instanceof Miss miss ? engine.exit(miss, answer, null) : answer;
    }

    private Mono<?> publisher(CachedMethod method) {
        Lookup found = engine.enter(method, new Service(null), new Object[] {"q"});
        return (Mono<?>) engine.assembled((Assembly) found, Mono.fromCallable(() -> "answer " + ++bodies));
    }

    private Figures figures() {
        return engine.figures().get(0).figures();
    }

    private CachedMethod method(String head, String name, String settings) throws Exception {
        String lines = head + "\nmethods:\n  - method: " + Service.class.getName() + "#" + name + "\n    " + settings;
        Configuration configuration = load(lines.replace("$H", HOLDER));
        if (engine != null) {
            engine.close();
        }
        engine = new Engine(configuration, (module, type) -> {}, clock, clock::nanos);
        Class<?> parameter = name.equals("request") ? Request.class : String.class;
        return engine.method(
                new Target(
                        Service.class.getDeclaredMethod(name, parameter),
                        Service.class.getName(),
                        List.of(name.equals("request") ? "request" : "question")),
                configuration.methods().get(0));
    }

    private Configuration load(String lines) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(file, "home: " + folder.resolve("home") + "\ntiers: { disk: off }\n" + lines);
        return ConfigurationLoader.load(
                file.toString(), new ProcessContext(Map.of(), Map.of(), folder.toFile()), List.of());
    }
}
