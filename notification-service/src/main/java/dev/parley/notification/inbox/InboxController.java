package dev.parley.notification.inbox;

import dev.parley.web.Caller;
import dev.parley.web.Cursors;
import dev.parley.web.InvalidInput;
import dev.parley.web.Page;
import dev.parley.web.PageLimit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The caller's own notifications over HTTP.
@RestController
@RequestMapping("/api/v1/notifications")
@EnableConfigurationProperties(NotificationProperties.class)
class InboxController {
    private static final int DEFAULT_LIMIT = 20;

    private final NotificationList notifications;
    private final ReadNotifications read;
    private final Cursors cursors;

    InboxController(NotificationList notifications, ReadNotifications read, Cursors cursors) {
        this.notifications = notifications;
        this.read = read;
        this.cursors = cursors;
    }

    /// @param unread how many the caller has not read
    record UnreadCount(long unread) {}

    @GetMapping
    Page<Notification> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String unread,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        boolean unreadOnly = flag(unread);
        int size = PageLimit.of(limit, DEFAULT_LIMIT);
        String list = "notifications unread=" + unreadOnly;
        NotificationList.Position before = cursor == null
                ? NotificationList.Position.NEWEST
                : NotificationList.Position.parse(cursors.verify(caller, list, cursor));
        return Page.of(
                notifications.page(caller, unreadOnly, before, size + 1),
                size,
                last -> cursors.sign(
                        caller, list, NotificationList.Position.of(last).toString()));
    }

    @GetMapping("/unread-count")
    UnreadCount unreadCount(Caller caller) {
        return new UnreadCount(notifications.unread(caller));
    }

    @PostMapping("/{id}/read")
    Notification readOne(Caller caller, @PathVariable UUID id) {
        return read.one(caller, id);
    }

    @PostMapping("/read-all")
    UnreadCount readAll(Caller caller) {
        read.all(caller);
        return new UnreadCount(notifications.unread(caller));
    }

    /// `?unread` and `?unread=true` are the same.
    static boolean flag(@Nullable String unread) {
        return switch (unread) {
            case null -> false;
            case "false" -> false;
            case "", "true" -> true;
            default -> throw InvalidInput.of("unread", "must be true or false");
        };
    }
}
