package dev.parley.presence;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class PresenceService {
    public static void main(String[] arguments) {
        SpringApplication.run(PresenceService.class, arguments);
    }
}
