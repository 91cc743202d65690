package dev.parley.testkit;

import dev.parley.testkit.conformance.StatementCounter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/// Gives a context of a [ServiceTest] its environment and its probes. Tests with the same database name and properties
/// share one context and one database.
final class ServiceTestContext implements ContextCustomizerFactory {
    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        ServiceTest test = AnnotatedElementUtils.findMergedAnnotation(testClass, ServiceTest.class);
        return test == null ? null : new Environment(test.database());
    }

    private record Environment(String database) implements ContextCustomizer {
        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
            Map<String, Object> environment = new LinkedHashMap<>();
            ConfigurableListableBeanFactory beans = context.getBeanFactory();
            if (!database.isEmpty()) {
                TestDatabase fresh = TestDatabase.create(database);
                environment.putAll(fresh.environment());
                beans.registerSingleton("testDatabase", fresh);
                beans.registerSingleton("journalProbe", new JournalProbe(fresh));
                StatementCounter counter = new StatementCounter();
                beans.addBeanPostProcessor(counter);
                beans.registerSingleton("statementCounter", counter);
            }
            environment.put("PARLEY_KAFKA_BOOTSTRAP", Servers.kafkaBootstrap());
            environment.put("PARLEY_ISSUER", TestTokens.ISSUER);
            environment.put("PARLEY_JWKS_URI", TestTokens.jwksUri());
            environment.put("PARLEY_CURSOR_SECRET", "a secret of the tests, 32 bytes at least");
            environment.put("management.server.port", "0");
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("testkit", environment));
            beans.registerSingleton("topics", new Topics(Servers.kafkaBootstrap()));
            beans.registerSingleton("http", Http.to(() -> port(context)));
        }

        private static int port(ConfigurableApplicationContext context) {
            return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        }
    }
}
