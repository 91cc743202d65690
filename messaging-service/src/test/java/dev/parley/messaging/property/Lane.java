package dev.parley.messaging.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.ConversationIds;
import dev.parley.messaging.property.Talk.Said;
import dev.parley.messaging.property.Talk.Text;
import dev.parley.testkit.Http.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// One thread of a schedule. It makes conversations of its own and changes no others, so it knows in which order things
/// happen there; the people, and all that they read, it shares with the other lanes.
final class Lane {
    private final int number;
    private final Random random;
    private final List<Person> people;
    private final Ledger ledger;
    private final ClaimsOwner claims;
    private final LaneReads reads;
    private final LaneChanges changes;
    private final List<Talk> talks = new ArrayList<>();
    private final List<Scheduled> scheduled = new ArrayList<>();
    private final List<Keyed> keyed = new ArrayList<>();
    private int done;

    private record Scheduled(Person sender, UUID id, Text text) {}

    /// A DIRECT conversation that somebody asked for.
    private record Keyed(Person who, UUID key, Map<String, Object> body) {}

    Lane(int number, Random random, List<Person> people, Ledger ledger, ClaimsOwner claims) {
        this.number = number;
        this.random = random;
        this.people = people;
        this.ledger = ledger;
        this.claims = claims;
        this.reads = new LaneReads(random, ledger);
        this.changes = new LaneChanges(random, people, ledger);
    }

    /// @return the number of operations done
    int done() {
        return done;
    }

    void run(int operations) throws InterruptedException, ExecutionException {
        submitClaim();
        group();
        while (done < operations) {
            step(random.nextInt(1000));
            done++;
        }
    }

    private void step(int dice) throws InterruptedException, ExecutionException {
        if (dice < 6) {
            submitClaim();
        } else if (dice < 10) {
            changeStatus();
        } else if (dice < 14) {
            assign();
        } else if (dice < 24) {
            group();
        } else if (dice < 44) {
            direct();
        } else if (dice < 90) {
            changeMembers();
        } else if (dice < 105) {
            rename();
        } else if (dice < 140) {
            archive();
        } else if (dice < 165) {
            schedule();
        } else if (dice < 180) {
            cancel();
        } else if (dice < 400) {
            send(talk(), people());
        } else if (dice < 440) {
            changes.repeat(talk());
        } else if (dice < 490) {
            changes.edit(talk());
        } else if (dice < 520) {
            changes.withdraw(talk());
        } else if (dice < 540) {
            changes.erase(talk());
        } else if (dice < 620) {
            changes.react(talk());
        } else if (dice < 720) {
            reads.move(talk(), people());
        } else if (dice < 760) {
            burst();
        } else {
            reads.look(talk(), people(), talks);
        }
    }

    private void submitClaim() {
        Person customer =
                pick(people.stream().filter(person -> !person.isStaff()).toList());
        UUID claim = claims.submit(customer, id -> {
            ledger.add(new Talk(ConversationIds.ofClaim(id), "CLAIM", id, customer, ledger.newCanary()));
            ledger.add(new Talk(ConversationIds.ofClaimNotes(id), "INTERNAL", id, customer, ledger.newCanary()));
        });
        ledger.talks().stream()
                .filter(talk -> claim.equals(talk.claim))
                .sorted((one, other) -> one.kind.compareTo(other.kind))
                .forEach(talks::add);
    }

    private void changeStatus() {
        Talk talk = talk();
        if (talk.claim != null && talk.owner != null && talk.kind.equals("CLAIM")) {
            String status = random.nextInt(4) == 0 ? "CLOSED" : "IN_REVIEW";
            claims.status(talk.claim, talk.owner, status);
            talk.closed = status.equals("CLOSED");
        }
    }

    private void assign() {
        Talk talk = talk();
        if (talk.claim != null && talk.owner != null) {
            claims.assign(
                    talk.claim,
                    talk.owner,
                    pick(people.stream().filter(Person::isStaff).toList()));
        }
    }

