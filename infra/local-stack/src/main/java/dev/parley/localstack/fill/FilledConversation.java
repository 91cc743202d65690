package dev.parley.localstack.fill;

import dev.parley.contracts.Catalogue;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.messaging.ConversationArchived;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.MessageEdited;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.messaging.MessageWithdrawn;
import dev.parley.contracts.messaging.ReactionAdded;
import dev.parley.localstack.fill.FillPeople.Person;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// One conversation that tells itself entry by entry: opened, Parley's welcome, then messages with what happens to
/// them, and archived once it has been idle for long. Takes each `seq` as messaging does and writes the journal row of
/// each entry beside it.
final class FilledConversation {
    static final String TENANT = "acme";
    private static final long IDLE_MILLIS = 90 * FillPlan.DAY_MILLIS;
    private static final long MINUTE_MILLIS = 60_000;
    private static final List<String> EMOJI = List.of("👍", "🙏", "❤️", "😀", "✅");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    final UUID id;
    final Claim claim;
    final boolean notes;
    final UUID epoch;
    private final List<Person> staff;
    private final TimedIds ids;
    private final SplittableRandom random;
    private final long end;
    private final long gap;
    private final Map<Person, Long> joined = new LinkedHashMap<>();
    private final Map<Person, Position> read = new LinkedHashMap<>();
    private int left;
    private boolean welcomed;
    private boolean archived;
    private long seq;
    private long at;
    private long activeAt;
    private long next;
    private @Nullable Said said;
    private @Nullable UUID lastMessage;
    private long lastTextSeq;

    record Claim(UUID id, String reference, String title, Person customer, boolean french, long openedAt) {}

    record Position(long upToSeq, Instant readAt) {}

    private record Said(UUID id, long seq, Person by, String bodyBefore, String body, Then then, long thenAt) {}

    private enum Then {
        EDITED,
        WITHDRAWN,
        REACTED
    }

    /// @param length messages to come
    FilledConversation(
            UUID id, Claim claim, boolean notes, List<Person> staff, int length, long end, TimedIds ids, long seed) {
        this.id = id;
        this.claim = claim;
        this.notes = notes;
        this.staff = staff;
        this.left = length;
        this.end = end;
        this.ids = ids;
        this.random = new SplittableRandom(seed);
        this.at = claim.openedAt();
        this.activeAt = at;
        this.epoch = ids.at(at);
        this.welcomed = notes;
        this.next = at;
        long usual = (long) ((0.05 + random.nextDouble()) * FillPlan.DAY_MILLIS);
        this.gap = Math.min(usual, (end - at) / (length + 1));
    }

    /// When the next entry comes; [Long#MAX_VALUE] when none does.
    long nextAt() {
        return next;
    }

    /// Writes the next entry and decides when the one after it comes.
    void tell(Batch batch) {
        if (seq == 0) {
            open(batch);
        } else if (!welcomed) {
            welcome(batch);
        } else if (said != null) {
            happen(batch, said);
        } else if (left > 0) {
            say(batch);
        } else {
            archive(batch);
        }
        next = schedule();
    }

    private long schedule() {
        if (!welcomed) {
            return at + 40;
        }
        if (said != null) {
            return said.thenAt();
        }
        if (left > 0) {
            long pause = (long) (-Math.log(1 - random.nextDouble()) * gap);
            return Math.min(at + Math.max(1, pause), end - left);
        }
        return !archived && activeAt + IDLE_MILLIS < end ? activeAt + IDLE_MILLIS : Long.MAX_VALUE;
    }

    private void place(long millis) {
        seq++;
        at = Math.max(at, millis);
    }

    private List<UUID> participants() {
        return joined.keySet().stream().map(Person::id).toList();
    }

    private void open(Batch batch) {
        place(at);
        if (!notes) {
            joined.put(claim.customer(), at);
        }
        journal(
                batch,
                null,
                new ConversationOpened(
                        TENANT,
                        id,
                        seq,
                        epoch,
                        notes ? "INTERNAL" : "CLAIM",
                        claim.id(),
                        claim.title(),
                        participants(),
                        Instant.ofEpochMilli(at),
                        null));
    }

    private void welcome(Batch batch) {
        welcomed = true;
        left--;
        place(next);
        String body = claim.french()
                ? "Votre dossier " + claim.reference() + " nous est bien parvenu. Notre équipe vous répondra ici."
                : "We have received your claim " + claim.reference() + ". Our team will answer you here.";
        store(batch, ids.at(at), null, body, body, null, null, null);
    }

    private void say(Batch batch) {
        left--;
        place(next);
        Person sender = sender();
        if (lastTextSeq > position(sender)) {
            read(batch, sender, seq - 1, Math.max(claim.openedAt(), at - MINUTE_MILLIS));
        }
        joined.putIfAbsent(sender, at);
        String body = Sentences.of(claim.french(), random);
        UUID messageId = ids.at(at);
        UUID replyTo = random.nextInt(20) == 0 ? lastMessage : null;
        Then then = fate();
        long thenAt = Math.min(at + 1 + random.nextLong(10 * MINUTE_MILLIS), end);
        String bodyNow = then == Then.EDITED ? body + (claim.french() ? " (corrigé)" : " (corrected)") : body;
        store(batch, messageId, sender, body, bodyNow, replyTo, then, Instant.ofEpochMilli(thenAt));
        lastTextSeq = seq;
        lastMessage = messageId;
        said = then == null ? null : new Said(messageId, seq, sender, body, bodyNow, then, thenAt);
    }

