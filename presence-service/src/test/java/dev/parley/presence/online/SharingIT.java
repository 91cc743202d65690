package dev.parley.presence.online;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.ERIN;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.ConversationDeleted;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.messaging.ParticipantJoined;
import dev.parley.contracts.messaging.ParticipantLeft;
import dev.parley.testkit.conformance.StatementCounter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// A customer may know about those with whom they are in a conversation at the moment, and about nobody else.
class SharingIT extends PresenceScene {
    @Autowired
    private StatementCounter statements;

    private final Person alice = Person.like(ALICE);
    private final Person bruno = Person.like(BRUNO);
    private final Person chloe = Person.like(CHLOE);
    private final UUID talk = UUID.randomUUID();
    private String ofSomebodyUnknown = "";

    @BeforeEach
    void everybodyIsThere() {
        UUID gateway = UUID.randomUUID();
        List.of(alice, bruno, chloe).forEach(person -> open(person, gateway));
        UUID nobody = UUID.randomUUID();
        ofSomebodyUnknown =
                as(alice).get("/api/v1/presence?userIds=" + nobody).text().replace(nobody.toString(), "?");
    }

    private UUID hear(DomainEvent event) {
        UUID id = topics.publish(Topic.CONVERSATION_EVENTS, talk, event);
        journal.awaitConsumed(id);
        return id;
    }

    private static List<UUID> ids(Person... people) {
        return Stream.of(people).map(Person::id).toList();
    }

    private ConversationOpened opened(String tenant, String kind, Person... people) {
        return new ConversationOpened(
                tenant, talk, 1, UUID.randomUUID(), kind, null, null, ids(people), Instant.now(), null);
    }

    private MessageSent said(long seq, Person sender, Person... people) {
        return new MessageSent(
                "acme",
                talk,
                seq,
                UUID.randomUUID(),
                null,
                "TEXT",
                sender.id(),
                sender.like().displayName(),
                sender.like().role(),
                null,
                "Hello",
                null,
                null,
                Instant.now(),
                ids(people),
                null);
    }

    private ParticipantJoined joined(long seq, Person who, Person... everybody) {
        return new ParticipantJoined(
                "acme",
                talk,
                seq,
                null,
                who.id(),
                who.like().displayName(),
                who.like().role(),
                null,
                Instant.now(),
                ids(everybody));
    }

    private ParticipantLeft left(long seq, Person who, Person... remaining) {
        return new ParticipantLeft("acme", talk, seq, null, who.id(), who.id(), Instant.now(), ids(remaining));
    }

    private ConversationDeleted deleted(long seq, Person... people) {
        return new ConversationDeleted("acme", talk, seq, null, UUID.randomUUID(), Instant.now(), ids(people));
    }

    private void knows(Person who, Person about) {
        assertThat(presence(as(who), about).path("status").asString()).isEqualTo("ONLINE");
        assertThat(presence(as(who), about).path("watchable").asBoolean()).isTrue();
    }

    /// Byte for byte what is answered for somebody who never was.
    private void knowsNothing(Person who, Person about) {
        assertThat(as(who).get("/api/v1/presence?userIds=" + about.id())
                        .text()
                        .replace(about.id().toString(), "?"))
                .isEqualTo(ofSomebodyUnknown)
                .contains("\"watchable\":false");
    }

    @Test
    void showsACustomerThemselvesAndNobodyElseAtFirst() {
        knows(alice, alice);
        knowsNothing(alice, bruno);
        knowsNothing(alice, chloe);
    }

    @Test
    void showsStaffEverybodyOfTheirTenantWithoutAConversation() {
        knows(chloe, alice);
        knows(chloe, bruno);
    }

    @Test
    void showsThoseWhoAreInAConversationEachOther() {
        hear(opened("acme", "GROUP", alice, bruno));
        knows(alice, bruno);
        knows(bruno, alice);
        knowsNothing(alice, chloe);
    }