    /// Always makes one: [#changeMembers] needs the one that a lane begins with.
    private void group() {
        Person maker = people();
        List<Person> others =
                people.stream().filter(person -> !person.equals(maker)).toList();
        String canary = ledger.newCanary();
        UUID key = uuid();
        List<UUID> ids = Stream.of(pick(others), pick(others))
                .map(Person::userId)
                .distinct()
                .sorted()
                .toList();
        Map<String, Object> body = Map.of("kind", "GROUP", "participantIds", ids, "title", "Group " + canary);
        Answer made = ledger.call(maker, "POST", "/api/v1/conversations", body, key);
        expect(made, 201);
        Talk talk = new Talk(id(made), "GROUP", null, maker, canary);
        people.stream()
                .filter(person -> person.equals(maker) || ids.contains(person.userId()))
                .forEach(talk::admit);
        ledger.add(talk);
        talks.add(talk);
        assertThat(ledger.call(maker, "POST", "/api/v1/conversations", body, key)
                        .text())
                .isEqualTo(made.text());
    }

    /// Two people have one conversation, so each pair belongs to one lane.
    private void direct() {
        if (!keyed.isEmpty() && random.nextBoolean()) {
            Keyed first = pick(keyed);
            UUID key = uuid();
            expect(ledger.call(first.who(), "POST", "/api/v1/conversations", first.body(), key), 201);
            keyed.add(new Keyed(first.who(), key, first.body()));
            return;
        }
        Person one = people();
        Person other = people();
        int pair = Math.min(one.number(), other.number()) * 10 + Math.max(one.number(), other.number());
        if (pair % RandomScheduleIT.LANES != number || one.equals(other)) {
            return;
        }
        Map<String, Object> body = Map.of("kind", "DIRECT", "participantIds", List.of(other.userId()));
        UUID key = uuid();
        Answer made = ledger.call(one, "POST", "/api/v1/conversations", body, key);
        expect(made, 201);
        UUID id = id(made);
        if (talks.stream().noneMatch(talk -> talk.id.equals(id))) {
            Talk talk = new Talk(id, "DIRECT", null, one, ledger.newCanary());
            talk.admit(one);
            talk.admit(other);
            ledger.add(talk);
            talks.add(talk);
        }
        keyed.add(new Keyed(one, key, body));
    }

    private void changeMembers() {
        Talk talk = pick(talks.stream().filter(one -> one.kind.equals("GROUP")).toList());
        Person caller = people();
        Person person = people();
        boolean sees = talk.isSeenBy(caller);
        String path = "/api/v1/conversations/" + talk.id + "/participants";
        if (random.nextBoolean()) {
            boolean already = talk.isSeenBy(person);
            if (sees && !already) {
                talk.admit(person);
            }
            expect(ledger.call(caller, "POST", path, Map.of("userId", person.userId()), null), sees ? 201 : 404);
        } else {
            Person leaving = random.nextInt(3) == 0 ? caller : person;
            boolean may = leaving.equals(caller) || caller.isStaff() || caller.equals(talk.owner);
            Answer answer = ledger.call(caller, "DELETE", path + "/" + leaving.userId(), null, null);
            expect(answer, !sees ? 404 : may ? 204 : 403);
            if (answer.status() == 204) {
                talk.dismiss(leaving);
            }
        }
    }

    private void rename() {
        Talk talk = talk();
        Person caller = people();
        Answer answer = ledger.call(
                caller,
                "PATCH",
                "/api/v1/conversations/" + talk.id,
                Map.of("title", "Title " + random.nextInt(100) + " " + talk.canary),
                null);
        boolean may = talk.kind.equals("GROUP") || (talk.isOfAClaim() && caller.isStaff());
        expect(answer, !talk.isSeenBy(caller) ? 404 : may ? 200 : 403);
    }

    private void archive() {
        Talk talk = talk();
        Person caller = people();
        String what = random.nextBoolean() ? "/archive" : "/unarchive";
        Answer answer = ledger.call(caller, "POST", "/api/v1/conversations/" + talk.id + what, null, null);
        expect(answer, talk.isSeenBy(caller) ? 200 : 404);
    }

