/// Messages as they stand and as clients see them; edited by their sender for a while, taken back by sender or staff.
///
/// Tables: `message`, `message_edit` (words before each edit), `message_words` (for the search), `reaction`
/// (read here). Invariants:
/// - whatever changes what participants see is an entry of the log with a `seq` of its own, see `ConversationLog`;
/// - the text of a withdrawn message is shown to nobody and found by nobody;
/// - a page costs a fixed number of statements, and no more with the age of the conversation.
@NullMarked
package dev.parley.messaging.message;

import org.jspecify.annotations.NullMarked;
