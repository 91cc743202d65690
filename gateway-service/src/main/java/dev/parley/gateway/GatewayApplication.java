package dev.parley.gateway;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

@SpringBootApplication
@ConfigurationPropertiesScan
class GatewayApplication {
    static void main(String[] arguments) {
        SpringApplication.run(GatewayApplication.class, arguments);
    }

    @Bean
    @Primary
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SteadyClock steadyClock(Clock clock) {
        return new SteadyClock(clock);
    }
}
