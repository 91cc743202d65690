package dev.parley.attachment;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class AttachmentService {
    public static void main(String[] arguments) {
        SpringApplication.run(AttachmentService.class, arguments);
    }
}
