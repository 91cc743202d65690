package dev.parley.contracts.notification;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;

/// A person has a new in-app notification.
///
/// @param type what it is about, such as NEW_MESSAGE
/// @param link path in the web client
@Event(
        type = "notification.raised.v1",
        topic = Topic.NOTIFICATION_EVENTS,
        publisher = "notification-service",
        key = "userId")
public record NotificationRaised(
        String tenant,
        UUID notificationId,
        UUID userId,
        String type,
        String title,
        String body,
        String link,
        Instant createdAt)
        implements DomainEvent {}
