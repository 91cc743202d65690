package dev.parley.systemtest.client;

import java.util.Locale;

/// The people the development sign-in knows: Alice and Bruno are customers, Chloé and Karim agents, Diane the admin of
/// acme; Erin, Felix and Gina are the same of globex.
public enum DemoUser {
    ALICE,
    BRUNO,
    CHLOE,
    KARIM,
    DIANE,
    ERIN,
    FELIX,
    GINA;

    String username() {
        return name().toLowerCase(Locale.ROOT);
    }
}
