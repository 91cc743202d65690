package dev.parley.systemtest.planted;

import dev.parley.systemtest.history.Canary;
import dev.parley.systemtest.history.History;
import dev.parley.systemtest.history.History.Acknowledged;
import dev.parley.systemtest.history.History.Invoked;
import dev.parley.systemtest.history.History.Refused;
import dev.parley.systemtest.history.History.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// One person who writes. Sends without waiting for answers, tries again with the same key what is
/// unknown, loses patience, and now and then uses a key for something else.
final class ModelSender {

    private static final int AT_ONCE = 3;
    private static final double NOT_ALLOWED = 0.05;
    private static final double KEY_USED_AGAIN = 0.1;

    private final String person;
    private final RandomGenerator random;
    private final ModelDatabase database;
    private final ModelMessaging messaging;
    private final History history;
    private final List<Send> open = new ArrayList<>();
    private final List<Send> done = new ArrayList<>();
    private int written;

    ModelSender(
            String person, RandomGenerator random, ModelDatabase database, ModelMessaging messaging, History history) {
        this.person = person;
        this.random = random;
        this.database = database;
        this.messaging = messaging;
        this.history = history;
    }

    /// A text under a key until its fate is known; each attempt has answers of its own.
    private final class Send {

        private final String conversation;
        private final String key;
        private final String text;
        private int attempts;
        private boolean isWaiting;

        Send(String conversation, String key, String text) {
            this.conversation = conversation;
            this.key = key;
            this.text = text;
        }

        void attempt() {
            isWaiting = true;
            int attempt = ++attempts;
            history.add(new Invoked(person, conversation, key, text));
            messaging.send(new ModelMessaging.Request(person, conversation, key, text, new Awaited(this, attempt)));
        }

        void acknowledged(long seq) {
            history.add(new Acknowledged(person, conversation, key, seq));
            end();
        }

        void refused() {
            history.add(new Refused(person, conversation, key));
            end();
        }

        void unknown() {
            isWaiting = false;
            history.add(new Unknown(person, conversation, key));
        }

        private void end() {
            isWaiting = false;
            open.remove(this);
            done.add(this);
        }
    }

    /// Hears nothing any more once the client has given this attempt up.
    private record Awaited(Send send, int attempt) implements ModelMessaging.Answers {

        private boolean isHeard() {
            return send.isWaiting && send.attempts == attempt;
        }

        @Override
        public void acknowledged(long seq) {
            if (isHeard()) {
                send.acknowledged(seq);
            }
        }

        @Override
        public void refused() {
            if (isHeard()) {
                send.refused();
            }
        }

        @Override
        public void unknown() {
            if (isHeard()) {
                send.unknown();
            }
        }
    }

    boolean hasOpen(String conversation) {
        return open.stream().anyMatch(send -> send.conversation.equals(conversation));
    }

    void write(String conversation) {
        if (open.size() >= AT_ONCE || !database.members(conversation).contains(person)) {
            return;
        }
        boolean again = !done.isEmpty() && random.nextDouble() < KEY_USED_AGAIN;
        Send before = again ? done.get(random.nextInt(done.size())) : null;
        if (before != null && (!before.conversation.equals(conversation) || isOpen(before.key))) {
            return;
        }
        String words = person + " writes " + ++written;
        if (random.nextDouble() < NOT_ALLOWED) {
            words = ModelMessaging.notAllowed(words);
        }
        String key = before == null ? person + "-" + written : before.key;
        var send = new Send(conversation, key, Canary.text(words, database.members(conversation)));
        open.add(send);
        send.attempt();
    }

    /// Two sends under one key at the same time: nobody could tell which of them an answer is
    /// about.
    private boolean isOpen(String key) {
        return open.stream().anyMatch(send -> send.key.equals(key));
    }

    /// @return false when nothing had to be tried again
    boolean retry() {
        for (Send send : open) {
            if (!send.isWaiting) {
                send.attempt();
                return true;
            }
        }
        return false;
    }

    void losePatience() {
        open.stream().filter(send -> send.isWaiting).findFirst().ifPresent(Send::unknown);
    }
}
