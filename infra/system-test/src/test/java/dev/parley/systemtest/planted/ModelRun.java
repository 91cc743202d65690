package dev.parley.systemtest.planted;

import dev.parley.systemtest.history.Checker;
import dev.parley.systemtest.history.History;
import dev.parley.systemtest.history.History.Counted;
import dev.parley.systemtest.history.History.Positioned;
import dev.parley.systemtest.history.History.Stored;
import dev.parley.systemtest.history.Violation;
import dev.parley.systemtest.planted.Fact.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// One run: people write, listen, read and come and go while everything may be killed; then calm,
/// until nothing moves any more; then the questions at the end. The same seed gives the same run.
final class ModelRun {

    private static final List<String> PEOPLE = List.of("ann", "ben", "cas", "dot");
    private static final List<String> CONVERSATIONS = List.of("c0", "c1");
    private static final int STEPS = 900;
    private static final int MOST_STEPS_OF_CALM = 100_000;

    private final History history = new History();
    private final RandomGenerator random;
    private final ModelDatabase database;
    private final ModelMessaging messaging;
    private final ModelGateway gateway;
    private final ModelCounts counts;
    private final List<ModelSender> senders = new ArrayList<>();
    private final List<ModelListener> listeners = new ArrayList<>();

    /// Who shall come or go next, by conversation.
    private final Map<String, String> changes = new TreeMap<>();

    private ModelRun(Bug bug, long seed) {
        random = new SplittableRandom(seed);
        database = new ModelDatabase(bug);
        messaging = new ModelMessaging(bug, random, database);
        gateway = new ModelGateway(bug, database, messaging.topic());
        counts = new ModelCounts(bug, random, messaging.topic());
        for (String person : PEOPLE) {
            senders.add(new ModelSender(person, random, database, messaging, history));
            for (String conversation : CONVERSATIONS) {
                listeners.add(new ModelListener(person, conversation, bug, database, gateway, history));
            }
        }
    }

    static List<Violation> check(Bug bug, long seed) {
        var run = new ModelRun(bug, seed);
        CONVERSATIONS.forEach(conversation -> run.database.open(conversation, Set.copyOf(PEOPLE)));
        for (int i = 0; i < STEPS; i++) {
            run.anything();
        }
        run.calm();
        run.countAtTheEnd();
        return Checker.check(run.history, run.log());
    }

    private void anything() {
        comeOrGo();
        int chance = random.nextInt(200);
        if (chance < 30) {
            write();
        } else if (chance < 40) {
            any(senders).retry();
        } else if (chance < 90) {
            messaging.step();
        } else if (chance < 115) {
            messaging.relay();
        } else if (chance < 140) {
            gateway.step();
        } else if (chance < 175) {
            any(listeners).step();
        } else if (chance < 187) {
            counts.step();
        } else if (chance < 193) {
            read();
        } else {
            mishap();
        }
    }

    private void mishap() {
        switch (random.nextInt(7)) {
            case 0 -> messaging.crash();
            case 1 -> gateway.crash();
            case 2 -> counts.crash();
            case 3 -> any(senders).losePatience();
            case 4 -> any(listeners).drop();
            default -> changes.putIfAbsent(any(CONVERSATIONS), any(PEOPLE));
        }
    }

    private void write() {
        String conversation = any(CONVERSATIONS);
        if (!changes.containsKey(conversation)) {
            any(senders).write(conversation);
        }
    }

    /// Only while nobody sends there, and who would, waits: a text names its audience when it is
    /// written, not when it is stored.
    private void comeOrGo() {
        changes.entrySet().removeIf(change -> {
            String conversation = change.getKey();
            if (messaging.isWorkingOn(conversation)
                    || senders.stream().anyMatch(sender -> sender.hasOpen(conversation))) {
                return false;
            }
            if (!database.members(conversation).equals(Set.of(change.getValue()))) {
                database.change(conversation, change.getValue());
            }
            return true;
        });
    }

    private void read() {
        String conversation = any(CONVERSATIONS);
        String reader = any(PEOPLE);
        if (database.members(conversation).contains(reader)) {
            long wanted = random.nextLong(database.head(conversation) + 3);
            history.add(new Positioned(
                    reader + " asks", conversation, reader, database.read(conversation, reader, wanted)));
        }
    }

    /// Round after round until nothing had anything to do.
    private void calm() {
        messaging.calm();
        boolean isMoving = true;
        for (int i = 0; isMoving; i++) {
            if (i > MOST_STEPS_OF_CALM) {
                throw new IllegalStateException("the model does not come to rest");
            }
            isMoving = messaging.step() | messaging.relay() | gateway.step() | counts.step();
            for (ModelSender sender : senders) {
                isMoving |= sender.retry();
            }
            for (ModelListener listener : listeners) {
                isMoving |= listener.step();
            }
        }
    }

    private void countAtTheEnd() {
        for (String conversation : CONVERSATIONS) {
            for (String reader : PEOPLE) {
                long position = database.position(conversation, reader);
                history.add(new Counted(
                        reader + " asks",
                        conversation,
                        reader,
                        position,
                        counts.unread(conversation, reader, position)));
            }
        }
    }

    private Map<String, List<Stored>> log() {
        Map<String, List<Stored>> log = new HashMap<>();
        for (String conversation : CONVERSATIONS) {
            log.put(
                    conversation,
                    database.log(conversation).stream()
                            .sorted(Comparator.comparingLong(Entry::seq))
                            .map(entry -> new Stored(entry.seq(), entry.key(), entry.text(), entry.sender()))
                            .toList());
        }
        return log;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
