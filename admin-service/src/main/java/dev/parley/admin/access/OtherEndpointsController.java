package dev.parley.admin.access;

import dev.parley.web.Caller;
import dev.parley.web.NotBuiltYet;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Everything below `/admin` that no other controller answers.
@RestController
class OtherEndpointsController {
    @RequestMapping("/api/v1/admin/**")
    void notBuiltYet(Caller caller) {
        AdminOnly.check(caller);
        throw new NotBuiltYet("This part of the admin service is not available in this version.");
    }
}
