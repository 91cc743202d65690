/// Notification-service: tells people who were not there what happened.
@NullMarked
package dev.parley.notification;

import org.jspecify.annotations.NullMarked;
