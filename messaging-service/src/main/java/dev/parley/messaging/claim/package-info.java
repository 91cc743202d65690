/// What messaging takes from claims: a draft has no conversation, a submission opens one with a first word from Parley.
///
/// Table: `claim`. A failure here blocks no claim; it catches up from the topic.
@NullMarked
package dev.parley.messaging.claim;

import org.jspecify.annotations.NullMarked;
