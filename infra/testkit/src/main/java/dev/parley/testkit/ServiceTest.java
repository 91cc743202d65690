package dev.parley.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.annotation.AliasFor;

/// A test of one service with its real database and broker, on random ports.
///
/// The context has these beans for the test: [TestDatabase], [Http], [Topics], [JournalProbe] and, for
/// counting SQL, a [dev.parley.testkit.conformance.StatementCounter]. It reads the same
/// environment variables as the started service, so nothing is configured only for tests.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public @interface ServiceTest {
    /// Short name of the service; empty for one without a database.
    String database() default "";

    @AliasFor(annotation = SpringBootTest.class)
    String[] properties() default {};

    @AliasFor(annotation = SpringBootTest.class)
    Class<?>[] classes() default {};
}
