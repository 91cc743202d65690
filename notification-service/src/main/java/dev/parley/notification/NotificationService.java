package dev.parley.notification;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class NotificationService {
    public static void main(String[] arguments) {
        SpringApplication.run(NotificationService.class, arguments);
    }
}
