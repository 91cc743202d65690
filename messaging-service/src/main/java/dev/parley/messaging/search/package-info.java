/// Finding messages by their words, over what the caller may see and nothing else: in one conversation or in all.
///
/// Table: `message_words`. Words are found without their accents and whatever their French or English ending; quotes
/// keep words together, `-` excludes, `or` allows either.
@NullMarked
package dev.parley.messaging.search;

import org.jspecify.annotations.NullMarked;
