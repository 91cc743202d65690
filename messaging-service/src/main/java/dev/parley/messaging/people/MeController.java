package dev.parley.messaging.people;

import dev.parley.web.Caller;
import dev.parley.web.NotBuiltYet;
import dev.parley.web.Role;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The caller, as their token describes them.
@RestController
@RequestMapping("/api/v1/me")
class MeController {
    /// @param locale `fr` or `en`
    record Me(UUID userId, String tenant, Role role, String name, String email, String locale) {}

    @GetMapping
    Me me(Caller caller) {
        return new Me(caller.userId(), caller.tenant(), caller.role(), caller.name(), caller.email(), caller.locale());
    }

    /// Of the contract, not of this version.
    @PostMapping("/export")
    void export(Caller caller) {
        throw new NotBuiltYet("Exports are not available in this version.");
    }

    /// Of the contract, not of this version.
    @GetMapping("/export/{job}")
    void exported(Caller caller, @PathVariable UUID job) {
        throw new NotBuiltYet("Exports are not available in this version.");
    }
}
