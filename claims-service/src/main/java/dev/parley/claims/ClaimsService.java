package dev.parley.claims;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class ClaimsService {
    public static void main(String[] arguments) {
        SpringApplication.run(ClaimsService.class, arguments);
    }
}
