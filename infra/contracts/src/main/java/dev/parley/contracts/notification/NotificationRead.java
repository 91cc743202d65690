package dev.parley.contracts.notification;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;

/// A person marked a notification as read.
@Event(
        type = "notification.read.v1",
        topic = Topic.NOTIFICATION_EVENTS,
        publisher = "notification-service",
        key = "userId")
public record NotificationRead(String tenant, UUID notificationId, UUID userId, Instant readAt)
        implements DomainEvent {}
