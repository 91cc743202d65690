package dev.parley.localstack.seed;

import dev.parley.localstack.seed.DemoClaim.Line;
import dev.parley.localstack.seed.DemoClaim.Meeting;
import dev.parley.localstack.seed.DemoClaim.Then;
import dev.parley.localstack.stack.StackProblem;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// Makes one claim happen. Each step may run again: it has a key, or changes nothing the second time, or looks first
/// how far an earlier run came.
final class ClaimSteps {
    private static final int LOOKS = 100;
    private static final long BETWEEN_LOOKS_MILLIS = 100;
    private static final String LIKE = "%F0%9F%91%8D"; // 👍

    private final ParleyClient client;
    private final SeedPeople people;
    private final LocalDate firstMeetingDay;
    private final DemoClaim claim;
    private final String customer;
    private final String staff;

    ClaimSteps(ParleyClient client, SeedPeople people, LocalDate firstMeetingDay, DemoClaim claim) {
        this.client = client;
        this.people = people;
        this.firstMeetingDay = firstMeetingDay;
        this.claim = claim;
        this.customer = people.customer(claim.customer());
        this.staff = people.token(claim.agent() == null ? "chloe" : claim.agent());
    }

    /// @return how many messages it has
    int run() throws InterruptedException {
        String path = "/api/v1/claims/" + open();
        if (!claim.isSubmitted()) {
            return 0;
        }
        JsonNode before = client.get(path, customer).must();
        if (before.get("status").asString().equals("DRAFT")) {
            client.send("POST", path + "/submit", customer, claim.key("submit"), null)
                    .must();
        }
        if (!isOver(before.get("status").asString())) {
            triage(path, before);
        }
        String id = before.get("id").asString();
        int said = talk(id);
        note(id);
        if (claim.meeting() != null && !isOver(before.get("status").asString())) {
            meet(path, claim.meeting());
        }
        decide(path);
        return said;
    }

    private String open() throws InterruptedException {
        var draft = new LinkedHashMap<String, Object>();
        draft.put("title", claim.title());
        draft.put("category", claim.topic().category());
        draft.put("description", claim.topic().description());
        if (claim.euros() != null) {
            draft.put("amount", Map.of("value", claim.euros(), "currency", "EUR"));
        }
        return client.send("POST", "/api/v1/claims", customer, claim.key("claim"), draft)
                .must()
                .get("id")
                .asString();
    }

    private void triage(String path, JsonNode now) throws InterruptedException {
        if (!claim.priority().equals(now.path("priority").asString(""))
                || now.path("tags").size() != claim.tags().size()) {
            client.send("PATCH", path, staff, null, Map.of("priority", claim.priority(), "tags", claim.tags()))
                    .must();
        }
        if (claim.agent() != null) {
            client.send("PUT", path + "/assignee", staff, null, Map.of("userId", people.id(claim.agent())))
                    .must();
        }
    }

    private int talk(String claimId) throws InterruptedException {
        List<JsonNode> messages = new ArrayList<>();
        for (int i = 0; i < claim.lines().size(); i++) {
            Line line = claim.lines().get(i);
            messages.add(client.send(
                            "POST",
                            "/api/v1/messages",
                            line.byStaff() ? staff : customer,
                            claim.key("message-" + i),
                            Map.of("claimId", claimId, "body", line.text()))
                    .must());
        }
        read(messages, claim.readBy(false), customer);
        if (claim.agent() != null) {
            read(messages, claim.readBy(true), staff);
        }
        for (int i = 0; i < messages.size(); i++) {
            happen(messages.get(i).get("id").asString(), claim.lines().get(i));
        }
        return messages.size();
    }

    private void read(List<JsonNode> messages, int count, String token) throws InterruptedException {
        if (count > 0) {
            JsonNode last = messages.get(count - 1);
            String path = "/api/v1/conversations/" + last.get("conversationId").asString() + "/read";
            client.send(
                            "POST",
                            path,
                            token,
                            null,
                            Map.of("upToSeq", last.get("seq").asLong()))
                    .must();
        }
    }

