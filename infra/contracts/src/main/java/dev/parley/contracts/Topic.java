package dev.parley.contracts;

import java.time.Duration;

/// Every topic of the platform: the one list from which they are created, read and documented.
///
/// Order holds per key. Content topics keep seven days (the journal is the lasting copy); signals, which are worthless
/// when late, keep an hour.
public enum Topic {
    CLAIM_EVENTS("claims.claim-events", Keep.CONTENT, false),
    CONVERSATION_EVENTS("messaging.conversation-events", Keep.CONTENT, false),
    RECEIPT_EVENTS("messaging.receipt-events", Keep.CONTENT, false),
    ATTACHMENT_EVENTS("attachments.attachment-events", Keep.CONTENT, false),
    SESSION_EVENTS("presence.session-events", Keep.SIGNAL, false),
    TYPING_EVENTS("presence.typing-events", Keep.SIGNAL, false),
    USER_EVENTS("presence.user-events", Keep.CONTENT, false),
    NOTIFICATION_EVENTS("notifications.notification-events", Keep.CONTENT, false),
    PROFILE_EVENTS("people.profile-events", Keep.CONTENT, true);

    private final String topicName;
    private final Duration retention;
    private final boolean compacted;

    Topic(String topicName, Duration retention, boolean compacted) {
        this.topicName = topicName;
        this.retention = retention;
        this.compacted = compacted;
    }

    public String topicName() {
        return topicName;
    }

    /// The bound on how many replicas of a consumer work at once.
    public int partitions() {
        return 8;
    }

    public Duration retention() {
        return retention;
    }

    /// Whether the last record of each key is kept instead of a time span.
    public boolean compacted() {
        return compacted;
    }

    /// Where a consumer group puts what it cannot process.
    public String deadLetterTopic(String consumerGroup) {
        return topicName + "." + consumerGroup + ".dlt";
    }

    private static final class Keep {
        static final Duration CONTENT = Duration.ofDays(7);
        static final Duration SIGNAL = Duration.ofHours(1);
    }
}
