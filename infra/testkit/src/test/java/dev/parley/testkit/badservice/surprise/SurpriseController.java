package dev.parley.testkit.badservice.surprise;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SurpriseController {
    @GetMapping("/api/v1/surprise")
    String surprise() {
        return "nobody said who may call this";
    }
}
