package dev.parley.admin.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.contracts.claims.ClaimAssigned;
import dev.parley.contracts.claims.ClaimSubmitted;
import dev.parley.contracts.messaging.ConversationDeleted;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.MessageEdited;
import dev.parley.contracts.messaging.MessageErased;
import dev.parley.contracts.messaging.MessageRead;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.messaging.MessageWithdrawn;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// The service, with claims and messaging played by the test.
@ServiceTest(database = "admin")
abstract class AdminScene {
    static final Instant NINE = Instant.parse("2026-11-20T09:00:00.125Z");
    static final String LIST = "/api/v1/admin/messages";

    @Autowired
    Topics topics;

    @Autowired
    Http http;

    @Autowired
    TestDatabase database;

    @Autowired
    JournalProbe journal;

    /// A claim and its conversation. The `n`-th message comes `n` minutes after nine.
    record Talk(String tenant, UUID claim, UUID conversation, UUID customer) {
        static Talk of(Cast customer) {
            return new Talk(customer.tenant(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        }

        ClaimSubmitted submitted() {
            return new ClaimSubmitted(
                    tenant,
                    claim,
                    "CLM-2026-" + claim.toString().substring(0, 6),
                    conversation,
                    customer,
                    "Alice Martin",
                    "fr",
                    "Water damage",
                    "DAMAGE",
                    NINE);
        }

        ConversationOpened opened(String kind) {
            boolean ofAClaim = !kind.equals("DIRECT");
            return new ConversationOpened(
                    tenant,
                    conversation,
                    1,
                    UUID.randomUUID(),
                    kind,
                    ofAClaim ? claim : null,
                    "Water damage",
                    List.of(customer),
                    NINE,
                    null);
        }

        MessageSent byCustomer(long seq, String body) {
            return message(seq, claim, customer, Cast.ALICE, body);
        }

        MessageSent byStaff(long seq, Cast who, String body) {
            return message(seq, claim, who.userId(), who, body);
        }

        MessageSent message(long seq, @Nullable UUID claimId, UUID sender, Cast like, String body) {
            return new MessageSent(
                    tenant,
                    conversation,
                    seq,
                    UUID.randomUUID(),
                    claimId,
                    "TEXT",
                    sender,
                    like.displayName(),
                    like.role(),
                    null,
                    body,
                    null,
                    UUID.randomUUID(),
                    NINE.plusSeconds(seq * 60),
                    List.of(customer),
                    null);
        }

        MessageEdited edited(MessageSent message, long seq, String body) {
            return new MessageEdited(
                    tenant,
                    conversation,
                    seq,
                    claim,
                    message.messageId(),
                    message.seq(),
                    customer,
                    body,
                    NINE.plusSeconds(seq * 60),
                    List.of(customer));
        }

        MessageWithdrawn withdrawn(MessageSent message, long seq) {
            return new MessageWithdrawn(
                    tenant,
                    conversation,
                    seq,
                    claim,
                    message.messageId(),
                    message.seq(),
                    customer,
                    null,
                    NINE.plusSeconds(seq * 60),
                    List.of(customer));
        }

        MessageErased erased(MessageSent message, long seq) {
            return new MessageErased(
                    tenant,
                    conversation,
                    seq,
                    claim,
                    message.messageId(),
                    message.seq(),
                    Cast.DIANE.userId(),
                    NINE.plusSeconds(seq * 60),
                    List.of(customer));
        }

        ConversationDeleted deleted(long seq) {
            return new ConversationDeleted(
                    tenant,
                    conversation,
                    seq,
                    claim,
                    Cast.DIANE.userId(),
                    NINE.plusSeconds(seq * 60),
                    List.of(customer));
        }

        ClaimAssigned assigned(@Nullable Cast agent) {
            return new ClaimAssigned(
                    tenant,
                    claim,
                    "CLM-2026-" + claim.toString().substring(0, 6),
                    customer,
                    conversation,
                    agent == null ? null : agent.userId(),
                    agent == null ? null : agent.displayName(),
                    null,
                    Cast.DIANE.userId(),
                    Cast.DIANE.displayName(),
                    "ADMIN",
                    NINE);
        }

        MessageRead read(UUID reader, String role, long upToSeq) {
            return new MessageRead(
                    tenant,
                    conversation,
                    claim,
                    reader,
                    role,
                    upToSeq,
                    null,
                    NINE.plusSeconds(3_600 + upToSeq),
                    List.of(customer));
        }
    }

    UUID consume(Topic topic, UUID key, DomainEvent event) {
        UUID id = topics.publish(topic, key, event);
        journal.awaitConsumed(id);
        return id;
    }

    /// Takes in what was published under `id` as if it had never been.
    void again(Topic topic, UUID key, DomainEvent event, UUID id) {
        database.execute("delete from consumed_event where event_id = ?", id);
        topics.publish(topic, key, event, id);
        journal.awaitConsumed(id);
    }

    UUID sent(MessageSent message) {
        return consume(Topic.CONVERSATION_EVENTS, message.conversationId(), message);
    }

    void read(MessageRead read) {
        consume(Topic.RECEIPT_EVENTS, read.conversationId(), read);
    }

    List<JsonNode> list(Cast who, String query) {
        List<JsonNode> items = new ArrayList<>();
        Http.Answer answer = http.as(who).get(LIST + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        answer.json().path("items").forEach(items::add);
        return items;
    }

    /// Bodies of the messages of the claim, narrowed by `more`.
    List<String> bodies(Talk talk, String more) {
        return list(Cast.DIANE, "?claimId=" + talk.claim() + more).stream()
                .map(item -> item.path("body").asString())
                .toList();
    }
}
