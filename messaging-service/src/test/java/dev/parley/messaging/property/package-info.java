/// Proves messaging by properties and by attack: what must hold after any schedule, any repeat, any request.
@NullMarked
package dev.parley.messaging.property;

import org.jspecify.annotations.NullMarked;
