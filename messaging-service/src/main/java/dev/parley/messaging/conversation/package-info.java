/// A conversation: who takes part, who may see it, where its log stands, and every change of it.
///
/// Tables: `conversation` (head of the log in `last_seq`), `participant`, `mute`, `claim` (what messaging knows of
/// claims), `tenant`.
///
/// ```text
/// OPEN ⇄ ARCHIVED (by somebody, by Parley when idle; a message reopens) → deleted (admin): seen by nobody any more
/// ```
///
/// Invariants:
/// - `last_seq` rises by one for each entry, in the transaction that stores the entry: 1 … n without a hole;
/// - `last_at` never falls, so `created_at` never falls as `seq` rises, whatever the clocks do;
/// - what a caller may not see is as if it did not exist.
@NullMarked
package dev.parley.messaging.conversation;

import org.jspecify.annotations.NullMarked;
