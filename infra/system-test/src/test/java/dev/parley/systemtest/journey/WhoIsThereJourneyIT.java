package dev.parley.systemtest.journey;

import static dev.parley.systemtest.client.DemoUser.BRUNO;
import static dev.parley.systemtest.client.DemoUser.KARIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.systemtest.client.Client;
import dev.parley.systemtest.client.Person;
import dev.parley.systemtest.client.Socket;
import dev.parley.systemtest.stack.SharedStack;
import dev.parley.systemtest.stack.Stack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Typing, presence, and the notification for whoever was not there.
@ExtendWith(SharedStack.class)
class WhoIsThereJourneyIT {

    private final Scene scene;
    private final Client client;
    private final Person alice;
    private final Person chloe;

    WhoIsThereJourneyIT(Stack stack) {
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
    void showsTypingAndStopsItByItself() {
        JsonNode claim = alice.submitted("Typing");
        String claimId = claim.path("id").asString();
        Socket hers = scene.open(alice, claimId);
        Socket chloes = scene.open(chloe, claimId);

        chloes.acked("typing_start", Map.of("claimId", claimId));
        JsonNode typing =
                hers.await("typing_update", data -> !data.path("userIds").isEmpty());
        assertThat(typing.path("userIds").path(0).asString()).isEqualTo(chloe.userId());
        assertThat(typing.path("claimId").asString()).isEqualTo(claimId);
        hers.await("typing_update", data -> data.path("userIds").isEmpty());
        assertThat(chloes.received("typing_update"))
                .as("nobody is told of their own typing")
                .isEmpty();
    }

    @Test
    void notifiesWhoeverWasNotThere() {
        JsonNode claim = alice.submitted("While you were away");
        String claimId = claim.path("id").asString();
        alice.say(claimId, "I leave now").expect(201);
        scene.awaitGone(alice);
        long before = Scene.notifications(alice);
        chloe.say(claimId, "Are you there?").expect(201);

        await().atMost(Scene.SOON).until(() -> Scene.notifications(alice) == before + 1);
        JsonNode newest = alice.get("/notifications?unread=true&limit=1")
                .expect(200)
                .path("items")
                .path(0);
        assertThat(newest.path("link").asString()).contains(claimId);
        assertThat(newest.path("readAt").isNull()).isTrue();
        alice.post("/notifications/" + newest.path("id").asString() + "/read", Map.of())
                .expect(200);
        assertThat(Scene.notifications(alice)).isEqualTo(before);
        chloe.post("/notifications/" + newest.path("id").asString() + "/read", Map.of())
                .expect(404);
    }

    @Test
    void tellsWhoIsThere() {
        Person bruno = client.as(BRUNO);
        Socket karims = scene.listening(client.as(KARIM).connect());
        karims.acked("watch_presence", Map.of("userIds", List.of(bruno.userId())));
        scene.awaitGone(bruno);

        Socket brunos = bruno.connect();
        karims.await("presence_update", Scene.is(bruno, "ONLINE"));
        await().atMost(Scene.SOON).until(() -> Scene.presence(chloe, bruno).equals("ONLINE"));
        assertThat(Scene.ids(chloe.get("/messages/online-users?limit=100").expect(200), "userId"))
                .contains(bruno.userId());
        bruno.get("/messages/online-users").expect(403);
        brunos.close();
        scene.awaitGone(bruno);
        karims.await("presence_update", Scene.is(bruno, "OFFLINE"));
    }
}
