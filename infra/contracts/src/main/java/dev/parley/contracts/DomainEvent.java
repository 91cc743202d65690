package dev.parley.contracts;

/// A fact that one service tells the others. Every implementation is a record that carries an [Event] annotation.
public interface DomainEvent {
    /// The tenant of a fact about the installation itself, such as a gateway being alive.
    String NO_TENANT = "*";

    /// The tenant to which the fact belongs. It agrees with the `ce_tenant` header, or the record is refused.
    String tenant();
}
