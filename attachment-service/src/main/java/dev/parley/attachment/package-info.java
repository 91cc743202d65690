/// Attachment-service: the files of a conversation.
@NullMarked
package dev.parley.attachment;

import org.jspecify.annotations.NullMarked;
