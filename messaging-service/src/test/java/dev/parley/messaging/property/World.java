package dev.parley.messaging.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.Topic;
import dev.parley.contracts.people.ProfileSeen;
import dev.parley.messaging.Claims;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Something of everything that a tenant can have.
record World(
        UUID claim, UUID message, UUID note, UUID group, UUID groupMessage, UUID scheduled, UUID reply, UUID user) {
    static World of(Cast customer, Cast agent, Http http, Topics topics, JournalProbe journal) {
        UUID claim = new Claims(topics, journal).submittedBy(customer, Claims.oldId());
        journal.awaitConsumed(topics.publish(
                Topic.PROFILE_EVENTS,
                agent.userId(),
                new ProfileSeen(
                        agent.tenant(),
                        agent.userId(),
                        agent.role(),
                        agent.displayName(),
                        agent.email(),
                        agent.locale(),
                        Instant.now())));
        Http staff = http.as(agent);
        UUID message = Lane.id(Claims.say(http, agent, claim, "leak of " + agent.tenant()));
        done(http.as(customer).put("/api/v1/messages/" + message + "/reactions/%F0%9F%91%8D", null), 200);
        done(staff.patch("/api/v1/messages/" + message, Map.of("body", "leak edited of " + agent.tenant())), 200);
        done(http.as(customer).patch("/api/v1/messages/" + message + "/read", null), 200);
        UUID notes = ConversationIds.ofClaimNotes(claim);
        UUID note = Lane.id(done(
                staff.post("/api/v1/messages", Map.of("conversationId", notes, "body", "note of " + agent.tenant())),
                201));
        UUID group = Lane.id(done(
                staff.with("Idempotency-Key", UUID.randomUUID())
                        .post(
                                "/api/v1/conversations",
                                Map.of(
                                        "kind",
                                        "GROUP",
                                        "participantIds",
                                        List.of(customer.userId()),
                                        "title",
                                        "Group of " + agent.tenant())),
                201));
        done(staff.patch("/api/v1/conversations/" + group, Map.of("muted", true)), 200);
        UUID groupMessage = Lane.id(
                done(staff.post("/api/v1/conversations/" + group + "/messages", Map.of("body", "leak in group")), 201));
        UUID scheduled = Lane.id(done(
                staff.post(
                        "/api/v1/messages",
                        Map.of(
                                "claimId",
                                claim,
                                "body",
                                "later",
                                "sendAt",
                                Instant.now().plus(9, ChronoUnit.DAYS))),
                202));
        Map<String, Object> reply = new HashMap<>(Endpoint.reply());
        reply.put("shortcut", "s" + UUID.randomUUID());
        UUID canned = Lane.id(done(staff.post("/api/v1/canned-replies", reply), 201));
        return new World(claim, message, note, group, groupMessage, scheduled, canned, customer.userId());
    }

    private static Answer done(Answer answer, int status) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        return answer;
    }

    /// The ids of requests: about the claim's conversation, its notes, the group.
    List<Map<String, String>> ids() {
        return List.of(
                Endpoint.ids(ConversationIds.ofClaim(claim), claim, message, scheduled, reply, user),
                Endpoint.ids(ConversationIds.ofClaimNotes(claim), claim, note, scheduled, reply, user),
                Endpoint.ids(group, claim, groupMessage, scheduled, reply, user));
    }
}
