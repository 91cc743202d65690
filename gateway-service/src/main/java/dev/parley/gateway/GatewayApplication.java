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
    /// Read by Reactor Netty when its first class is loaded: one thread does nothing but accept. On a loop that serves
    /// sockets as well, 16 connections are accepted a turn, and when thousands come back a turn takes a second.
    private static final String ACCEPTING_THREADS = "reactor.netty.ioSelectCount";

    static void main(String[] arguments) {
        if (System.getProperty(ACCEPTING_THREADS) == null) {
            System.setProperty(ACCEPTING_THREADS, "1");
        }
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
