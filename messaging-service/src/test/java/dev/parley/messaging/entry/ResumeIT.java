package dev.parley.messaging.entry;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.ConversationIds;
import dev.parley.messaging.Claims;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ServiceTest(database = "messaging")
class ResumeIT {
    @Autowired
    Http http;

    @Autowired
    Topics topics;

    @Autowired
    JournalProbe journal;

    @Autowired
    TestDatabase database;

    private UUID claim;
    private UUID conversation;

    @BeforeEach
    void submitAClaimAndTalk() {
        claim = new Claims(topics, journal).submittedBy(ALICE);
        conversation = ConversationIds.ofClaim(claim);
        for (int i = 0; i < 6; i++) {
            Claims.say(http, i % 2 == 0 ? ALICE : CHLOE, claim, "message " + i);
        }
    }

    @Test
    void givesTheWholeLogWithoutAHole() {
        JsonNode page = http.as(ALICE)
                .get("/api/v1/conversations/" + conversation + "/entries")
                .json();
        assertThat(seqs(page.path("items")))
                .isEqualTo(LongStream.rangeClosed(1, 8).boxed().toList());
        assertThat(page.path("items").get(0).path("type").asString()).isEqualTo("conversation_updated");
        assertThat(page.path("items").get(1).path("type").asString()).isEqualTo("new_message");
        JsonNode rest = http.as(ALICE)
                .get("/api/v1/conversations/" + conversation + "/entries?afterSeq=3&limit=2")
                .json();
        assertThat(seqs(rest.path("items"))).containsExactly(4L, 5L);
    }

    @Test
    void joinsWithWhatWasMissed() {
        JsonNode joined = join(Map.of("claimId", claim, "afterSeq", 5)).json();
        assertThat(seqs(joined.path("entries"))).containsExactly(6L, 7L, 8L);
        assertThat(joined.path("headSeq").asLong()).isEqualTo(8);
        assertThat(joined.path("more").asBoolean()).isFalse();
        assertThat(joined.path("participants").size()).isEqualTo(2);
        assertThat(seqs(join(Map.of("claimId", claim)).json().path("entries"))).isEmpty();
    }

    @Test
    void asksAClientOfAnotherEpochToStartAnew() {
        JsonNode joined = join(Map.of("claimId", claim, "afterSeq", 5, "epoch", UUID.randomUUID()))
                .json();
        assertThat(joined.path("resync").asBoolean()).isTrue();
        assertThat(seqs(joined.path("entries")))
                .isEqualTo(LongStream.rangeClosed(1, 8).boxed().toList());
        JsonNode same = join(Map.of(
                        "claimId",
                        claim,
                        "afterSeq",
                        5,
                        "epoch",
                        joined.path("epoch").asString()))
                .json();
        assertThat(same.path("resync").asBoolean()).isFalse();
    }

    @Test
    void announcesWhatOneAnswerCannotHold() {
        for (int i = 0; i < Resume.MOST_ENTRIES_EACH; i++) {
            Claims.say(http, ALICE, claim, "more " + i);
        }
        JsonNode part = sync(Map.of(conversation, Map.of("seq", 2)));
        assertThat(part.path("entries").size()).isEqualTo(Resume.MOST_ENTRIES_EACH);
        assertThat(part.path("more").asBoolean()).isTrue();
    }

    @Test
    void syncsWhatIsHeldAndWhatIsNewAndNothingForeign() {
        UUID later = new Claims(topics, journal).submittedBy(ALICE);
        UUID brunos = ConversationIds.ofClaim(new Claims(topics, journal).submittedBy(BRUNO));
        Answer answer = http.as(ALICE)
                .post(
                        "/api/v1/conversations/sync",
                        Map.of("cursors", Map.of(conversation, Map.of("seq", 7), brunos, Map.of("seq", 0))));
        Map<String, List<Long>> missed = answer.json()
                .path("conversations")
                .valueStream()
                .collect(Collectors.toMap(
                        part -> part.path("conversationId").asString(), part -> seqs(part.path("entries"))));
        assertThat(missed)
                .containsEntry(conversation.toString(), List.of(8L))
                .containsEntry(ConversationIds.ofClaim(later).toString(), List.of(1L, 2L))
                .doesNotContainKey(brunos.toString());
    }