    private void schedule() {
        Talk talk = talk();
        Person sender = people();
        Text text = ledger.newText();
        Map<String, Object> body = content(talk, text);
        body.put("sendAt", Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS));
        body.put("cancelIfAnswered", random.nextBoolean());
        UUID key = uuid();
        Answer answer = ledger.call(sender, "POST", "/api/v1/messages", body, key);
        expect(answer, !talk.isSeenBy(sender) ? List.of(404) : talk.closed ? List.of(409) : List.of(202, 400));
        if (answer.status() == 202) {
            scheduled.add(new Scheduled(sender, id(answer), text));
            Answer now = ledger.call(sender, "POST", "/api/v1/messages", content(talk, ledger.newText()), key);
            assertThat(now.problem()).isEqualTo("idempotency-key-reused");
        }
        if (!keyed.isEmpty()) {
            Keyed again = pick(keyed);
            expect(ledger.call(again.who(), "POST", "/api/v1/conversations", again.body(), again.key()), 201);
        }
    }

    private void cancel() {
        if (!scheduled.isEmpty()) {
            Scheduled one = scheduled.remove(random.nextInt(scheduled.size()));
            Person stranger = people();
            if (!stranger.equals(one.sender())) {
                expect(ledger.call(stranger, "DELETE", "/api/v1/messages/" + one.id(), null, null), 404);
            }
            expect(ledger.call(one.sender(), "DELETE", "/api/v1/messages/" + one.id(), null, null), 204);
            one.text().gone(true);
        }
    }

    private void send(Talk talk, Person sender) {
        Text text = ledger.newText();
        Map<String, Object> body = content(talk, text);
        List<Integer> allowed = new ArrayList<>(List.of(201));
        if (random.nextInt(5) == 0) {
            body.put("basedOnSeq", random.nextInt(12));
            body.put("override", random.nextBoolean());
            allowed.addAll(List.of(409, 400));
        }
        if (random.nextInt(4) == 0 && !talk.said.isEmpty()) {
            body.put("replyToId", pick(talk.said).id);
        }
        UUID key = uuid();
        boolean sees = talk.isSeenBy(sender);
        Answer answer = ledger.call(sender, "POST", "/api/v1/messages", body, key);
        expect(answer, !sees ? List.of(404) : talk.closed ? List.of(409) : allowed);
        if (answer.status() == 201) {
            synchronized (talk.said) {
                talk.said.add(new Said(id(answer), sender, key, text(talk, text), text));
            }
        }
    }

    /// Several people, or tabs of one, at the same moment in the same conversation.
    private void burst() throws InterruptedException, ExecutionException {
        Talk talk = talk();
        List<Runnable> together = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Person person = people();
            int dice = random.nextInt(3);
            Text text = ledger.newText();
            Map<String, Object> body = content(talk, text);
            long upTo = random.nextInt(40);
            UUID key = uuid();
            together.add(() -> {
                if (dice == 0) {
                    reads.moveTo(talk, person, upTo);
                } else {
                    Answer answer = ledger.call(person, "POST", "/api/v1/messages", body, key);
                    expect(answer, !talk.isSeenBy(person) ? 404 : talk.closed ? 409 : 201);
                    if (answer.status() == 201) {
                        synchronized (talk.said) {
                            talk.said.add(new Said(id(answer), person, key, text(talk, text), text));
                        }
                    }
                }
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> answers =
                    together.stream().map(threads::submit).toList();
            for (Future<?> answer : answers) {
                answer.get();
            }
        }
        done += together.size() - 1;
    }

    private Map<String, Object> content(Talk talk, Text text) {
        Map<String, Object> body = new HashMap<>();
        body.put("conversationId", talk.id);
        body.put("body", text(talk, text));
        return body;
    }

    static String text(Talk talk, Text text) {
        return text.word + " says the leak of " + talk.canary;
    }

    static UUID id(Answer answer) {
        return UUID.fromString(answer.json().path("id").asString());
    }

    static void expect(Answer answer, int status) {
        expect(answer, List.of(status));
    }

    static void expect(Answer answer, List<Integer> statuses) {
        assertThat(statuses)
                .as(answer.response().request().method() + " "
                        + answer.response().uri() + " → " + answer)
                .contains(answer.status());
    }

    private Talk talk() {
        return pick(talks);
    }

    private Person people() {
        return pick(people);
    }

    private UUID uuid() {
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | Long.MIN_VALUE);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