    @Test
    void showsACustomerTheStaffWhoSpokeOrWereAssigned() {
        hear(opened("acme", "CLAIM", alice));
        knowsNothing(alice, chloe);
        hear(said(2, alice, alice));
        hear(said(3, chloe, alice, chloe));
        knows(alice, chloe);
        knowsNothing(bruno, chloe);

        Person karim = Person.like(KARIM);
        hear(joined(4, karim, alice, chloe, karim));
        assertThat(presence(as(alice), karim).path("watchable").asBoolean())
                .as("never seen, and not hidden")
                .isTrue();
        knows(alice, chloe);
    }

    @Test
    void showsNothingAfterEitherOfThemLeft() {
        hear(opened("acme", "GROUP", alice, bruno, chloe));
        hear(left(2, bruno, alice, chloe));
        knowsNothing(alice, bruno);
        knowsNothing(bruno, alice);
        knowsNothing(bruno, chloe);
        knows(alice, chloe);
        hear(left(3, chloe, alice));
        knowsNothing(alice, chloe);
        knows(chloe, alice);
    }

    @Test
    void showsNothingAfterTheConversationWasDeletedWhateverComesLate() {
        ConversationOpened opened = opened("acme", "GROUP", alice, bruno);
        hear(opened);
        hear(deleted(4, alice, bruno));
        hear(opened);
        hear(said(2, chloe, alice, bruno, chloe));
        hear(joined(3, chloe, alice, bruno, chloe));
        hear(joined(5, chloe, alice, bruno, chloe));
        knowsNothing(alice, bruno);
        knowsNothing(alice, chloe);
    }

    @Test
    void isUnmovedByRepeatedAndLateEvents() {
        ParticipantJoined joined = joined(2, chloe, alice, chloe);
        MessageSent said = said(3, chloe, alice, chloe);
        hear(opened("acme", "CLAIM", alice));
        hear(joined);
        hear(said);
        hear(left(4, chloe, alice));
        hear(joined);
        hear(said);
        knowsNothing(alice, chloe);
        hear(said(5, chloe, alice, chloe));
        knows(alice, chloe);
    }

    @Test
    void bringsNobodyTogetherInTheNotesOfTheStaff() {
        hear(opened("acme", "INTERNAL", alice, chloe));
        hear(joined(2, chloe, alice, chloe));
        hear(said(3, chloe, alice, chloe));
        knowsNothing(alice, chloe);
    }

    @Test
    void bringsNobodyTogetherAcrossTenants() {
        Person erin = Person.like(ERIN);
        hear(opened("globex", "GROUP", erin, alice));
        JsonNode seen = presence(as(erin), alice);
        assertThat(seen.path("status").asString()).isEqualTo("OFFLINE");
        assertThat(seen.path("lastSeenAt").isNull()).isTrue();
        knowsNothing(alice, erin);
        knowsNothing(erin, bruno);
    }

    @Test
    void isHeldApartByThePoliciesAlone() throws SQLException {
        hear(opened("acme", "GROUP", alice, bruno));
        try (Connection app = database.connectAsApp()) {
            for (String tenant : List.of("", "globex", "*", "acme")) {
                long expected = tenant.equals("acme") ? 1 : 0;
                assertThat(count(app, tenant, "select count(*) from conversation where id = '" + talk + "'"))
                        .as("conversation for " + tenant)
                        .isEqualTo(expected);
                assertThat(count(
                                app, tenant, "select count(*) from participant where conversation_id = '" + talk + "'"))
                        .as("participants for " + tenant)
                        .isEqualTo(2 * expected);
            }
        }
    }

    @Test
    void asksForManyWithAsManyStatementsAsForOne() {
        hear(opened("acme", "GROUP", alice, bruno, chloe));
        for (int many : List.of(1, 20)) {
            String others = (UUID.randomUUID() + ",").repeat(many);
            assertThat(statements.during(() -> as(alice).get("/api/v1/presence?userIds=" + others + bruno.id())))
                    .as("the tenant, who shares a conversation, who is there")
                    .isEqualTo(3);
        }
    }

    private static long count(Connection app, String tenant, String sql) throws SQLException {
        try (var statement = app.createStatement()) {
            statement.execute("select set_config('parley.tenant', '" + tenant + "', false)");
            try (var result = statement.executeQuery(sql)) {
                result.next();
                return result.getLong(1);
            }
        }
    }
}
