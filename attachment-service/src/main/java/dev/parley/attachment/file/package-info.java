/// Files over HTTP. This version stores none: it checks who may see the conversation, as it always will,
/// and then says that the rest is not available.
///
/// Invariant: what one may not see answers 404 before anything else is said about it.
@NullMarked
package dev.parley.attachment.file;

import org.jspecify.annotations.NullMarked;
