package dev.parley.messaging.search;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.parley.messaging.message.MessageView;

/// A message that was found: its fields, and
///
/// @param highlight the part of the text in which the words stand, HTML-escaped, with `<mark>` around each
record SearchHit(@JsonUnwrapped MessageView message, String highlight) {}
