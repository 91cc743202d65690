package dev.parley.web.limit;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Turned on by `web.limit.enabled` in the `application.yaml` of a service.
@AutoConfiguration
@ConditionalOnBooleanProperty("web.limit.enabled")
@EnableConfigurationProperties(LimitProperties.class)
public class LimitAutoConfiguration {
    /// Behind the check of the role: who may not do it at all is told so.
    @Bean
    WebMvcConfigurer personalLimit(LimitProperties limits, ObjectProvider<MeterRegistry> meters) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new PersonalLimit(limits, TimeMeter.SYSTEM_NANOTIME, meters.getObject()))
                        .order(Ordered.LOWEST_PRECEDENCE);
            }
        };
    }
}