    /// Whoever is asked to help in an older conversation while away.
    @Test
    void syncsAnOlderConversationThatOneWasAddedToSince() throws SQLException {
        Answer made = http.as(KARIM)
                .post("/api/v1/conversations", Map.of("kind", "GROUP", "participantIds", List.of(DIANE.userId())));
        UUID older = UUID.fromString(made.json().path("id").asString());
        longAgo("update conversation set opened_at = opened_at - interval '1 day' where id = ?", older);
        longAgo("update participant set joined_at = joined_at - interval '1 day' where conversation_id = ?", older);
        assertThat(syncedBy(CHLOE)).doesNotContain(older.toString());
        http.as(KARIM).post("/api/v1/conversations/" + older + "/participants", Map.of("userId", CHLOE.userId()));
        assertThat(syncedBy(CHLOE)).contains(conversation.toString(), older.toString());
        assertThat(syncedBy(DIANE)).doesNotContain(older.toString());
    }

    /// Who joined before the newest conversation was opened may have become visible only after the client had synced.
    @Test
    void syncsWhatWasCommittedALittleLate() throws SQLException {
        Answer made = http.as(KARIM)
                .post("/api/v1/conversations", Map.of("kind", "GROUP", "participantIds", List.of(CHLOE.userId())));
        UUID late = UUID.fromString(made.json().path("id").asString());
        longAgo("update participant set joined_at = joined_at - interval '40 seconds' where conversation_id = ?", late);
        assertThat(syncedBy(CHLOE)).contains(late.toString());
    }

    private void longAgo(String update, UUID conversationId) throws SQLException {
        try (Connection connection = database.connectAsOwner();
                PreparedStatement tenant = connection.prepareStatement("set parley.tenant = 'acme'");
                PreparedStatement statement = connection.prepareStatement(update)) {
            tenant.execute();
            statement.setObject(1, conversationId);
            assertThat(statement.executeUpdate()).isPositive();
        }
    }

    private List<String> syncedBy(Cast person) {
        return http.as(person)
                .post("/api/v1/conversations/sync", Map.of("cursors", Map.of(conversation, Map.of("seq", 8))))
                .json()
                .path("conversations")
                .valueStream()
                .map(part -> part.path("conversationId").asString())
                .toList();
    }

    @Test
    void refusesCursorsThatAreNone() {
        for (Object cursors : List.of(
                Map.of(conversation, Map.of("seq", -1)),
                Map.of(conversation, Map.of()),
                Map.of("x", Map.of("seq", 1)),
                List.of(),
                "x")) {
            assertThat(http.as(ALICE)
                            .post("/api/v1/conversations/sync", Map.of("cursors", cursors))
                            .status())
                    .as(cursors.toString())
                    .isEqualTo(400);
        }
    }

    @Test
    void listsConversationsWithLastMessageAndUnread() {
        JsonNode item = http.as(ALICE)
                .get("/api/v1/conversations?limit=100")
                .json()
                .path("items")
                .valueStream()
                .filter(row -> row.path("id").asString().equals(conversation.toString()))
                .findFirst()
                .orElseThrow();
        assertThat(item.path("lastMessage").path("body").asString()).isEqualTo("message 5");
        assertThat(item.path("unread").asLong()).isEqualTo(3);
        assertThat(http.as(ALICE).get("/api/v1/conversations?cursor=forged").status())
                .isEqualTo(400);
        assertThat(http.as(ALICE)
                        .get("/api/v1/conversations?kind=INTERNAL")
                        .json()
                        .path("items")
                        .size())
                .isZero();
    }

    private Answer join(Map<String, Object> request) {
        return http.as(ALICE).post("/api/v1/conversations/join", request);
    }

    private JsonNode sync(Map<?, ?> cursors) {
        return http.as(ALICE)
                .post("/api/v1/conversations/sync", Map.of("cursors", cursors))
                .json()
                .path("conversations")
                .get(0);
    }

    private static List<Long> seqs(JsonNode entries) {
        return entries.valueStream().map(entry -> entry.path("seq").asLong()).toList();
    }
}
