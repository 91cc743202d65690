/// What is known of the people of a tenant: who is online (from presence) and which language a customer reads (from
/// their
/// claims).
///
/// Table: `person`. Somebody unknown is offline and reads English.
@NullMarked
package dev.parley.notification.people;

import org.jspecify.annotations.NullMarked;
