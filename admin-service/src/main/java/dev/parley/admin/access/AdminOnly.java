package dev.parley.admin.access;

import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import dev.parley.web.Role;

/// First statement of each endpoint of this service.
public final class AdminOnly {
    private AdminOnly() {}

    /// @throws Forbidden for everybody else, whatever they asked for
    public static void check(Caller caller) {
        if (caller.role() != Role.ADMIN) {
            throw new Forbidden("This is for admins.");
        }
    }
}
