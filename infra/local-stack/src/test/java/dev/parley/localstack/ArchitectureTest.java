package dev.parley.localstack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.parley.localstack");

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("dev.parley.localstack.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    /// Tests of every service borrow database and broker; they must not need the launcher's or the sign-in's libraries.
    @Test
    void keepsDatabaseAndBrokerFreeOfTheOptionalLibraries() {
        noClasses()
                .that()
                .resideInAnyPackage("..localstack.postgres..", "..localstack.kafka..", "..localstack.process..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "picocli..", "tools.jackson..", "com.icegreen..")
                .check(CLASSES);
    }

    @Test
    void usesNoNamesThatSayNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Dto|Mapper)")
                .check(CLASSES);
    }
}
