package dev.reprise.jar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** The shape of the code: weaver → engine → tiers, and nothing the other way. */
@AnalyzeClasses(packages = "dev.reprise", importOptions = ArchitectureTest.MainCode.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule modulesDependInOneDirection = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("api")
            .definedBy("dev.reprise.api..")
            .layer("gate")
            .definedBy("dev.reprise.gate..")
            .layer("bootstrap")
            .definedBy("dev.reprise.bootstrap..")
            .layer("engine")
            .definedBy("dev.reprise.engine..")
            .layer("admin")
            .definedBy("dev.reprise.admin..")
            .layer("weaver")
            .definedBy("dev.reprise.weaver..")
            .layer("agent")
            .definedBy("dev.reprise.agent..")
            .whereLayer("api")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("bootstrap")
            .mayOnlyBeAccessedByLayers("weaver", "agent")
            .whereLayer("gate")
            .mayOnlyBeAccessedByLayers("weaver", "bootstrap", "agent")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("weaver", "admin", "agent")
            .whereLayer("weaver")
            .mayOnlyBeAccessedByLayers("admin", "agent")
            .whereLayer("admin")
            .mayOnlyBeAccessedByLayers("agent");

    @ArchTest
    static final ArchRule packagesOfTheEngineDependInOneDirection = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("engine")
            .definedBy("dev.reprise.engine")
            .layer("tier")
            .definedBy("dev.reprise.engine.tier..")
            .layer("redis")
            .definedBy("dev.reprise.engine.redis..")
            .layer("exchange")
            .definedBy("dev.reprise.engine.exchange..")
            .layer("audit")
            .definedBy("dev.reprise.engine.audit..")
            .layer("key")
            .definedBy("dev.reprise.engine.key..")
            .layer("value")
            .definedBy("dev.reprise.engine.value..")
            .layer("batch")
            .definedBy("dev.reprise.engine.batch..")
            .layer("shape")
            .definedBy("dev.reprise.engine.shape..")
            .layer("callback")
            .definedBy("dev.reprise.engine.callback..")
            .layer("coroutine")
            .definedBy("dev.reprise.engine.coroutine..")
            .layer("standing")
            .definedBy("dev.reprise.engine.standing..")
            .layer("config")
            .definedBy("dev.reprise.engine.config..")
            .layer("log")
            .definedBy("dev.reprise.engine.log..")
            .whereLayer("engine")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("tier")
            .mayOnlyBeAccessedByLayers("engine", "redis", "exchange")
            .whereLayer("redis")
            .mayOnlyBeAccessedByLayers("engine", "exchange")
            .whereLayer("exchange")
            .mayOnlyBeAccessedByLayers("engine")
            .whereLayer("audit")
            .mayOnlyBeAccessedByLayers("engine")
            .whereLayer("key")
            .mayOnlyBeAccessedByLayers("engine", "tier", "redis", "exchange", "audit")
            .whereLayer("value")
            .mayOnlyBeAccessedByLayers("engine", "callback", "coroutine", "batch", "shape", "exchange", "audit")
            .whereLayer("batch")
            .mayOnlyBeAccessedByLayers("engine")
            .whereLayer("shape")
            .mayOnlyBeAccessedByLayers("engine", "callback", "coroutine")
            .whereLayer("callback")
            .mayOnlyBeAccessedByLayers("engine")
            .whereLayer("coroutine")
            .mayOnlyBeAccessedByLayers("engine")
            .whereLayer("standing")
            .mayOnlyBeAccessedByLayers("engine")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("engine", "standing", "tier", "redis", "exchange")
            .whereLayer("log")
            .mayOnlyBeAccessedByLayers("engine");

    @ArchTest
    static final ArchRule noPackageDependsOnItself =
            slices().matching("dev.reprise.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheWeaverKnowsBytecode = noClasses()
            .that()
            .resideOutsideOfPackages("dev.reprise.weaver..", "dev.reprise.bootstrap..", "dev.reprise.agent..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("net.bytebuddy..", "java.lang.instrument..")
            .because("the engine works, and is tested, without an agent");

    @ArchTest
    static final ArchRule tiersKnowNoMethods = noClasses()
            .that()
            .resideInAnyPackage("dev.reprise.engine.tier..", "dev.reprise.engine.redis..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.lang.reflect..", "java.lang.invoke..");

    @ArchTest
    static final ArchRule nobodyLogsThroughTheHost = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..")
            .because("whoever touches it first decides how it is set up, and that is the host");

    @ArchTest
    static final ArchRule managementHasOnePlace = noClasses()
            .that()
            .resideOutsideOfPackages("dev.reprise.admin.jmx..", "dev.reprise.admin.cli..")
            .and()
            .doNotHaveFullyQualifiedName(
                    "dev.reprise.engine.ThreadCpuTime") // It asks for threads, and makes no server.
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.lang.management..", "javax.management..")
            .because("whoever touches it first decides how it is set up: the host, unless somebody asks for it");

    @ArchTest
    static final ArchRule standardStreamsHaveOnePlace = noClasses()
            .that()
            .resideOutsideOfPackages("dev.reprise.bootstrap..", "dev.reprise.engine.log..")
            .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule theEntryPointNeedsNothingOfTheJdkThatStartsSomething = noClasses()
            .that()
            .resideInAPackage("dev.reprise.bootstrap..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.net.http..", "javax.net..", "java.util.concurrent..");

    @ArchTest
    static final ArchRule packagesSayWhatMayBeNull = classes()
            .that()
            .resideOutsideOfPackages("dev.reprise.bootstrap..", "dev.reprise.gate..", "dev.reprise.api..")
            .should(new ArchCondition<>("reside in a @NullMarked package") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    if (!item.getPackage().isAnnotatedWith(NullMarked.class)) {
                        events.add(SimpleConditionEvent.violated(item, item.getName() + " is not null-marked"));
                    }
                }
            });

    /** Outside the gate, only the entry point remembers something: that it was asked to start once. */
    @ArchTest
    static final ArchRule nothingStaticChanges = fields().that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("dev.reprise.gate..")
            .and()
            .areDeclaredInClassesThat()
            .doNotHaveFullyQualifiedName("dev.reprise.bootstrap.StandDown")
            .and()
            .areStatic()
            .should()
            .beFinal();

    /** Leaves tests out, and fixtures with them. */
    static final class MainCode implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("/demo-app/");
        }
    }
}
