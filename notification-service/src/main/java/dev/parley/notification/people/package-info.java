/// What is known of the people of a tenant: who is online (from presence), who is staff (from their tokens), and which
/// language they read (from claims and tokens).
///
/// Table: `person`. Somebody unknown is offline, no staff, and reads English.
@NullMarked
package dev.parley.notification.people;

import org.jspecify.annotations.NullMarked;