    private void happen(String messageId, Line line) throws InterruptedException {
        String path = "/api/v1/messages/" + messageId;
        String sender = line.byStaff() ? staff : customer;
        if (line.then() == Then.LIKED && claim.agent() != null) {
            client.send("PUT", path + "/reactions/" + LIKE, line.byStaff() ? customer : staff, null, null)
                    .mustOrConflict();
        } else if (line.then() == Then.EDITED) {
            // Too late for an edit, when an earlier run has done it or was killed just before.
            client.send("PATCH", path, sender, null, Map.of("body", line.text() + " ✔"))
                    .mustOrConflict();
        } else if (line.then() == Then.WITHDRAWN) {
            client.send("DELETE", path, sender, null, null).mustOrConflict();
        }
    }

    private void note(String claimId) throws InterruptedException {
        if (claim.notes().isEmpty()) {
            return;
        }
        String conversation = notesOf(claimId);
        for (int i = 0; i < claim.notes().size(); i++) {
            var body =
                    Map.of("conversationId", conversation, "body", claim.notes().get(i));
            client.send("POST", "/api/v1/messages", staff, claim.key("note-" + i), body)
                    .must();
        }
    }

    /// Messaging hears of the claim a moment later.
    private String notesOf(String claimId) throws InterruptedException {
        String path = "/api/v1/conversations?kind=INTERNAL&claimId=" + claimId;
        for (int look = 1; look <= LOOKS; look++) {
            JsonNode items = client.get(path, staff).must().get("items");
            if (!items.isEmpty()) {
                return items.get(0).get("id").asString();
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        }
        throw new StackProblem("Messaging has not heard of claim " + claimId
                + " within ten seconds: ./parley status shows which relay or consumer is behind.");
    }

    /// The day follows from the month: a run in a later one meets the key of an earlier run and leaves it at that.
    private void meet(String path, Meeting meeting) throws InterruptedException {
        var terms = Map.of(
                "startsAt",
                firstMeetingDay
                        .plusDays(meeting.day())
                        .atTime(meeting.hour(), 0)
                        .atZone(ZoneId.of(meeting.timeZone()))
                        .toOffsetDateTime()
                        .toString(),
                "durationMinutes",
                45,
                "timeZone",
                meeting.timeZone(),
                "place",
                meeting.place());
        boolean byCustomer = meeting.kind() == Meeting.Kind.REQUESTED;
        ParleyClient.Answer made = client.send(
                "POST", path + "/appointments", byCustomer ? customer : staff, claim.key("appointment"), terms);
        if (!made.mustOrConflict()) {
            return;
        }
        String appointment = "/api/v1/appointments/" + made.body().get("id").asString();
        switch (meeting.kind()) {
            case ACCEPTED, DECLINED ->
                client.send(
                                "PUT",
                                appointment + "/response",
                                customer,
                                null,
                                Map.of("response", meeting.kind().name()))
                        .mustOrConflict();
            case CANCELLED ->
                client.send(
                                "POST",
                                appointment + "/cancel",
                                staff,
                                claim.key("cancel"),
                                Map.of("reason", "The expert is ill."))
                        .mustOrConflict();
            case REQUESTED, SCHEDULED -> {}
        }
    }

    /// Goes on from where the claim stands, so that no state is entered twice.
    private void decide(String path) throws InterruptedException {
        String now = client.get(path, customer).must().get("status").asString();
        if (claim.status().equals("WITHDRAWN")) {
            if (!now.equals("WITHDRAWN")) {
                client.send("POST", path + "/withdraw", customer, claim.key("withdraw"), Map.of("reason", "Solved."))
                        .must();
            }
            return;
        }
        for (String next :
                claim.path().subList(claim.path().indexOf(now) + 1, claim.path().size())) {
            client.send("PUT", path + "/status", staff, null, Map.of("status", next, "reason", reason(next)))
                    .must();
        }
    }

    private static String reason(String status) {
        return Objects.requireNonNull(Map.of(
                        "IN_REVIEW", "All documents are there.",
                        "WAITING_CUSTOMER", "A document is missing.",
                        "APPROVED", "Covered by the contract.",
                        "REJECTED", "Not covered by the contract.",
                        "CLOSED", "Paid and answered.")
                .get(status));
    }

    private static boolean isOver(String status) {
        return status.equals("CLOSED") || status.equals("WITHDRAWN");
    }
}