    private @Nullable Then fate() {
        int chance = random.nextInt(1000);
        if (chance < 10) {
            return Then.EDITED;
        }
        if (chance < 15) {
            return Then.WITHDRAWN;
        }
        return chance < 45 && joined.size() > 1 ? Then.REACTED : null;
    }

    /// The customer first, then about as often as staff.
    private Person sender() {
        if (!notes && (joined.size() == 1 || random.nextInt(100) < 48)) {
            return joined.size() == 1 && lastTextSeq > 0 ? staff.getFirst() : claim.customer();
        }
        return staff.get(random.nextInt(3) == 0 ? random.nextInt(staff.size()) : 0);
    }

    private void store(
            Batch batch,
            UUID messageId,
            @Nullable Person sender,
            String body,
            String bodyNow,
            @Nullable UUID replyTo,
            @Nullable Then then,
            @Nullable Instant thenAt) {
        Instant created = Instant.ofEpochMilli(at);
        UUID clientKey = sender == null ? null : ids.at(at);
        boolean withdrawn = then == Then.WITHDRAWN;
        batch.message(messageId);
        activeAt = at;
        batch.messages.add(
                messageId,
                TENANT,
                id,
                claim.id(),
                seq,
                sender == null ? "SYSTEM" : "TEXT",
                sender == null ? null : sender.id(),
                sender == null ? null : sender.name(),
                sender == null ? null : sender.role(),
                bodyNow,
                replyTo,
                clientKey,
                sender == null ? "" : ContentHash.of(id, replyTo, body),
                created,
                then == Then.EDITED ? thenAt : null,
                withdrawn ? thenAt : null,
                withdrawn && sender != null ? sender.id() : null);
        journal(
                batch,
                sender,
                new MessageSent(
                        TENANT,
                        id,
                        seq,
                        messageId,
                        claim.id(),
                        sender == null ? "SYSTEM" : "TEXT",
                        sender == null ? null : sender.id(),
                        sender == null ? null : sender.name(),
                        sender == null ? null : sender.role(),
                        null,
                        body,
                        replyTo,
                        clientKey,
                        created,
                        participants(),
                        null));
    }

    private void happen(Batch batch, Said message) {
        said = null;
        place(message.thenAt());
        Instant now = Instant.ofEpochMilli(at);
        switch (message.then()) {
            case EDITED -> {
                batch.edits.add(message.id(), TENANT, seq, now, message.bodyBefore());
                journal(
                        batch,
                        message.by(),
                        new MessageEdited(
                                TENANT,
                                id,
                                seq,
                                claim.id(),
                                message.id(),
                                message.seq(),
                                message.by().id(),
                                message.body(),
                                now,
                                participants()));
            }
            case WITHDRAWN ->
                journal(
                        batch,
                        message.by(),
                        new MessageWithdrawn(
                                TENANT,
                                id,
                                seq,
                                claim.id(),
                                message.id(),
                                message.seq(),
                                message.by().id(),
                                null,
                                now,
                                participants()));
            case REACTED -> react(batch, message, now);
        }
    }

    private void react(Batch batch, Said message, Instant now) {
        Person other = joined.keySet().stream()
                .filter(person -> !person.equals(message.by()))
                .findFirst()
                .orElseThrow();
        String emoji = Vocabulary.even(EMOJI, random);
        batch.reactions.add(message.id(), other.id(), emoji, TENANT, id, now);
        journal(
                batch,
                other,
                new ReactionAdded(
                        TENANT,
                        id,
                        seq,
                        claim.id(),
                        message.id(),
                        message.seq(),
                        other.id(),
                        emoji,
                        now,
                        participants()));
    }

    private void archive(Batch batch) {
        archived = true;
        place(next);
        journal(
                batch,
                null,
                new ConversationArchived(TENANT, id, seq, claim.id(), null, Instant.ofEpochMilli(at), participants()));
    }

    /// After the last entry most have read everything.
    void readToTheEnd(Batch batch) {
        for (Person person : joined.keySet()) {
            if (random.nextInt(100) < 94 && position(person) < seq && lastTextSeq > 0) {
                read(batch, person, seq, Math.min(at + MINUTE_MILLIS, end));
            }
        }
    }

    private long position(Person person) {
        Position position = read.get(person);
        return position == null ? 0 : position.upToSeq();
    }

    private void read(Batch batch, Person person, long upTo, long millis) {
        Position before = read.get(person);
        Instant readAt = Instant.ofEpochMilli(
                before == null ? millis : Math.max(millis, before.readAt().toEpochMilli()));
        read.put(person, new Position(upTo, readAt));
        batch.marks.add(id, person.id(), upTo, TENANT, person.role(), readAt);
    }

    private void journal(Batch batch, @Nullable Person actor, DomainEvent event) {
        Event description = Catalogue.describe(event.getClass());
        batch.journal.add(
                ids.at(at),
                description.topic().topicName(),
                id,
                seq,
                description.type(),
                TENANT,
                actor == null ? null : actor.id(),
                Instant.ofEpochMilli(at),
                JSON.writeValueAsString(event));
    }

    // What its row says in the end.

    long lastSeq() {
        return seq;
    }

    Instant lastAt() {
        return Instant.ofEpochMilli(at);
    }

    Instant activeAt() {
        return Instant.ofEpochMilli(activeAt);
    }

    boolean isArchived() {
        return archived;
    }

    Map<Person, Long> joined() {
        return joined;
    }

    Map<Person, Position> read() {
        return read;
    }

    Person agent() {
        return staff.getFirst();
    }
}
