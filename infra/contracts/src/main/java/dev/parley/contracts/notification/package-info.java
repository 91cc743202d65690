/// Facts about a person's notifications, keyed by user. Published by notification-service.
@NullMarked
package dev.parley.contracts.notification;

import org.jspecify.annotations.NullMarked;
