package dev.parley.systemtest.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.systemtest.client.Person;
import dev.parley.systemtest.client.Socket;
import dev.parley.systemtest.stack.SharedStack;
import dev.parley.systemtest.stack.Stack;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What is told live about unread messages ends where a recount ends, in every tab; and staff hear of claims in which
/// they take no part. As `docs/guides/unread-and-inbox.md` says.
@ExtendWith(SharedStack.class)
class UnreadJourneyIT {

    private final Scene scene;
    private final Person alice;
    private final Person chloe;

    UnreadJourneyIT(Stack stack) {
        scene = new Scene(stack);
        alice = scene.alice;
        chloe = scene.chloe;
    }

    @AfterEach
    void everybodyLeaves() {
        scene.close();
    }

    @Test
    void tellsEveryTabWhatARecountSays() {
        JsonNode claim = alice.submitted("Unread, live");
        String claimId = claim.path("id").asString();
        String conversationId = claim.path("conversationId").asString();
        alice.say(claimId, "Mine does not count").expect(201);
        Socket tab = scene.listening(alice.connect());
        Socket otherTab = scene.listening(alice.connect());

        JsonNode first = chloe.say(claimId, "One").expect(201);
        chloe.say(claimId, "Two").expect(201);
        JsonNode third = chloe.say(claimId, "Three").expect(201);
        told(tab, conversationId, claimId, 3);
        told(otherTab, conversationId, claimId, 3);

        chloe.delete("/messages/" + third.path("id").asString()).expect(200);
        told(tab, conversationId, claimId, 2);

        otherTab.acked("message_read", Map.of("messageId", first.path("id").asString()));
        told(tab, conversationId, claimId, 1);
        told(otherTab, conversationId, claimId, 1);

        alice.post("/conversations/" + conversationId + "/read", Map.of()).expect(200);
        told(tab, conversationId, claimId, 0);
        chloe.say(claimId, "Four").expect(201);
        told(tab, conversationId, claimId, 1);
        tab.drop();

        Socket again = scene.listening(alice.connect());
        chloe.say(claimId, "Five").expect(201);
        told(again, conversationId, claimId, 2);
        told(otherTab, conversationId, claimId, 2);
    }

    @Test
    void tellsStaffOfClaimsInWhichTheyTakeNoPart() {
        Socket chloes = scene.listening(chloe.connect());
        Socket hers = scene.listening(alice.connect());
        chloes.acked("watch_inbox", Map.of());
        assertThat(hers.ask("watch_inbox", Map.of()).at("/data/type").asString())
                .isEqualTo("/problems/forbidden");

        JsonNode claim = alice.submitted("For the inbox");
        String claimId = claim.path("id").asString();
        assertThat(inbox(chloes, claimId, "claim_submitted").path("title").asString())
                .isEqualTo("For the inbox");
        JsonNode sent = alice.say(claimId, "Is anybody there?").expect(201);
        chloes.await(
                "inbox_update",
                data -> data.path("message").path("id").equals(sent.path("id"))
                        && data.path("message").path("excerpt").asString().equals("Is anybody there?"));
        assertThat(hers.received("inbox_update")).isEmpty();
    }

    private static JsonNode inbox(Socket socket, String claimId, String type) {
        return socket.await(
                "inbox_update",
                data -> data.path("claimId").asString().equals(claimId)
                        && data.path("type").asString().equals(type));
    }

    /// The last number told is `unread`, and so says REST.
    private void told(Socket socket, String conversationId, String claimId, long unread) {
        await("unread " + unread).atMost(Scene.SOON).untilAsserted(() -> {
            JsonNode last = socket.received("unread_update").stream()
                    .map(frame -> frame.path("data"))
                    .filter(data -> data.path("conversationId").asString().equals(conversationId))
                    .reduce((_, later) -> later)
                    .orElseThrow(() -> new AssertionError("nothing was told"));
            assertThat(last.path("unread").asLong()).isEqualTo(unread);
        });
        assertThat(Scene.unread(alice, claimId)).isEqualTo(unread);
    }
}
