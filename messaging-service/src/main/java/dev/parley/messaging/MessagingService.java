package dev.parley.messaging;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
public class MessagingService {
    public static void main(String[] arguments) {
        SpringApplication.run(MessagingService.class, arguments);
    }
}
