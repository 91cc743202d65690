/// What clients did and saw, written down while it happens, and the checker that finds broken
/// promises in it.
///
/// The checker is a function: a history and the log at the end go in, violations come out. Each
/// rule is one method of [LogRules], [AnswerRules], [OrderRules], [DeliveryRules] or
/// [ReadingRules]; none depends on another, so one broken promise may be reported by several. That
/// the rules find what they are for is tested by histories written by hand here, and by a model of
/// a chat server with planted bugs in `planted`.
@NullMarked
package dev.parley.systemtest.history;

import org.jspecify.annotations.NullMarked;
