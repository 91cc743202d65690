package dev.parley.web.access;

import java.util.Collection;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Puts the table before every endpoint, and the start under the condition that it is complete.
@AutoConfiguration
public class AccessAutoConfiguration {
    @Bean
    AccessTable accessTable() {
        return AccessTable.read();
    }

    @Bean
    WebMvcConfigurer rolesBeforeControllers(AccessTable table) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new RoleCheck(table));
            }
        };
    }

    /// @throws IllegalStateException at start, naming every endpoint about which nobody said who may call it
    @Bean
    SmartInitializingSingleton eachEndpointHasARow(
            AccessTable table, ObjectProvider<RequestMappingHandlerMapping> mappings) {
        return () -> mappings.forEach(mapping -> {
            Collection<String> missing =
                    table.without(mapping.getHandlerMethods().keySet());
            if (!missing.isEmpty()) {
                throw new IllegalStateException("access.yaml does not say who may call " + String.join(", ", missing));
            }
        });
    }
}
