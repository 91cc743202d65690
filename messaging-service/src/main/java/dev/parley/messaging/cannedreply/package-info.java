/// Ready-made answers of the staff of a tenant, found by a shortcut. They are texts, not messages: nothing here is
/// sent.
///
/// Table: `canned_reply`, unique by tenant, shortcut and language.
@NullMarked
package dev.parley.messaging.cannedreply;

import org.jspecify.annotations.NullMarked;
