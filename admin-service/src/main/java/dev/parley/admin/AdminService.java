package dev.parley.admin;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class AdminService {
    public static void main(String[] arguments) {
        SpringApplication.run(AdminService.class, arguments);
    }
}
