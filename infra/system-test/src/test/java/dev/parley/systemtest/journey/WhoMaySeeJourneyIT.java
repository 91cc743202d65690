package dev.parley.systemtest.journey;

import static dev.parley.systemtest.client.DemoUser.BRUNO;
import static dev.parley.systemtest.client.DemoUser.DIANE;
import static dev.parley.systemtest.client.DemoUser.ERIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.systemtest.client.Answer;
import dev.parley.systemtest.client.Client;
import dev.parley.systemtest.client.Person;
import dev.parley.systemtest.client.Socket;
import dev.parley.systemtest.stack.SharedStack;
import dev.parley.systemtest.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What people see of others: nothing across tenants, nothing without a token, everything of their tenant for admins.
@ExtendWith(SharedStack.class)
class WhoMaySeeJourneyIT {

    private final Scene scene;
    private final Client client;
    private final Person alice;
    private final Person chloe;

    WhoMaySeeJourneyIT(Stack stack) {
        scene = new Scene(stack);
        client = scene.client;
        alice = scene.alice;
        chloe = scene.chloe;
    }

    @AfterEach
    void everybodyLeaves() {
        scene.close();
    }

    @Test
    void showsAnotherTenantNothing() {
        JsonNode claim = alice.submitted("Ours alone");
        String claimId = claim.path("id").asString();
        String conversationId = claim.path("conversationId").asString();
        JsonNode message = alice.say(claimId, "Secret").expect(201);
        String messageId = message.path("id").asString();
        Person erin = client.as(ERIN);
        Person bruno = client.as(BRUNO);
        String nowhere = UUID.randomUUID().toString();

        for (Person stranger : List.of(erin, bruno)) {
            for (String path : List.of(
                    "/claims/%s",
                    "/messages/claim/%s",
                    "/conversations/%s",
                    "/conversations/%s/messages",
                    "/conversations/%s/entries",
                    "/messages/%s",
                    "/messages/%s/attachments")) {
                String id = path.contains("conversations")
                        ? conversationId
                        : path.contains("/messages/%s") ? messageId : claimId;
                Answer hidden = stranger.get(path.formatted(id));
                Answer absent = stranger.get(path.formatted(nowhere));
                hidden.expect(404);
                assertThat(hidden.body()).as(path + " for " + stranger).isEqualTo(absent.body());
            }
            stranger.post("/claims/" + claimId + "/submit", Map.of()).expect(404);
            stranger.patch("/messages/" + messageId + "/read", Map.of()).expect(404);
            stranger.post("/conversations/" + conversationId + "/read", Map.of())
                    .expect(404);
            stranger.say(claimId, "Let me in").expect(404);
        }
        Socket erins = scene.listening(erin.connect());
        JsonNode refusal = erins.ask("join_claim", Map.of("claimId", claimId));
        assertThat(refusal.path("type").asString()).isEqualTo("error");
        assertThat(refusal.path("data").path("type").asString()).isEqualTo("/problems/not-found");
        alice.say(claimId, "Still secret").expect(201);
        erins.acked("ping", Map.of());
        assertThat(erins.received("new_message")).isEmpty();
        assertThat(Scene.sequence(alice, conversationId)).isEqualTo(Scene.dense(4));
    }

    @Test
    void refusesWhoeverHasNoToken() {
        for (String path :
                List.of("/claims", "/messages/unread-count", "/notifications", "/presence", "/admin/messages")) {
            assertThat(client.anonymously("GET", "/api/v1" + path).status())
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(client.anonymously("GET", "/health/readiness").status()).isEqualTo(404);
        assertThat(client.anonymously("GET", "/metrics").status()).isEqualTo(404);
    }

    @Test
    void showsAdminsEveryMessageAndNobodyElse() {
        String claimId = alice.submitted("For the admin").path("id").asString();
        JsonNode sent = alice.say(claimId, "Seen by Diane").expect(201);
        Person diane = client.as(DIANE);
        await().atMost(Scene.SOON).untilAsserted(() -> {
            JsonNode page = diane.get("/admin/messages?claimId=" + claimId).expect(200);
            assertThat(Scene.ids(page, "id")).contains(sent.path("id").asString());
        });
        alice.get("/admin/messages").expect(403);
        chloe.get("/admin/messages").expect(403);
        assertThat(Scene.ids(client.as(ERIN).get("/claims").expect(200), "id")).doesNotContain(claimId);
    }

    @Test
    void saysHonestlyThatAttachmentsAreNotBuilt() {
        JsonNode claim = alice.submitted("No files yet");
        String conversationId = claim.path("conversationId").asString();
        await().atMost(Scene.SOON)
                .untilAsserted(() -> alice.post("/attachments?conversationId=" + conversationId, Map.of())
                        .expect(501));
        client.as(ERIN)
                .post("/attachments?conversationId=" + conversationId, Map.of())
                .expect(404);
        alice.get("/attachments/" + UUID.randomUUID()).expect(404);
    }
}
