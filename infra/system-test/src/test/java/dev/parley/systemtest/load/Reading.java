package dev.parley.systemtest.load;

import dev.parley.systemtest.client.Person;
import dev.parley.systemtest.history.History.Counted;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// How far somebody has read, and what is unread after that, as the server tells it.
record Reading(Person reader, String conversation, long upToSeq, long unread) {

    private static final int ATTEMPTS = 10;

    /// A report of a position may still be on its way: the count belongs to the position when that
    /// is the same before and after.
    static Reading of(Person reader, String conversation) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long before = position(reader, conversation);
            long unread = unread(reader, conversation);
            if (position(reader, conversation) == before) {
                return new Reading(reader, conversation, before, unread);
            }
        }
        throw new IllegalStateException(reader + " goes on reading " + conversation);
    }

    Counted counted() {
        return new Counted(reader + ", asking", conversation, reader.userId(), upToSeq, unread);
    }

    private static long position(Person reader, String conversation) {
        JsonNode joined = reader.post("/conversations/join", Map.of("conversationId", conversation))
                .expect(200);
        return sum(joined.path("readPositions"), "userId", reader.userId(), "upToSeq");
    }

    private static long unread(Person reader, String conversation) {
        JsonNode counts = reader.get("/messages/unread-count").expect(200);
        return sum(counts.path("conversations"), "conversationId", conversation, "unread");
    }

    private static long sum(JsonNode list, String name, String wanted, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(each -> each.path(name).asString("").equals(wanted))
                .mapToLong(each -> each.path(field).asLong())
                .sum();
    }
}
