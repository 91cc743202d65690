package dev.parley.journal;

import java.util.List;

/// Appends facts in the transaction of the caller: both become true in the same commit, or neither does.
public interface Journal {
    /// @throws IllegalStateException when no transaction is running, or a fact belongs to another tenant than the scope
    void append(List<Fact> facts);

    default void append(Fact... facts) {
        append(List.of(facts));
    }
}
