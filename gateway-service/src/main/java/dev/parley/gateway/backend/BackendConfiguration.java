package dev.parley.gateway.backend;

import dev.parley.gateway.GatewayProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BackendConfiguration {
    @Bean
    Backends backends(GatewayProperties gateway) {
        GatewayProperties.Services services = gateway.services();
        return new Backends(
                new Replicas("claims", services.claims()),
                new Replicas("messaging", services.messaging()),
                new Replicas("attachment", services.attachment()),
                new Replicas("notification", services.notification()),
                new Replicas("presence", services.presence()),
                new Replicas("admin", services.admin()));
    }

    @Bean
    Messaging messaging(Backends backends) {
        return new Messaging(new ServiceClient("messaging", backends.messaging()));
    }

    @Bean
    Presence presence(Backends backends) {
        return new Presence(new ServiceClient("presence", backends.presence()));
    }
}
