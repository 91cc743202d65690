package dev.parley.systemtest.planted;

import java.util.Set;

/// What happened, as the journal tells it and the topic carries it.
sealed interface Fact {

    String conversation();

    /// Those concerned, the one who leaves included.
    Set<String> members();

    /// @param key empty for what the server wrote itself
    /// @param leaver whom the entry takes the access from; empty for nobody
    record Entry(
            String conversation, long seq, String key, String text, String sender, Set<String> members, String leaver)
            implements Fact {}

    record Receipt(String conversation, String reader, long upToSeq, Set<String> members) implements Fact {}
}
