package dev.parley.messaging.archive;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.ConversationIds;
import dev.parley.messaging.Claims;
import dev.parley.messaging.ConversationScene;
import dev.parley.testkit.JournalProbe;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ArchiveIdleIT extends ConversationScene {
    @Autowired
    ArchiveIdle archive;

    @Test
    void archivesWhereNobodySpokeForLongAndReopensWithAMessage() {
        UUID busy = ConversationIds.ofClaim(new Claims(topics, journal).submittedBy(ALICE));
        database.execute("update conversation set active_at = now() - interval '91 days' where id = ?", conversation);
        database.execute("update conversation set active_at = now() - interval '89 days' where id = ?", busy);
        archive.round();
        archive.round();
        assertThat(status(conversation)).isEqualTo("ARCHIVED");
        assertThat(status(busy)).isEqualTo("OPEN");
        assertThat(journal.of(conversation))
                .extracting(JournalProbe.Appended::type)
                .endsWith("conversation.archived.v1")
                .hasSize(3);
        assertThat(http.as(ALICE).get("/api/v1/conversations?status=ARCHIVED").text())
                .contains(conversation.toString());
        assertThat(Claims.say(http, ALICE, claim, "I am back")
                        .json()
                        .path("seq")
                        .asLong())
                .isEqualTo(5);
        assertThat(status(conversation)).isEqualTo("OPEN");
        assertThat(journal.of(conversation))
                .extracting(JournalProbe.Appended::type)
                .endsWith("conversation.reopened.v1", "message.sent.v1");
    }

    @Test
    void archivesAndReopensByHandOnce() {
        for (int i = 0; i < 2; i++) {
            assertThat(http.as(CHLOE)
                            .post("/api/v1/conversations/" + conversation + "/archive")
                            .json()
                            .path("status")
                            .asString())
                    .isEqualTo("ARCHIVED");
        }
        for (int i = 0; i < 2; i++) {
            assertThat(http.as(ALICE)
                            .post("/api/v1/conversations/" + conversation + "/unarchive")
                            .json()
                            .path("status")
                            .asString())
                    .isEqualTo("OPEN");
        }
        assertThat(journal.of(conversation)).hasSize(4);
        assertThat(http.as(BRUNO)
                        .post("/api/v1/conversations/" + conversation + "/archive")
                        .status())
                .isEqualTo(404);
    }

    private String status(UUID id) {
        return http.as(ALICE)
                .get("/api/v1/conversations/" + id)
                .json()
                .path("status")
                .asString();
    }
}
