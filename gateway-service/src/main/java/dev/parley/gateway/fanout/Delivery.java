package dev.parley.gateway.fanout;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One event as far as routing needs it. Owns one reference to its frame, if it has one.
sealed interface Delivery {
    String tenant();

    default @Nullable ByteBuf frame() {
        return null;
    }

    /// An entry of a conversation's log.
    ///
    /// @param news which entry it is, and what it does to what is unread
    /// @param participantIds the audience; of an entry with which somebody leaves, they still belong to it
    /// @param ending whose joins end with it
    record Entry(String tenant, UnreadNews.OfEntry news, List<UUID> participantIds, Ending ending, ByteBuf frame)
            implements Delivery {
        UUID conversationId() {
            return news.conversationId();
        }

        long seq() {
            return news.seq();
        }

        /// Whose typing ends with it, null when nobody's does.
        @Nullable UUID authorId() {
            return news instanceof UnreadNews.Written written ? written.senderId() : null;
        }
    }

    /// Whose access ends with an entry. Each gets that entry as the last one of the conversation.
    sealed interface Ending {
        boolean concerns(Receiver receiver);

        /// With whom `userId`, who is in the audience, may share no conversation any more.
        List<UUID> partedFrom(UUID userId, List<UUID> audience);

        record Nobodys() implements Ending {
            @Override
            public boolean concerns(Receiver receiver) {
                return false;
            }

            @Override
            public List<UUID> partedFrom(UUID userId, List<UUID> audience) {
                return List.of();
            }
        }

        /// @param isUnlessStaff staff see every conversation about a claim, with or without taking part
        record OfOneWhoLeft(UUID userId, boolean isUnlessStaff) implements Ending {
            @Override
            public boolean concerns(Receiver receiver) {
                return receiver.userId().equals(userId) && !(isUnlessStaff && receiver.isStaff());
            }

            @Override
            public List<UUID> partedFrom(UUID other, List<UUID> audience) {
                return other.equals(userId) ? audience : List.of(userId);
            }
        }

        record Everybodys() implements Ending {
            @Override
            public boolean concerns(Receiver receiver) {
                return true;
            }

            @Override
            public List<UUID> partedFrom(UUID userId, List<UUID> audience) {
                return audience;
            }
        }
    }

    /// An entry of a kind that this version cannot turn into a frame: those who joined fetch it.
    record UnknownEntry(String tenant, UUID conversationId, long seq) implements Delivery {}

    /// For participants and those who joined, outside the order of the log.
    record Receipt(String tenant, UnreadNews.Read news, List<UUID> participantIds, ByteBuf frame) implements Delivery {}

    record Typing(
            String tenant, UUID conversationId, @Nullable UUID claimId, UUID userId, boolean active)
            implements Delivery {}

    record Personal(String tenant, UUID userId, ByteBuf frame) implements Delivery {}

    /// For those who watch `userId`.
    record PresenceChange(String tenant, UUID userId, ByteBuf frame) implements Delivery {}

    /// For staff of the tenant who watch all its claims, beside what they get as participants.
    record InboxChange(String tenant, ByteBuf frame) implements Delivery {}
}
