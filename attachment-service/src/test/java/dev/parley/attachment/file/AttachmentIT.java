package dev.parley.attachment.file;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static dev.parley.testkit.Cast.ERIN;
import static dev.parley.testkit.Cast.FELIX;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.testkit.Http.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttachmentIT extends AttachmentScene {
    private final Person alice = Person.like(ALICE);
    private final Person bruno = Person.like(BRUNO);
    private final Person chloe = Person.like(CHLOE);
    private final Person karim = Person.like(KARIM);
    private final Person diane = Person.like(DIANE);

    @Test
    void saysItIsNotBuiltToThoseWhoMaySeeTheConversation() {
        Talk talk = Talk.of("CLAIM");
        consume(talk, talk.opened(alice));

        Answer answer = upload(alice, "/api/v1/attachments?conversationId=" + talk.id());

        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.problem()).isEqualTo("not-implemented");
        assertThat(uploadTo(talk, chloe)).as("staff").isEqualTo(501);
        assertThat(uploadTo(talk, diane)).as("admin").isEqualTo(501);
    }

    @Test
    void answersEverybodyElseAsIfItWereNotThere() {
        Talk talk = Talk.of("CLAIM");
        consume(talk, talk.opened(alice));
        Talk unknown = Talk.of("CLAIM");

        for (Person other : List.of(bruno, Person.like(ERIN), Person.like(FELIX))) {
            Answer refused = upload(other, "/api/v1/attachments?conversationId=" + talk.id());
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.text())
                    .isEqualTo(upload(other, "/api/v1/attachments?conversationId=" + unknown.id())
                            .text());
        }
        assertThat(upload(alice, "/api/v1/attachments").status()).isEqualTo(400);
        assertThat(http.post("/api/v1/attachments?conversationId=" + talk.id()).status())
                .isEqualTo(401);
    }

    @Test
    void keepsNotesAmongStaffAndTalksAmongThoseWhoTakePart() {
        Talk notes = Talk.of("INTERNAL");
        consume(notes, notes.opened(chloe, alice));
        Talk direct = Talk.of("DIRECT");
        consume(direct, direct.opened(chloe, karim));

        assertThat(uploadTo(notes, alice)).as("a customer, even if named").isEqualTo(404);
        assertThat(uploadTo(notes, karim)).isEqualTo(501);
        assertThat(uploadTo(direct, karim)).isEqualTo(501);
        assertThat(uploadTo(direct, diane)).as("not part of it").isEqualTo(404);
    }

    @Test
    void listsNoAttachmentsOfAMessageOneMaySee() {
        Talk talk = Talk.of("CLAIM");
        consume(talk, talk.opened(alice));
        MessageSent message = talk.message(2, alice);
        consume(talk, message);
        String path = "/api/v1/messages/" + message.messageId() + "/attachments";

        assertThat(as(alice).get(path).text()).isEqualTo("{\"items\":[],\"nextCursor\":null}");
        assertThat(as(chloe).get(path).status()).isEqualTo(200);
        assertThat(as(bruno).get(path).status()).isEqualTo(404);
        assertThat(as(Person.like(FELIX)).get(path).status()).isEqualTo(404);
        assertThat(upload(alice, path).status()).isEqualTo(501);
        assertThat(upload(bruno, path).status()).isEqualTo(404);
        assertThat(as(alice)
                        .get("/api/v1/messages/" + UUID.randomUUID() + "/attachments")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void followsWhoTakesPart() {
        Talk talk = Talk.of("CLAIM");
        consume(talk, talk.opened(alice));
        assertThat(uploadTo(talk, bruno)).isEqualTo(404);

        consume(talk, talk.message(2, alice, bruno));
        assertThat(uploadTo(talk, bruno)).as("joined").isEqualTo(501);

        MessageSent old = talk.message(2, alice, bruno);
        consume(talk, talk.message(3, alice));
        consume(talk, old);
        assertThat(uploadTo(talk, bruno)).as("left, whatever comes late").isEqualTo(404);
    }

    @Test
    void isUnmovedByARepeatedEvent() {
        Talk talk = Talk.of("CLAIM");
        UUID opened = consume(talk, talk.opened(alice));
        MessageSent message = talk.message(2, alice, bruno);
        UUID sent = consume(talk, message);

        topics.publish(Topic.CONVERSATION_EVENTS, talk.id(), talk.opened(alice), opened);
        topics.publish(Topic.CONVERSATION_EVENTS, talk.id(), message, sent);
        database.execute("delete from consumed_event where event_id = ?", opened);
        topics.publish(Topic.CONVERSATION_EVENTS, talk.id(), talk.opened(alice), opened);
        journal.awaitConsumed(opened);

        assertThat(database.rows("select user_id from participant where conversation_id = ?", talk.id()))
                .hasSize(2);
        assertThat(database.rows("select 1 from message where conversation_id = ?", talk.id()))
                .hasSize(1);
    }

    @Test
    void knowsNoAttachmentYet() {
        UUID id = UUID.randomUUID();
        for (Answer answer : List.of(
                as(alice).get("/api/v1/attachments/" + id),
                as(alice).get("/api/v1/attachments/" + id + "/preview?size=200"),
                as(alice).post("/api/v1/attachments/" + id + "/link"),
                as(alice).get("/api/v1/messages/attachments/" + id),
                as(alice).delete("/api/v1/messages/attachments/" + id))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.problem()).isEqualTo("not-found");
        }
        assertThat(as(alice).get("/api/v1/attachments/quota").status()).isEqualTo(501);
    }

    @Test
    void readsARefusedUploadToItsEnd() {
        Talk talk = Talk.of("CLAIM");
        consume(talk, talk.opened(alice));
        String tenMegabytes = "x".repeat(10 << 20);

        Answer answer = as(alice)
                .with("Content-Type", "multipart/form-data; boundary=x")
                .post("/api/v1/attachments?conversationId=" + talk.id(), tenMegabytes);

        assertThat(answer.status()).isEqualTo(501);
    }

    @Test
    void isHeldApartByThePoliciesAlone() throws SQLException {
        Talk talk = Talk.of("CLAIM");
        consume(talk, talk.opened(alice));
        consume(talk, talk.message(2, alice));

        try (Connection app = database.connectAsApp()) {
            for (String from : List.of(
                    "conversation where id", "participant where conversation_id", "message where conversation_id")) {
                String all = "select count(*) from " + from + " = '" + talk.id() + "'";
                assertThat(count(app, "", all)).as(from).isZero();
                assertThat(count(app, "globex", all)).as(from).isZero();
                assertThat(count(app, "*", all)).as(from).isZero();
                assertThat(count(app, "acme", all)).as(from).isEqualTo(1);
            }
        }
    }

    /// With the policies off only the queries are left.
    @Test
    void isHeldApartByTheQueriesAlone() {
        Talk talk = Talk.of("CLAIM");
        consume(talk, talk.opened(alice));
        Person impostor = new Person(alice.id(), ERIN); // the same user id in another tenant
        List<String> tables = List.of("conversation", "participant", "message");
        tables.forEach(table -> database.execute("alter table " + table + " disable row level security"));
        try {
            assertThat(uploadTo(talk, impostor)).isEqualTo(404);
            assertThat(uploadTo(talk, Person.like(FELIX))).isEqualTo(404);
            assertThat(uploadTo(talk, alice)).isEqualTo(501);
        } finally {
            tables.forEach(table -> database.execute("alter table " + table + " enable row level security"));
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
