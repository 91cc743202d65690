/// Who did what to a claim, and when: its facts, read from the journal, oldest first.
///
/// There is no table of its own: the journal is the lasting copy of what happened, so a timeline can neither lack a
/// change nor tell one that did not happen. Only the fields named in [Telling] are shown.
@NullMarked
package dev.parley.claims.timeline;

import org.jspecify.annotations.NullMarked;
