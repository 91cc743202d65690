/// What messaging takes from claims: a draft has no conversation; a submission opens one for all and one
/// for the notes of the staff; whoever gets the claim takes part; another state is told in the log; a claim
/// that is over is not written to.
///
/// Table: `claim`. A failure here blocks no claim; it catches up from the topic.
@NullMarked
package dev.parley.messaging.claim;

import org.jspecify.annotations.NullMarked;
