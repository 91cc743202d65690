package dev.parley.gateway.backend;

import dev.parley.gateway.GatewayProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BackendConfiguration {
    @Bean
    Messaging messaging(GatewayProperties gateway) {
        return new Messaging(new ServiceClient("messaging", gateway.services().messaging()));
    }

    @Bean
    Presence presence(GatewayProperties gateway) {
        return new Presence(new ServiceClient("presence", gateway.services().presence()));
    }
}
