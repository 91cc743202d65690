/// Names and roles of people, as their tokens told the gateways; what a participant is called who has not written yet.
///
/// Table: `person`, from `people.profile-events`.
@NullMarked
package dev.parley.messaging.people;

import org.jspecify.annotations.NullMarked;
