package io.warifu.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of design.md sections 4 and 8 that a compiler cannot keep, each with its reason. */
class ArchitectureTest {

    private static final List<String> MODULES =
            List.of(
                    "libs/kernel",
                    "libs/secret-sharing",
                    "libs/ssmix2",
                    "libs/service-kit",
                    "qkd-simulator",
                    "key-manager",
                    "encryptor-gateway",
                    "secret-share-store",
                    "emr-ingest",
                    "cross-ref-api",
                    "demo");

    private static final List<String> SERVICES =
            List.of("simulator", "keys", "gateway", "shares", "ingest", "crossref");

    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .importPaths(
                            MODULES.stream()
                                    .map(m -> Path.of("..", m, "target", "classes"))
                                    .toArray(Path[]::new));

    @Test
    void seesTheClassesOfEveryModule() {
        // Otherwise every rule below would hold because it looked at nothing.
        for (String root :
                Stream.concat(
                                Stream.of("kernel", "sharing", "ssmix2", "servicekit", "demo"),
                                SERVICES.stream())
                        .toList()) {
            assertThat(
                            MAIN.stream()
                                    .anyMatch(c ->
                                            c.getPackageName().startsWith("io.warifu." + root)))
                    .as(root)
                    .isTrue();
        }
    }

    @Test
    void servicesDoNotKnowEachOther() {
        for (String service : SERVICES) {
            String[] others =
                    Stream.concat(
                                    SERVICES.stream().filter(s -> !s.equals(service)),
                                    Stream.of("demo"))
                            .map(s -> "io.warifu." + s + "..")
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("io.warifu." + service + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .because("services run in containers of their own and speak over the wire only")
                    .check(MAIN);
        }
    }

    @Test
    void kernelAndSharingArePureJava() {
        classes()
                .that()
                .resideInAnyPackage("io.warifu.kernel..", "io.warifu.sharing..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "jdk.incubator.vector..",
                        "org.jspecify..",
                        "io.warifu.kernel..",
                        "io.warifu.sharing..")
                .because("what everything stands on must be readable and testable by itself")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage("io.warifu.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.warifu.sharing..")
                .because("arrows point down only")
                .check(MAIN);
    }

    @Test
    void theVerifierOfLedgersSharesNoCodeWithWhoWritesThem() {
        classes()
                .that()
                .resideInAPackage("io.warifu.simulator.verify..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "tools.jackson..",
                        "io.warifu.kernel..",
                        "io.warifu.simulator.verify..")
                .because("an error shared by both would be found by neither")
                .check(MAIN);
    }

    @Test
    void onlySsmix2KnowsHapi() {
        confine("ca.uhn.hl7v2..", "HL7 quirks stay behind one door", "io.warifu.ssmix2..");
    }

    @Test
    void onlyTheDevelopmentAuthorityUsesBouncyCastle() {
        confine(
                "org.bouncycastle..",
                "the JDK's AES-GCM is 150 times faster; certificates are what it is for",
                "io.warifu.demo.pki..");
    }

    @Test
    void onlyTheDemonstrationKnowsEmbeddedPostgres() {
        confine(
                "io.zonky..",
                "a service takes the database that its operator gives it",
                "io.warifu.demo.site..");
    }

    @Test
    void springStaysOutOfTheLibrariesThatDoNotNeedIt() {
        noClasses()
                .that()
                .resideInAnyPackage("io.warifu.ssmix2..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta..", "tools.jackson..")
                .because("reading a message needs no framework")
                .check(MAIN);
    }

    @Test
    void persistenceAnnotationsStayInStores() {
        noClasses()
                .that(not(resideInAnyPackage("..store..", "..keep..")))
                .and(not(isWiring()))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.persistence..")
                .because("an entity outside its store becomes a wire format by accident")
                .check(MAIN);
    }

    @Test
    void nobodyThrowsBareExceptions() {
        noClasses()
                .that(not(assignableTo(Throwable.class)))
                .should()
                .callConstructor(RuntimeException.class, String.class)
                .orShould()
                .callConstructor(RuntimeException.class)
                .orShould()
                .callConstructor(RuntimeException.class, String.class, Throwable.class)
                .orShould()
                .callConstructor(RuntimeException.class, Throwable.class)
                .orShould()
                .callConstructor(Exception.class, String.class)
                .orShould()
                .callConstructor(Error.class, String.class)
                .because("a caller can only handle what has a name; refusals come from ErrorCode")
                .check(MAIN);
    }

    @Test
    void timeAndChanceComeInByConstructor() {
        noClasses()
                .that(not(isWiring()))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class)
                .because("what reads the clock or rolls dice by itself cannot be tested")
                .check(MAIN);
    }

    @Test
    void nobodySleepsToSynchronise() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .because("a sleep is either too short or too long")
                .check(MAIN);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.warifu.demo..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("services log; what is printed is lost in a container's noise")
                .check(MAIN);
    }

    @Test
    void classesAreFinalUnlessMadeForExtension() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .areNotAnnotatedWith("org.springframework.context.annotation.Configuration")
                .and()
                .areNotAnnotatedWith("org.springframework.boot.autoconfigure.SpringBootApplication")
                .and()
                .areNotAnnotatedWith("jakarta.persistence.Entity")
                .and(not(isPackageInfo()))
                .and(not(isProxiedByTransactions()))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .orShould()
                .haveModifier(JavaModifier.ABSTRACT)
                .because("inheritance that nobody designed is inheritance that nobody tested")
                .check(MAIN);
    }

    private static void confine(String library, String because, String... allowed) {
        noClasses()
                .that(not(resideInAnyPackage(allowed)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because(because)
                .check(MAIN);
    }

    private static DescribedPredicate<JavaClass> isWiring() {
        return DescribedPredicate.describe(
                "configuration classes and the command line's commands",
                c ->
                        c.getSimpleName().endsWith("Configuration")
                                || c.getPackageName().startsWith("io.warifu.demo.command"));
    }

    private static DescribedPredicate<JavaClass> isPackageInfo() {
        return DescribedPredicate.describe(
                "package-info", c -> c.getSimpleName().equals("package-info"));
    }

    private static DescribedPredicate<JavaClass> isProxiedByTransactions() {
        return DescribedPredicate.describe(
                "proxied by Spring's transactions",
                c ->
                        c.isAnnotatedWith(
                                        "org.springframework.transaction.annotation.Transactional")
                                || c.getMethods().stream()
                                        .anyMatch(m ->
                                                m.isAnnotatedWith(
                                                        "org.springframework.transaction.annotation.Transactional")));
    }
}
