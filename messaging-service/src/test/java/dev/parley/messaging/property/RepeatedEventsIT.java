package dev.parley.messaging.property;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.contracts.claims.AppointmentAnswered;
import dev.parley.contracts.claims.AppointmentScheduled;
import dev.parley.contracts.claims.ClaimOpened;
import dev.parley.contracts.claims.ClaimWithdrawn;
import dev.parley.messaging.Claims;
import dev.parley.testkit.Http;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What the claims service tells has its effect once, however often and between whatever else it comes.
@ServiceTest(database = "messaging")
class RepeatedEventsIT {
    private static final int CLAIMS = 30;
    private static final int DELIVERIES = 3;
    private static final int WINDOW = 50;
    private static final Instant BEGIN = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Autowired
    Http http;

    @Autowired
    Topics topics;

    @Autowired
    JournalProbe journal;

    @Autowired
    TestDatabase database;

    private ClaimsOwner owner;
    private List<Person> people;

    @BeforeEach
    void knowPeople() {
        owner = new ClaimsOwner(topics, journal);
        people = Person.tenOfAcme(http);
    }

    /// An event with the id under which it is delivered, again and again.
    private record Delivery(UUID id, UUID claim, DomainEvent event) {}

    @Test
    void leavesTheSameRowsAfterRepeatsAsAfterACleanRun() {
        List<UUID> clean = newClaims();
        for (int i = 0; i < CLAIMS; i++) {
            events(clean.get(i), i).forEach(this::deliver);
        }
        owner.hearAllSoFar();
        long seed = new Random().nextLong();
        List<UUID> repeated = newClaims();
        shuffled(repeated, new Random(seed)).forEach(this::deliver);
        owner.hearAllSoFar();
        Map<String, List<String>> expected = rows(clean);
        assertThat(expected.get("conversation")).hasSizeGreaterThan(CLAIMS * 2);
        assertThat(expected.get("message")).hasSizeGreaterThan(CLAIMS);
        assertThat(expected.get("journal")).hasSizeGreaterThan(CLAIMS * 4);
        Map<String, List<String>> actual = rows(repeated);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((table, rows) -> assertThat(actual.get(table))
                .as("seed " + seed + ", rows of " + table)
                .isEqualTo(rows));
    }

    @Test
    void parksWhatCannotBeReadAndItsClaimAlone() {
        UUID poisoned = Claims.oldId();
        List<UUID> others = List.of(Claims.oldId(), Claims.oldId(), Claims.oldId());
        Person customer = people.getFirst();
        DomainEvent event = ClaimsOwner.submitted(poisoned, customer, BEGIN);
        topics.publish(
                Topic.CLAIM_EVENTS.topicName(),
                poisoned.toString(),
                Topics.headersOf(UUID.randomUUID(), event, poisoned),
                "{\"tenant\":\"acme\",".getBytes(UTF_8));
        topics.publish(Topic.CLAIM_EVENTS, poisoned, event);
        others.forEach(claim -> journal.awaitConsumed(
                topics.publish(Topic.CLAIM_EVENTS, claim, ClaimsOwner.submitted(claim, customer, BEGIN))));
        await("the record and what follows it are parked").until(() -> journal.deadLetters(poisoned.toString()) == 2);
        assertThat(conversations(poisoned)).isZero();
        others.forEach(claim -> {
            assertThat(journal.deadLetters(claim.toString())).isZero();
            assertThat(conversations(claim)).isEqualTo(2);
        });
    }

    private int conversations(UUID claim) {
        return database.rows("select 1 from conversation where claim_id = ?", claim)
                .size();
    }

    private static List<UUID> newClaims() {
        List<UUID> claims = new ArrayList<>();
        for (int i = 0; i < CLAIMS; i++) {
            claims.add(Claims.oldId());
        }
        return claims;
    }

    private void deliver(Delivery delivery) {
        topics.publish(Topic.CLAIM_EVENTS, delivery.claim(), delivery.event(), delivery.id());
    }

    /// Each event three times: for each claim, the first deliveries are in order, repeats come anywhere later.
    private List<Delivery> shuffled(List<UUID> claims, Random random) {
        Map<UUID, List<Delivery>> toCome = new HashMap<>();
        Map<UUID, List<Delivery>> again = new HashMap<>();
        List<UUID> turns = new ArrayList<>();
        for (int i = 0; i < CLAIMS; i++) {
            UUID claim = claims.get(i);
            List<Delivery> events = events(claim, i);
            toCome.put(claim, new ArrayList<>(events));
            again.put(claim, new ArrayList<>());
            turns.addAll(Collections.nCopies(events.size() * DELIVERIES, claim));
        }
        for (int from = 0; from < turns.size(); from += WINDOW / 2) {
            Collections.shuffle(turns.subList(from, Math.min(turns.size(), from + WINDOW)), random);
        }
        List<Delivery> order = new ArrayList<>();
        for (UUID claim : turns) {
            List<Delivery> first = toCome.getOrDefault(claim, List.of());
            List<Delivery> repeats = again.getOrDefault(claim, List.of());
            if (!first.isEmpty() && (repeats.isEmpty() || random.nextBoolean())) {
                Delivery next = first.removeFirst();
                order.add(next);
                repeats.addAll(Collections.nCopies(DELIVERIES - 1, next));
            } else {
                order.add(repeats.remove(random.nextInt(repeats.size())));
            }
        }
        return order;
    }

