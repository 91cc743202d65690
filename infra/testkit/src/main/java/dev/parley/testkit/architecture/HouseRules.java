package dev.parley.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// What the style page says about the main code of a service, as one check:
/// `HouseRules.check("dev.parley.claims", "claims-service")`.
public final class HouseRules {
    private static final String NULL_MARKED = "org.jspecify.annotations.NullMarked";
    private static final String BANNED_PACKAGES = "(common|shared|core|util|utils|misc)";
    private static final String BANNED_NAMES = ".*(Impl|Utils?|Helper|Manager|Dto|DTO|Mapper)";

    private HouseRules() {}

    /// @param basePackage the service's package
    /// @param publisher the service's name as in [Event#publisher()]
    public static void check(String basePackage, String publisher) {
        JavaClasses main = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(basePackage);
        if (main.isEmpty()) {
            throw new AssertionError("no classes in " + basePackage + ": the check would prove nothing");
        }
        check(main, publisher);
    }

    /// Names every breach of every rule in one error.
    static void check(JavaClasses main, String publisher) {
        String breaches = rules(publisher).stream()
                .map(rule -> rule.allowEmptyShould(true).evaluate(main))
                .filter(EvaluationResult::hasViolation)
                .map(result -> result.getFailureReport().toString())
                .collect(Collectors.joining("\n\n"));
        if (!breaches.isEmpty()) {
            throw new AssertionError(breaches);
        }
    }

    private static List<ArchRule> rules(String publisher) {
        return List.of(
                noClasses()
                        .should(beInABannedPackage())
                        .because("a folder names a business thing or one technical job"),
                classes()
                        .that()
                        .areTopLevelClasses()
                        .should()
                        .haveNameNotMatching(BANNED_NAMES)
                        .because("such a name says nothing about the job"),
                classes().should(liveInANullMarkedPackage()),
                classes().should(constructOnlyEventsOf(publisher)),
                noClasses()
                        .should()
                        .callMethod(UUID.class, "randomUUID")
                        .because("ids come from an IdSource that is passed in"),
                clockOf(Instant.class),
                clockOf(LocalDate.class),
                clockOf(LocalDateTime.class),
                clockOf(OffsetDateTime.class),
                clockOf(ZonedDateTime.class),
                hidden("org.springframework.stereotype.Controller"),
                hidden("jakarta.persistence.Entity"),
                classes()
                        .that()
                        .areAssignableTo(named("org.springframework.data.repository.Repository"))
                        .should()
                        .notBePublic());
    }

    private static ArchRule clockOf(Class<?> type) {
        return noClasses().should().callMethod(type, "now").because("time comes from a Clock that is passed in");
    }

    /// Controllers, entities and repositories are affairs of their feature.
    private static ArchRule hidden(String annotation) {
        return classes()
                .that()
                .areAnnotatedWith(annotation)
                .or()
                .areMetaAnnotatedWith(annotation)
                .should()
                .notBePublic();
    }

    private static DescribedPredicate<JavaClass> named(String name) {
        return DescribedPredicate.describe(name, type -> type.getName().equals(name));
    }

    private static ArchCondition<JavaClass> beInABannedPackage() {
        return new ArchCondition<>("have a package called common, shared, core, util or misc") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean banned = type.getPackageName().matches("(.*\\.)?" + BANNED_PACKAGES + "(\\..*)?");
                events.add(new SimpleConditionEvent(type, banned, type.getName()));
            }
        };
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package with a package-info that says @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NULL_MARKED);
                events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " is not @NullMarked"));
            }
        };
    }

    /// A fact is told by the one to whom it happened.
    private static ArchCondition<JavaClass> constructOnlyEventsOf(String publisher) {
        return new ArchCondition<>("construct no event of another service than " + publisher) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaConstructorCall call : type.getConstructorCallsFromSelf()) {
                    JavaClass made = call.getTargetOwner();
                    if (made.isAssignableTo(DomainEvent.class)
                            && !made.getModifiers().contains(JavaModifier.ABSTRACT)
                            && made.isAnnotatedWith(Event.class)) {
                        boolean own = made.getAnnotationOfType(Event.class)
                                .publisher()
                                .equals(publisher);
                        events.add(new SimpleConditionEvent(type, own, call.getDescription()));
                    }
                }
            }
        };
    }
}
