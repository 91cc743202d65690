package dev.parley.testkit;

import java.util.Locale;
import java.util.UUID;

/// The people of every test. Their ids are those of the development sign-in, so that a test and the local
/// stack speak of the same persons.
public enum Cast {
    ALICE(1, "acme", "CUSTOMER", "Alice Martin", "fr"),
    BRUNO(2, "acme", "CUSTOMER", "Bruno Keller", "en"),
    CHLOE(3, "acme", "AGENT", "Chloé Bernard", "fr"),
    KARIM(4, "acme", "AGENT", "Karim Haddad", "en"),
    DIANE(5, "acme", "ADMIN", "Diane Moreau", "fr"),
    ERIN(6, "globex", "CUSTOMER", "Erin Walsh", "en"),
    FELIX(7, "globex", "AGENT", "Felix Brandt", "en"),
    GINA(8, "globex", "ADMIN", "Gina Rossi", "fr");

    private final UUID userId;
    private final String tenant;
    private final String role;
    private final String displayName;
    private final String locale;

    Cast(int number, String tenant, String role, String displayName, String locale) {
        this.userId = new UUID(0x0192_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
        this.tenant = tenant;
        this.role = role;
        this.displayName = displayName;
        this.locale = locale;
    }

    public UUID userId() {
        return userId;
    }

    public String tenant() {
        return tenant;
    }

    /// CUSTOMER, AGENT or ADMIN.
    public String role() {
        return role;
    }

    public String displayName() {
        return displayName;
    }

    public String locale() {
        return locale;
    }

    public String username() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String email() {
        return username() + "@" + tenant + ".example";
    }
}