    /// The life of a claim; not every claim has every part of it.
    private List<Delivery> events(UUID claim, int number) {
        Person customer = people.get(number % 2);
        Person agent = people.get(2 + number % 2);
        UUID appointment = appointmentOf(claim);
        List<DomainEvent> events = new ArrayList<>();
        events.add(new ClaimOpened(
                "acme",
                claim,
                "CLM-2026-000009",
                customer.userId(),
                customer.name(),
                "Leak",
                "DAMAGE",
                BEGIN,
                null,
                null,
                null));
        if (number % 3 == 0) {
            events.add(ClaimsOwner.assigned(claim, customer, agent, BEGIN.plusSeconds(1)));
        }
        events.add(ClaimsOwner.submitted(claim, customer, BEGIN.plusSeconds(2)));
        events.add(ClaimsOwner.assigned(claim, customer, people.get(5 + 3), BEGIN.plusSeconds(3)));
        events.add(ClaimsOwner.status(claim, customer, "IN_REVIEW", BEGIN.plusSeconds(4)));
        if (number % 2 == 0) {
            events.add(scheduled(claim, appointment, customer));
            events.add(answered(claim, appointment, customer));
        }
        if (number % 5 == 0) {
            events.add(withdrawn(claim, customer));
        }
        return events.stream()
                .map(event -> new Delivery(UUID.randomUUID(), claim, event))
                .toList();
    }

    private static UUID appointmentOf(UUID claim) {
        return new UUID(claim.getMostSignificantBits(), claim.getLeastSignificantBits() ^ 0xFFFF);
    }

    private static AppointmentScheduled scheduled(UUID claim, UUID appointment, Person customer) {
        return new AppointmentScheduled(
                "acme",
                claim,
                appointment,
                ConversationIds.ofAppointment(appointment),
                "CLM-2026-000009",
                customer.userId(),
                customer.name(),
                "en",
                BEGIN.plus(3, ChronoUnit.DAYS),
                30,
                "Europe/Paris",
                "Lyon",
                null,
                new UUID(1, 1),
                "Chloé Bernard",
                "AGENT",
                BEGIN.plusSeconds(5));
    }

    private static AppointmentAnswered answered(UUID claim, UUID appointment, Person customer) {
        return new AppointmentAnswered(
                "acme",
                claim,
                appointment,
                ConversationIds.ofAppointment(appointment),
                "CLM-2026-000009",
                customer.userId(),
                customer.name(),
                "en",
                BEGIN.plus(3, ChronoUnit.DAYS),
                "Europe/Paris",
                "ACCEPTED",
                customer.userId(),
                customer.name(),
                "CUSTOMER",
                BEGIN.plusSeconds(6));
    }

    private static ClaimWithdrawn withdrawn(UUID claim, Person customer) {
        return new ClaimWithdrawn(
                "acme",
                claim,
                "CLM-2026-000009",
                customer.userId(),
                ConversationIds.ofClaim(claim),
                null,
                "IN_REVIEW",
                "settled",
                customer.userId(),
                customer.name(),
                "CUSTOMER",
                BEGIN.plusSeconds(7));
    }

    /// Of every table the rows that name one of these claims, with what differs between two honest runs masked.
    private Map<String, List<String>> rows(List<UUID> claims) {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < CLAIMS; i++) {
            UUID claim = claims.get(i);
            names.put(claim.toString(), "claim " + i);
            names.put(ConversationIds.ofClaim(claim).toString(), "conversation " + i);
            names.put(ConversationIds.ofClaimNotes(claim).toString(), "notes " + i);
            names.put(appointmentOf(claim).toString(), "appointment " + i);
            names.put(ConversationIds.ofAppointment(appointmentOf(claim)).toString(), "meeting " + i);
        }
        Map<String, List<String>> all = new TreeMap<>();
        for (String table : Tables.all(database)) {
            if (table.equals("consumed_event")) {
                continue;
            }
            List<String> rows = database.rows("select to_jsonb(t)::text as row from \"" + table + "\" t").stream()
                    .map(row -> String.valueOf(row.get("row")))
                    .filter(row -> names.keySet().stream().anyMatch(row::contains))
                    .map(row -> masked(row, names, table.equals("claim")))
                    .sorted()
                    .toList();
            all.put(table, rows);
        }
        return all;
    }

    private static String masked(String row, Map<String, String> names, boolean timesAreOfEvents) {
        String masked = row;
        for (Map.Entry<String, String> name : names.entrySet()) {
            masked = masked.replace(name.getKey(), name.getValue());
        }
        masked = masked.replaceAll("\"00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]\"", "trace")
                .replaceAll("(?!01920000)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "random");
        return timesAreOfEvents
                ? masked
                : masked.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|\\+00:00)", "time");
    }
}
