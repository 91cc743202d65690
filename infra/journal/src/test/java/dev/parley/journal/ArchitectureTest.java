package dev.parley.journal;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.parley.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void followsTheHouseRules() {
        HouseRules.check("dev.parley.journal", "nobody");
    }

    /// Consuming and appending go on without knowing how facts reach Kafka.
    @Test
    void knowsNothingOfTheRelayOutsideOfIt() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("dev.parley.journal")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.parley.journal.relay", "io.debezium..", "org.apache.kafka.connect..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.parley.journal"));
    }
}
