package dev.parley.systemtest.planted;

import dev.parley.systemtest.planted.Fact.Entry;
import dev.parley.systemtest.planted.Fact.Receipt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Fans the topic out to sessions. Keeps nothing over a crash and begins again at the end of the
/// topic; whoever resumes subscribes first and loads then.
final class ModelGateway {

    private static final int QUEUE = 4;

    private final Bug bug;
    private final ModelDatabase database;
    private final List<Fact> topic;
    private final List<Session> sessions = new ArrayList<>();
    private final Map<String, Set<String>> cachedMembers = new HashMap<>();
    private final Map<String, Long> receipts = new HashMap<>();
    private int offset;

    ModelGateway(Bug bug, ModelDatabase database, List<Fact> topic) {
        this.bug = bug;
        this.database = database;
        this.topic = topic;
    }

    /// One client's place in one conversation.
    final class Session {

        private final String person;
        private final String conversation;
        private final Deque<Fact> queue = new ArrayDeque<>();
        private final List<Entry> held = new ArrayList<>();
        private boolean isLoading = true;
        private boolean isOpen = true;
        private long last;

        private Session(String person, String conversation) {
            this.person = person;
            this.conversation = conversation;
        }

        boolean isOpen() {
            return isOpen;
        }

        Deque<Fact> queue() {
            return queue;
        }

        /// From here on `head + 1` is next; what was held back follows.
        void loaded(long head) {
            last = head;
            isLoading = false;
            List.copyOf(held).forEach(this::offer);
            held.clear();
        }

        void close() {
            isOpen = false;
            queue.clear();
            sessions.remove(this);
        }

        private void offer(Entry entry) {
            if (isLoading) {
                held.add(entry);
            } else if (isOpen && entry.seq() > last) {
                last = entry.seq();
                push(entry);
                if (entry.leaver().equals(person) && bug != Bug.CACHES_MEMBERS) {
                    sessions.remove(this);
                }
            }
        }

        private void push(Fact fact) {
            if (queue.size() < QUEUE) {
                queue.add(fact);
            } else if (bug != Bug.DROPS_WHEN_THE_QUEUE_IS_FULL) {
                close();
            }
        }
    }

    Session subscribe(String person, String conversation) {
        var session = new Session(person, conversation);
        sessions.add(session);
        // Receipts older than what the load will show say nothing new.
        database.members(conversation)
                .forEach(reader -> receipts.merge(
                        conversation + " " + reader, database.position(conversation, reader), Math::max));
        return session;
    }

    /// @return false when nothing was waiting
    boolean step() {
        if (offset >= topic.size()) {
            return false;
        }
        Fact fact = topic.get(offset++);
        Set<String> members = bug == Bug.CACHES_MEMBERS
                ? cachedMembers.computeIfAbsent(fact.conversation(), _ -> fact.members())
                : fact.members();
        List<Session> concerned = sessions.stream()
                .filter(session -> session.conversation.equals(fact.conversation()))
                .filter(session -> members.contains(session.person))
                .toList();
        switch (fact) {
            case Entry entry -> concerned.forEach(session -> session.offer(entry));
            case Receipt receipt -> pass(receipt, concerned);
        }
        return true;
    }

    private void pass(Receipt receipt, List<Session> concerned) {
        String reader = receipt.conversation() + " " + receipt.reader();
        if (receipt.upToSeq() > receipts.getOrDefault(reader, 0L)) {
            receipts.put(reader, receipt.upToSeq());
            concerned.stream().filter(session -> !session.isLoading).forEach(session -> session.push(receipt));
        }
    }

    void crash() {
        List.copyOf(sessions).forEach(Session::close);
        cachedMembers.clear();
        receipts.clear();
        offset = topic.size();
    }
}
