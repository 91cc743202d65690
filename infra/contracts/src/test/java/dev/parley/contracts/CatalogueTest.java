package dev.parley.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private final JavaClasses contracts = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.parley.contracts");

    @Test
    void holdsEveryRecordThatIsAnEvent() {
        assertThat(contracts.stream()
                        .filter(type -> type.isAssignableTo(DomainEvent.class) && !type.isInterface())
                        .map(type -> (Object) type.reflect()))
                .containsExactlyInAnyOrderElementsOf(Catalogue.events());
    }

    @Test
    void dependsOnNothingButTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.parley.contracts..", "org.jspecify..")
                .check(contracts);
    }

    @Test
    void namesTypesAfterTheAggregateAndThePastParticiple() {
        assertThat(Catalogue.events())
                .allSatisfy(event -> assertThat(Catalogue.describe(event).type())
                        .matches("[a-z]+\\.[a-z]+(-[a-z]+)?\\.v[1-9]")
                        .doesNotContain("event"));
    }

    @Test
    void derivesTheConversationOfAClaimTheSameWayForEver() {
        UUID claim = UUID.fromString("0190a5c0-7b3c-7d11-8a51-0a6f4c9d2e10");
        assertThat(ConversationIds.ofClaim(claim))
                .isEqualTo(ConversationIds.ofClaim(claim))
                .isNotEqualTo(claim);
        assertThat(ConversationIds.ofClaim(claim).version()).isEqualTo(7);
        assertThat(ConversationIds.ofClaim(claim).variant()).isEqualTo(2);
        assertThat(ConversationIds.ofClaim(claim).toString()).startsWith("0190a5c0-7b3c-7");
        assertThat(List.of(
                        ConversationIds.ofClaim(claim),
                        ConversationIds.ofClaimNotes(claim),
                        ConversationIds.ofAppointment(claim)))
                .doesNotHaveDuplicates();
    }
}
